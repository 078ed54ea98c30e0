package dev.wheelhouse.store;

import dev.wheelhouse.store.sql.DatabaseException;
import dev.wheelhouse.store.sql.Handle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/** Transactions on an SQLite file: one writer that commits in groups, several readers. */
final class SqliteTransactions implements Transactions {
    private final SqliteReaders readers;
    private final GroupCommit writer;

    private SqliteTransactions(SqliteReaders readers, GroupCommit writer) {
        this.readers = readers;
        this.writer = writer;
    }

    static SqliteTransactions open(Path file, GroupCommit.Limits limits) {
        try {
            var folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            var connection = SqliteConnection.writer(file);
            try {
                Migrations.run(connection.connection(), file.toString());
            } catch (RuntimeException refusal) {
                connection.close();
                throw refusal;
            }
            var readers = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
            return new SqliteTransactions(
                    new SqliteReaders(file, readers), new GroupCommit(connection, limits));
        } catch (IOException | SQLException cause) {
            throw new DatabaseException(
                    "Cannot open the database file " + file + ": " + cause.getMessage(), cause);
        }
    }

    @Override
    public <T> T read(Function<Handle, T> work) {
        return readers.read(work);
    }

    @Override
    public <T> T write(Function<Handle, T> work) {
        return writer.write(work);
    }

    /** There is one writer: every write is alone. */
    @Override
    public void alone(Handle db, String table) {}

    @Override
    public Optional<Instant> sharedTime() {
        return Optional.empty();
    }

    int waiting() {
        return writer.waiting();
    }

    @Override
    public Histogram commitTimes() {
        return writer.commitTimes();
    }

    @Override
    public boolean isShared() {
        return false;
    }

    /**
     * The writer's own connection, between two batches: a second one would have to wait for locks
     * by polling. Without the flush, taking a job costs next to nothing, and the next change that
     * is flushed flushes it too.
     */
    @Override
    public DataSource jobConnections() {
        return new LentConnections(() -> {
            var lease = writer.lease();
            try {
                lease.connection().flushCommits(false);
            } catch (SQLException | RuntimeException failure) {
                lease.close();
                throw failure;
            }
            return new LentConnections.Lent(lease.connection().connection(), () -> giveBack(lease));
        });
    }

    private static void giveBack(GroupCommit.Lease lease) throws SQLException {
        try {
            lease.connection().flushCommits(true);
        } finally {
            lease.close();
        }
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
    }
}
