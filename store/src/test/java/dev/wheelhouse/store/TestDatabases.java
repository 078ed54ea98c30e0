package dev.wheelhouse.store;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Databases for tests: real ones, fresh for each test.
 *
 * <pre>{@code
 * @OnEachDatabase
 * void aRowIsFound(TestDatabase given) {
 *     given.database().write(db -> …);
 * }
 *
 * try (var given = TestDatabases.sqlite()) {
 *     given.database().read(db -> …);
 * }
 * }</pre>
 */
public final class TestDatabases implements ArgumentsProvider {
    /** A fresh SQLite file. */
    public static TestDatabase sqlite() {
        return new TestDatabase(TestDatabase.Engine.SQLITE);
    }

    /**
     * A fresh PostgreSQL database; a test is skipped, loudly, when PostgreSQL cannot be started.
     */
    public static TestDatabase postgres() {
        return new TestDatabase(TestDatabase.Engine.POSTGRESQL);
    }

    @Override
    public Stream<? extends Arguments> provideArguments(
            ParameterDeclarations parameters, ExtensionContext context) {
        return Arrays.stream(TestDatabase.Engine.values())
                .map(TestDatabase::new)
                .map(Arguments::of);
    }
}
