package dev.wheelhouse.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;

/**
 * One connection to an SQLite file, for one thread at a time. Transactions are begun and ended by
 * statement: the driver's own way begins the next one, and takes its locks, right at a commit.
 */
final class SqliteConnection implements AutoCloseable {
    private static final int BUSY_TIMEOUT_MS = 10_000;
    private static final int CACHE_KIB = 32 * 1024;

    private final Connection connection;
    private final Jdbi jdbi;
    private final Map<String, PreparedStatement> commands = new HashMap<>();

    private SqliteConnection(Connection connection) {
        this.connection = connection;
        var cache = new StatementCache();
        this.jdbi = Jdbi.create(new Borrowed(connection));
        jdbi.setStatementBuilderFactory(_ -> cache.forOneHandle());
    }

    static SqliteConnection writer(Path file) throws SQLException {
        return new SqliteConnection(configuration().createConnection(url(file)));
    }

    /** A connection that refuses every change. */
    static SqliteConnection reader(Path file) throws SQLException {
        var reader = new SqliteConnection(configuration().createConnection(url(file)));
        reader.execute("PRAGMA query_only = ON");
        return reader;
    }

    /** A handle for one transaction; it is closed with it, which leaves the connection open. */
    Handle open() {
        return jdbi.open();
    }

    /** Runs a statement without parameters. */
    void execute(String command) throws SQLException {
        var statement = commands.get(command);
        if (statement == null) {
            statement = connection.prepareStatement(command);
            commands.put(command, statement);
        }
        statement.execute();
    }

    /** Whether a commit waits until it is on the disk. Outside of transactions only. */
    void flushCommits(boolean flush) throws SQLException {
        // SQLite acts on this while it compiles the statement, so a kept one would do nothing.
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = " + (flush ? "FULL" : "NORMAL"));
        }
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static String url(Path file) {
        return "jdbc:sqlite:" + file.toAbsolutePath();
    }

    private static SQLiteConfig configuration() {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setCacheSize(-CACHE_KIB);
        return config;
    }

    private record Borrowed(Connection connection) implements ConnectionFactory {
        @Override
        public Connection openConnection() {
            return connection;
        }

        @Override
        public void closeConnection(Connection borrowed) {
            // It serves the next transaction.
        }
    }
}
