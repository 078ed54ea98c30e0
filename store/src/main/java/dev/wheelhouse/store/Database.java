package dev.wheelhouse.store;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * The database: everything that is remembered. SQLite or PostgreSQL, with one SQL text.
 * Thread-safe.
 *
 * <p>A change is one {@link #write}: what it returns from has been committed durably, what throws
 * has left nothing behind. A write that meets a conflict is run again from its start, so it must
 * not act on the outside; what must happen once and after the commit goes to {@link #afterCommit}.
 */
public interface Database extends AutoCloseable {
    /** Runs a read in one transaction: all its statements see one state. */
    <T> T read(Function<Handle, T> work);

    /** Runs a change in one transaction. An exception rolls it back and comes out unchanged. */
    <T> T write(Function<Handle, T> work);

    /** Runs an action once the transaction of this handle is committed; never if it is not. */
    void afterCommit(Handle db, Runnable action);

    @Override
    void close();
}
