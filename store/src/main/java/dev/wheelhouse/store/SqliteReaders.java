package dev.wheelhouse.store;

import dev.wheelhouse.store.sql.DatabaseException;
import dev.wheelhouse.store.sql.Handle;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Reads an SQLite file: a few connections, opened when they are first needed, shared by all. */
final class SqliteReaders implements AutoCloseable {
    private final Path file;
    private final int limit;
    private final Semaphore permits;
    private final Deque<SqliteConnection> idle = new ArrayDeque<>();
    private boolean closed;

    SqliteReaders(Path file, int limit) {
        this.file = file;
        this.limit = limit;
        this.permits = new Semaphore(limit, true);
    }

    <T> T read(Function<Handle, T> work) {
        permits.acquireUninterruptibly();
        try {
            var connection = take();
            try {
                connection.execute("BEGIN");
                T result;
                try (var db = connection.open()) {
                    result = work.apply(db);
                } finally {
                    connection.execute("ROLLBACK");
                }
                return result;
            } catch (SQLException cause) {
                throw new DatabaseException("A read could not be done: " + cause, cause);
            } finally {
                giveBack(connection);
            }
        } finally {
            permits.release();
        }
    }

    @Override
    public void close() {
        permits.acquireUninterruptibly(limit);
        try {
            synchronized (idle) {
                closed = true;
                for (var connection : idle) {
                    connection.close();
                }
                idle.clear();
            }
        } catch (SQLException cause) {
            throw new DatabaseException("A connection could not be closed: " + cause, cause);
        } finally {
            permits.release(limit);
        }
    }

    private SqliteConnection take() {
        synchronized (idle) {
            if (closed) {
                throw new DatabaseException("The database is closed");
            }
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        try {
            return SqliteConnection.reader(file);
        } catch (SQLException cause) {
            throw new DatabaseException("Cannot read " + file + ": " + cause.getMessage(), cause);
        }
    }

    private void giveBack(SqliteConnection connection) {
        synchronized (idle) {
            idle.push(connection);
        }
    }
}
