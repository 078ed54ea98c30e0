package dev.wheelhouse.store;

import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** How one database engine runs transactions. */
sealed interface Transactions extends AutoCloseable
        permits SqliteTransactions, PostgresTransactions {
    /** Runs a read against one snapshot. */
    <T> T read(Function<Handle, T> work);

    /** Runs a change and commits it durably; may run the work more than once. */
    <T> T write(Function<Handle, T> work);

    /** How long commits took. */
    Histogram commitTimes();

    /** Whether other processes work on the same database. */
    boolean isShared();

    /**
     * Connections for taking jobs, committing each statement. What they commit survives the end of
     * the process, but perhaps not that of the machine; a job that was taken is then taken again.
     */
    DataSource jobConnections();

    @Override
    void close();
}
