package dev.wheelhouse.store;

import dev.wheelhouse.store.sql.Handle;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/** How one database engine runs transactions. */
sealed interface Transactions extends AutoCloseable
        permits SqliteTransactions, PostgresTransactions {
    /** Runs a read against one snapshot. */
    <T> T read(Function<Handle, T> work);

    /** Runs a change and commits it durably; may run the work more than once. */
    <T> T write(Function<Handle, T> work);

    /**
     * Waits, as the first thing in a write, until no other write that asked for the same table is
     * under way; until this write ends others wait for it, and what they committed is seen.
     */
    void alone(Handle db, String table);

    /**
     * The time on the clock that all processes on this database share; empty for this machine's.
     */
    Optional<Instant> sharedTime();

    /** What names the database to people: a file's path, or a URL without its secrets. */
    String name();

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
