package dev.wheelhouse.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Transactions on an SQLite file: one writer that commits in groups, several readers. */
final class SqliteTransactions implements Transactions {
    private final SqliteReaders readers;
    private final GroupCommit writer;

    private SqliteTransactions(SqliteReaders readers, GroupCommit writer) {
        this.readers = readers;
        this.writer = writer;
    }

    static SqliteTransactions open(Path file) {
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
                    new SqliteReaders(file, readers), new GroupCommit(connection));
        } catch (IOException | SQLException cause) {
            throw new DatabaseException(
                    "Cannot open the database file " + file + ": " + cause.getMessage(), cause);
        }
    }

    GroupCommit writer() {
        return writer;
    }

    @Override
    public <T> T read(Function<Handle, T> work) {
        return readers.read(work);
    }

    @Override
    public <T> T write(Function<Handle, T> work) {
        return writer.write(work);
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
    }
}
