package dev.wheelhouse.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A fresh, migrated database of one engine; gone when it is closed. A parameterized test closes it
 * by itself.
 */
public final class TestDatabase implements AutoCloseable {
    private final Engine engine;
    private @Nullable Database open;
    private @Nullable String url;
    private @Nullable Path folder;

    TestDatabase(Engine engine) {
        this.engine = engine;
    }

    /** Which engine it is. */
    public enum Engine {
        SQLITE,
        POSTGRESQL
    }

    public Engine engine() {
        return engine;
    }

    /** The database, opened when first asked for; skips the test when its engine is missing. */
    public synchronized Database database() {
        if (open == null) {
            open = another();
        }
        return open;
    }

    /** Closes the database and opens the same one again, as a restart does. */
    public synchronized Database reopen() {
        if (open != null) {
            open.close();
        }
        open = another();
        return open;
    }

    /** Opens the same database once more, as a second node does; the caller closes it. */
    public synchronized Database another() {
        return switch (engine) {
            case SQLITE -> Database.open(file());
            case POSTGRESQL -> Database.open(url());
        };
    }

    /** The folder of the SQLite file; empty, and there for other files, with PostgreSQL. */
    public synchronized Path folder() {
        if (folder == null) {
            try {
                folder = Files.createTempDirectory("wheelhouse-test");
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }
        return folder;
    }

    /** The SQLite file. */
    public Path file() {
        return folder().resolve("wheelhouse.db");
    }

    /** The URL of the PostgreSQL database. */
    public synchronized String url() {
        if (url == null) {
            url = TestPostgres.freshDatabase();
        }
        return url;
    }

    @Override
    public synchronized void close() {
        if (open != null) {
            open.close();
            open = null;
        }
        if (url != null) {
            TestPostgres.drop(url);
            url = null;
        }
        if (folder != null) {
            delete(folder);
            folder = null;
        }
    }

    @Override
    public String toString() {
        return engine.toString();
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
