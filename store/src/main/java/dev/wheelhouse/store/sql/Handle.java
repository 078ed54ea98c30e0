package dev.wheelhouse.store.sql;

import java.sql.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SQL in one transaction, for the thread that runs it. Parameters are named: {@code :name}; a name
 * without a value and a value that no name takes are errors. What the database refuses is a {@link
 * DatabaseException} with the statement, without its values.
 */
public final class Handle implements AutoCloseable {
    private final Connection connection;
    private final StatementCache cache;
    private final Runnable onClose;
    private @Nullable Observer observer;
    private boolean closed;

    private Handle(Connection connection, StatementCache cache, Runnable onClose) {
        this.connection = connection;
        this.cache = cache;
        this.onClose = onClose;
    }

    /** Speaks over a connection, which it leaves open. */
    public static Handle over(Connection connection, StatementCache cache) {
        return over(connection, cache, () -> {});
    }

    /**
     * Speaks over a connection, which it leaves open.
     *
     * @param onClose runs when the handle is closed
     */
    public static Handle over(Connection connection, StatementCache cache, Runnable onClose) {
        return new Handle(connection, cache, onClose);
    }

    /** Is told each statement after it ran. */
    @FunctionalInterface
    public interface Observer {
        /**
         * A statement ran.
         *
         * @param sql with {@code ?} where values are bound
         * @param values what was bound, in that order
         */
        void ran(String sql, List<Bound> values);
    }

    /** A statement that answers with rows. */
    public Query createQuery(String sql) {
        return new Query(this, sql);
    }

    /** A statement that changes something. */
    public Update createUpdate(String sql) {
        return new Update(this, sql);
    }

    /** A statement that changes something, for several rows at once. */
    public Batch prepareBatch(String sql) {
        return new Batch(this, sql);
    }

    /** Runs a statement without parameters that changes something; returns the rows changed. */
    public int execute(String sql) {
        return createUpdate(sql).execute();
    }

    /** Tells of each statement from now on. */
    public void observe(Observer told) {
        observer = told;
    }

    /** Refuses statements from now on: the transaction is over. */
    @Override
    public void close() {
        closed = true;
        onClose.run();
    }

    Connection connection() {
        if (closed) {
            throw new DatabaseException("The handle is closed: its transaction is over");
        }
        return connection;
    }

    StatementCache cache() {
        return cache;
    }

    @Nullable Observer observer() {
        return observer;
    }
}
