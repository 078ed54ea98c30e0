package dev.wheelhouse.store;

import dev.wheelhouse.store.sql.DatabaseException;
import dev.wheelhouse.store.sql.Handle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Transactions on an SQLite file: one writer that commits in groups, several readers. What a read
 * has seen is on the disk when it ends, as if commits became visible only then.
 */
final class SqliteTransactions implements Transactions {
    private final Path file;
    private final SqliteReaders readers;
    private final GroupCommit writer;
    private final CommitFlush flush;

    private SqliteTransactions(Path file, SqliteConnection connection, GroupCommit.Limits limits) {
        var amount = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
        this.file = file.toAbsolutePath();
        this.readers = new SqliteReaders(file, amount);
        this.flush = new CommitFlush(this.file);
        this.writer = new GroupCommit(connection, flush, limits);
    }

    static SqliteTransactions open(Path file, GroupCommit.Limits limits) {
        try {
            var folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            closeToOthers(file);
            var connection = SqliteConnection.writer(file);
            try {
                Migrations.runSqlite(connection.connection(), file.toString());
            } catch (RuntimeException refusal) {
                connection.close();
                throw refusal;
            }
            return new SqliteTransactions(file, connection, limits);
        } catch (IOException | SQLException cause) {
            throw new DatabaseException(
                    "Cannot open the database file " + file + ": " + cause.getMessage(), cause);
        }
    }

    /**
     * SQLite gives the files beside the database its mode. What is there already is closed as well.
     */
    private static void closeToOthers(Path file) throws IOException {
        if (Files.exists(file) && !(Files.isRegularFile(file) && Files.isWritable(file))) {
            throw new DatabaseException(
                    "The database file "
                            + file
                            + (Files.isRegularFile(file)
                                    ? " cannot be written by the user who runs this: give it to"
                                            + " that user (chown)"
                                    : " is no file: move it away"));
        }
        OwnFiles.close(file);
        for (var end : List.of("-wal", "-shm")) {
            var beside = file.resolveSibling(file.getFileName() + end);
            if (Files.exists(beside)) {
                OwnFiles.close(beside);
            }
        }
    }

    @Override
    public <T> T read(Function<Handle, T> work) {
        try {
            return readers.read(work);
        } finally {
            flush.awaitVisible();
        }
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

    @Override
    public String name() {
        return file.toString();
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
     * by polling. What is committed over it is not flushed: taking a job costs next to nothing, and
     * the next change that is flushed flushes it too.
     */
    @Override
    public DataSource jobConnections() {
        return new LentConnections(() -> {
            var lease = writer.lease();
            return new LentConnections.Lent(lease.connection().connection(), lease::close);
        });
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
    }
}
