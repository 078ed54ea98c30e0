package dev.wheelhouse.store;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** How one database engine runs transactions. */
sealed interface Transactions extends AutoCloseable
        permits SqliteTransactions, PostgresTransactions {
    /** Runs a read against one snapshot. */
    <T> T read(Function<Handle, T> work);

    /** Runs a change and commits it durably; may run the work more than once. */
    <T> T write(Function<Handle, T> work);

    @Override
    void close();
}
