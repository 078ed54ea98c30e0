package dev.wheelhouse.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * One PostgreSQL server for all tests of a JVM, unpacked from a jar and started when first needed.
 * PostgreSQL refuses to run as root; then the library starts it in a user namespace of its own
 * (util-linux's {@code unshare}).
 */
final class TestPostgres {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static @Nullable EmbeddedPostgres server;
    private static @Nullable String whyNot;

    private TestPostgres() {}

    /** The URL of a new, empty database. */
    static String freshDatabase() {
        return create("LC_COLLATE 'C' LC_CTYPE 'C'");
    }

    /** The URL of a new, empty database with a locale of its own. */
    static String create(String locale) {
        return create("UTF8", locale);
    }

    /** The URL of a new, empty database with an encoding and a locale of its own. */
    static String create(String encoding, String locale) {
        var postgres = server();
        var name = "test_" + NUMBER.incrementAndGet();
        execute(
                postgres,
                "CREATE DATABASE "
                        + name
                        + " TEMPLATE template0 ENCODING '"
                        + encoding
                        + "' "
                        + locale);
        return postgres.getJdbcUrl("postgres", name);
    }

    /** The same database for a user who owns nothing. */
    static String asStranger(String url) {
        execute(server(), "DROP ROLE IF EXISTS stranger");
        execute(server(), "CREATE ROLE stranger LOGIN PASSWORD 'stranger'");
        return url.replace("user=postgres", "user=stranger") + "&password=stranger";
    }

    static void drop(String url) {
        var name = url.replaceFirst(".*/([a-z0-9_]+)\\?.*", "$1");
        execute(server(), "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    private static void execute(EmbeddedPostgres postgres, String command) {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException cause) {
            throw new IllegalStateException(command, cause);
        }
    }

    private static synchronized EmbeddedPostgres server() {
        if (server == null && whyNot == null) {
            try {
                server =
                        EmbeddedPostgres.builder()
                                .setLocaleConfig("locale", "C")
                                .setServerConfig("max_connections", "300")
                                .start();
            } catch (IOException | IllegalStateException cause) {
                whyNot = String.valueOf(cause);
            }
        }
        if (server == null) {
            var message = "SKIPPED ON POSTGRESQL: the server cannot be started: " + whyNot;
            System.err.println(message);
            Assumptions.abort(message);
            throw new AssertionError(message);
        }
        return server;
    }
}
