package dev.wheelhouse.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** A database engine under measurement, and how its driver is spoken to without a server. */
sealed interface Engine extends AutoCloseable {
    /** What tables call it. */
    String name();

    /** The URL that a server is given; empty for the file in its folder. */
    Optional<String> url();

    /** Takes what is there now to be the state that {@link #replay} starts from. */
    void keep(Path folder);

    /**
     * Lets the database count what its tables hold, by which it chooses indexes, as it does by
     * itself within a minute.
     */
    void count();

    /** A connection to the kept state, set up as the server sets its own up. */
    Captured.Replay replay(Path folder);

    @Override
    void close();

    /** SQLite in the data folder. */
    record Sqlite() implements Engine {
        @Override
        public String name() {
            return "SQLite";
        }

        @Override
        public Optional<String> url() {
            return Optional.empty();
        }

        @Override
        public void keep(Path folder) {
            try {
                Files.deleteIfExists(folder.resolve("kept.db"));
                try (var connection = connect(folder.resolve("wheelhouse.db"));
                        var statement = connection.prepareStatement("VACUUM INTO ?")) {
                    statement.setString(1, folder.resolve("kept.db").toString());
                    statement.execute();
                }
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            } catch (SQLException cause) {
                throw new IllegalStateException(cause);
            }
        }

        @Override
        public void count() {
            // SQLite goes by the schema alone.
        }

        @Override
        public Captured.Replay replay(Path folder) {
            return new Captured.Replay(
                    connect(folder.resolve("kept.db")), "BEGIN", "BEGIN IMMEDIATE");
        }

        private static Connection connect(Path file) {
            var config = new SQLiteConfig();
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
            config.enforceForeignKeys(true);
            config.setBusyTimeout(10_000);
            config.setTempStore(SQLiteConfig.TempStore.MEMORY);
            config.setCacheSize(-32 * 1024);
            config.setGetGeneratedKeys(false);
            config.resetOpenMode(SQLiteOpenMode.FULLMUTEX);
            config.setOpenMode(SQLiteOpenMode.NOMUTEX);
            try {
                return config.createConnection("jdbc:sqlite:" + file);
            } catch (SQLException cause) {
                throw new IllegalStateException(cause);
            }
        }

        @Override
        public void close() {}
    }

    /** A PostgreSQL that runs for the measurement alone. */
    record Postgres(EmbeddedPostgres server) implements Engine {
        static Postgres start() {
            try {
                return new Postgres(
                        EmbeddedPostgres.builder()
                                .setLocaleConfig("locale", "C.UTF-8")
                                .setServerConfig("fsync", "on")
                                .setServerConfig("synchronous_commit", "on")
                                .setServerConfig("full_page_writes", "on")
                                .setServerConfig("max_connections", "100")
                                .start());
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }

        @Override
        public String name() {
            return "PostgreSQL";
        }

        @Override
        public Optional<String> url() {
            return Optional.of(url("postgres"));
        }

        private String url(String database) {
            return "jdbc:postgresql://localhost:%d/%s?user=postgres"
                    .formatted(server.getPort(), database.toLowerCase(Locale.ROOT));
        }

        @Override
        public void count() {
            try (var connection = DriverManager.getConnection(url("postgres"));
                    var statement = connection.createStatement()) {
                statement.execute("ANALYZE");
            } catch (SQLException cause) {
                throw new IllegalStateException(cause);
            }
        }

        @Override
        public void keep(Path folder) {
            try (var connection = DriverManager.getConnection(url("template1"));
                    var statement = connection.createStatement()) {
                statement.execute("DROP DATABASE IF EXISTS kept");
                statement.execute("CREATE DATABASE kept TEMPLATE postgres");
            } catch (SQLException cause) {
                throw new IllegalStateException(cause);
            }
        }

        @Override
        public Captured.Replay replay(Path folder) {
            try {
                return new Captured.Replay(
                        DriverManager.getConnection(url("kept")),
                        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                        "BEGIN ISOLATION LEVEL SERIALIZABLE");
            } catch (SQLException cause) {
                throw new IllegalStateException(cause);
            }
        }

        @Override
        public void close() {
            try {
                server.close();
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }
    }
}
