package dev.wheelhouse.store;

import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.StatementCache;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteOpenMode;

/**
 * One connection to an SQLite file, for one thread at a time. Transactions are begun and ended by
 * statement: the driver's own way begins the next one, and takes its locks, right at a commit.
 */
final class SqliteConnection implements AutoCloseable {
    private static final int BUSY_TIMEOUT_MS = 10_000;
    private static final int CACHE_KIB = 32 * 1024;
    private static final int STATEMENTS = 512;

    private final SQLiteConnection connection;
    private final StatementCache cache = StatementCache.keeping(STATEMENTS);
    private final Map<String, PreparedStatement> commands = new HashMap<>();

    private SqliteConnection(SQLiteConnection connection) {
        this.connection = connection;
    }

    static SqliteConnection writer(Path file) throws SQLException {
        return new SqliteConnection(connect(file));
    }

    /** A connection that refuses every change. */
    static SqliteConnection reader(Path file) throws SQLException {
        var reader = new SqliteConnection(connect(file));
        reader.execute("PRAGMA query_only = ON");
        return reader;
    }

    /**
     * A handle for one transaction, which is begun and ended by {@link #execute}; it is closed with
     * it, which leaves the connection open. Until then the driver is told that the transaction is
     * none of its business: it would try to begin and end one after each change.
     */
    Handle open() {
        var driver = connection.getConnectionConfig();
        driver.setAutoCommit(false);
        return Handle.over(connection, cache, () -> driver.setAutoCommit(true));
    }

    /** Runs a statement without parameters, which is kept unless it fails: it is of no use then. */
    void execute(String command) throws SQLException {
        var statement = commands.get(command);
        if (statement == null) {
            statement = connection.prepareStatement(command);
            commands.put(command, statement);
        }
        try {
            statement.execute();
        } catch (SQLException failure) {
            commands.remove(command);
            drop(statement, failure);
            throw failure;
        }
    }

    private static void drop(PreparedStatement statement, SQLException failure) {
        try {
            statement.close();
        } catch (SQLException further) {
            failure.addSuppressed(further);
        }
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static SQLiteConnection connect(Path file) throws SQLException {
        return configuration()
                .createConnection("jdbc:sqlite:" + file.toAbsolutePath())
                .unwrap(SQLiteConnection.class);
    }

    private static SQLiteConfig configuration() {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL); // CommitFlush does the rest
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setCacheSize(-CACHE_KIB);
        // Nobody asks for them, and the driver would run one more query after each INSERT.
        config.setGetGeneratedKeys(false);
        // One thread at a time uses a connection, so SQLite need not lock it at each call.
        config.resetOpenMode(SQLiteOpenMode.FULLMUTEX);
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        return config;
    }
}
