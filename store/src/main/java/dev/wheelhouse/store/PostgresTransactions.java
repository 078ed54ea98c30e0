package dev.wheelhouse.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.wheelhouse.store.sql.DatabaseException;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.StatementCache;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Transactions on PostgreSQL. Changes are SERIALIZABLE: what could not have happened one after the
 * other is refused by the server and run again from its start. Reads are REPEATABLE READ, READ
 * ONLY: one snapshot, and never a conflict. The work of a transaction runs on a thread of the
 * system.
 */
final class PostgresTransactions implements Transactions {
    private static final int MAX_ATTEMPTS = 40;
    private static final int MAX_PAUSE_MS = 100;
    private static final int JOB_CONNECTIONS = 4;

    /** How long a request waits for a connection before it is told that there is none. */
    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(5);

    /** Seconds until a server that does not answer at all counts as gone. */
    private static final String CONNECT_SECONDS = "5";

    private static final String ANSWER_SECONDS = "60";

    /** Any number that no other program on the database uses: "wheelhou" in ASCII. */
    private static final long MIGRATION_LOCK = 0x776865656c686f75L;

    private static final String TIME =
            "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)";

    private final String name;
    private final HikariDataSource writePool;
    private final HikariDataSource readPool;
    private final HikariConfig jobs;
    private @Nullable HikariDataSource jobPool;
    private final SystemThreads threads = new SystemThreads("wheelhouse-postgres");
    private final Histogram commitTimes = new Histogram();
    private final RandomGenerator random = RandomGenerator.getDefault();

    private PostgresTransactions(
            String name, HikariDataSource writePool, HikariDataSource readPool, HikariConfig jobs) {
        this.name = name;
        this.jobs = jobs;
        this.writePool = writePool;
        this.readPool = readPool;
    }

    static PostgresTransactions open(String url) {
        var name = withoutSecrets(url);
        var size = Math.max(8, 4 * Runtime.getRuntime().availableProcessors());
        var writes = configuration(url, "wheelhouse-write", size);
        writes.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        var reads = configuration(url, "wheelhouse-read", size);
        reads.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        reads.setReadOnly(true);
        var jobs = configuration(url, "wheelhouse-jobs", JOB_CONNECTIONS);
        jobs.setAutoCommit(true);
        jobs.setConnectionInitSql("SET synchronous_commit TO off");
        HikariDataSource writePool;
        try {
            writePool = new HikariDataSource(writes);
        } catch (HikariPool.PoolInitializationException cause) {
            throw new DatabaseException(
                    "Cannot connect to " + name + ": " + rootMessage(cause), cause);
        }
        try {
            try (var connection = writePool.getConnection()) {
                PostgresText.check(connection, name);
            }
            migrate(url, name);
            return new PostgresTransactions(name, writePool, new HikariDataSource(reads), jobs);
        } catch (SQLException cause) {
            writePool.close();
            throw new DatabaseException("Cannot use " + name + ": " + cause.getMessage(), cause);
        } catch (RuntimeException refusal) {
            writePool.close();
            throw refusal;
        }
    }

    /**
     * One node at a time: Flyway's own lock is not enough where several find no table at all. Not
     * SERIALIZABLE, or who waited would go by what was there before it waited; and a migration, or
     * the wait for one, may take its time.
     */
    private static void migrate(String url, String name) throws SQLException {
        var config = configuration(url, "wheelhouse-migration", 3);
        config.setAutoCommit(true);
        config.getDataSourceProperties().remove("socketTimeout");
        try (var pool = new HikariDataSource(config);
                var lock = pool.getConnection();
                var statement = lock.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + MIGRATION_LOCK + ")");
            try {
                Migrations.runPostgres(pool, name);
            } finally {
                statement.execute("SELECT pg_advisory_unlock(" + MIGRATION_LOCK + ")");
            }
        }
    }

    @Override
    public <T> T read(Function<Handle, T> work) {
        try (var connection = readPool.getConnection()) {
            return threads.run(() -> ended(connection, work, Connection::rollback));
        } catch (SQLException | RuntimeException failure) {
            throw told("A read could not be done", failure);
        }
    }

    @Override
    public <T> T write(Function<Handle, T> work) {
        for (var attempt = 1; ; attempt++) {
            try (var connection = writePool.getConnection()) {
                return threads.run(() -> ended(connection, work, this::commit));
            } catch (SQLException | RuntimeException failure) {
                var conflict = conflict(failure);
                if (conflict == null) {
                    throw told("The change could not be committed", failure);
                }
                if (attempt >= MAX_ATTEMPTS) {
                    throw new DatabaseException(
                            "The change met a conflict with others "
                                    + attempt
                                    + " times and was given up: "
                                    + conflict.getMessage(),
                            failure);
                }
            }
            pause(attempt);
        }
    }

    /** LOCK takes no snapshot: the statements after it see what the last holder committed. */
    @Override
    public void alone(Handle db, String table) {
        db.execute("LOCK TABLE " + table + " IN EXCLUSIVE MODE");
    }

    @Override
    public Optional<Instant> sharedTime() {
        return Optional.of(
                read(db ->
                        Instant.ofEpochSecond(
                                0, db.createQuery(TIME).mapTo(Long.class).one() * 1000)));
    }

    @Override
    public Histogram commitTimes() {
        return commitTimes;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public synchronized DataSource jobConnections() {
        if (jobPool == null) {
            jobPool = new HikariDataSource(jobs);
        }
        return jobPool;
    }

    @Override
    public synchronized void close() {
        if (jobPool != null) {
            jobPool.close();
        }
        threads.close();
        readPool.close();
        writePool.close();
    }

    @Override
    public String name() {
        return name;
    }

    private void pause(int attempt) {
        var most = Math.min(MAX_PAUSE_MS, 1 << Math.min(attempt, 10));
        try {
            Thread.sleep(Duration.ofMillis(random.nextInt(most + 1)));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("Interrupted before a change was tried again");
        }
    }

    /** How a transaction ends. */
    @FunctionalInterface
    private interface End {
        void of(Connection connection) throws SQLException;
    }

    private static <T> T ended(Connection connection, Function<Handle, T> work, End end)
            throws SQLException {
        try {
            T result = inside(connection, work);
            end.of(connection);
            return result;
        } catch (Throwable failure) {
            rollback(connection, failure);
            throw failure;
        }
    }

    private static <T> T inside(Connection connection, Function<Handle, T> work) {
        try (var db = Handle.over(connection, StatementCache.none())) {
            return work.apply(db);
        }
    }

    private void commit(Connection connection) throws SQLException {
        var began = System.nanoTime();
        connection.commit();
        commitTimes.add(Duration.ofNanos(System.nanoTime() - began));
    }

    private static void rollback(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException cause) {
            failure.addSuppressed(cause);
        }
    }

    /** Finds the server's refusal of a transaction that may succeed when it is run again. */
    private static @Nullable SQLException conflict(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && ("40001".equals(sql.getSQLState()) || "40P01".equals(sql.getSQLState()))) {
                return sql;
            }
        }
        return null;
    }

    /** What callers are told of a failure; one of their own comes out unchanged. */
    private static RuntimeException told(String what, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && gone(sql)) {
                return new DatabaseException(
                        "The database server cannot be reached: " + sql.getMessage(),
                        failure,
                        true);
            }
        }
        return failure instanceof RuntimeException unchanged
                ? unchanged
                : new DatabaseException(what + ": " + failure, failure);
    }

    /** Connection lost or not to be had (class 08), or the server is going down or coming up. */
    private static boolean gone(SQLException failure) {
        var state = failure.getSQLState();
        return failure instanceof SQLTransientConnectionException
                || (state != null
                        && (state.startsWith("08")
                                || List.of("57P01", "57P02", "57P03", "53300").contains(state)));
    }

    private static HikariConfig configuration(String url, String pool, int size) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setPoolName(pool);
        config.setAutoCommit(false);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
        config.addDataSourceProperty("ApplicationName", pool);
        // What the URL says of these wins.
        config.addDataSourceProperty("connectTimeout", CONNECT_SECONDS);
        config.addDataSourceProperty("socketTimeout", ANSWER_SECONDS);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return config;
    }

    /** The URL up to its parameters, which may hold a password. */
    private static String withoutSecrets(String url) {
        var end = url.indexOf('?');
        return end < 0 ? url : url.substring(0, end);
    }

    private static String rootMessage(Throwable failure) {
        var root = failure;
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return String.valueOf(root.getMessage());
    }
}
