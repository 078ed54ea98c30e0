package dev.wheelhouse.store;

import dev.wheelhouse.store.sql.DatabaseException;
import java.sql.Connection;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Brings the tables up to date: the files {@code db/migration/VyyyymmddNN__module.sql} of all
 * modules, in the order of their versions, and {@code db/sqlite} for what only SQLite needs. A
 * database that a newer program wrote, or that holds something else, is refused and left as it is.
 */
final class Migrations {
    private Migrations() {}

    /** For SQLite: on the one connection that writes. */
    static void runSqlite(Connection connection, String name) {
        run(
                new LentConnections(() -> new LentConnections.Lent(connection, () -> {})),
                name,
                "classpath:db/migration",
                "classpath:db/sqlite");
    }

    static void runPostgres(DataSource source, String name) {
        run(source, name, "classpath:db/migration");
    }

    private static void run(DataSource source, String name, String... locations) {
        try {
            var flyway =
                    Flyway.configure()
                            .dataSource(source)
                            .locations(locations)
                            .failOnMissingLocations(true)
                            .table("schema_history")
                            .validateMigrationNaming(true)
                            .baselineOnMigrate(false)
                            .loggers("slf4j")
                            .load();
            var all = flyway.info().all();
            refuseNewer(all, name);
            refuseBroken(all, name);
            if (Arrays.stream(all).anyMatch(each -> each.getState() == MigrationState.PENDING)) {
                flyway.migrate();
            }
        } catch (FlywayException cause) {
            if (String.valueOf(cause.getMessage()).contains("non-empty schema")) {
                throw new DatabaseException(
                        "The database "
                                + name
                                + " holds something else than Wheelhouse's tables; it is left as it"
                                + " is. Name an empty one",
                        cause);
            }
            if (String.valueOf(cause.getMessage()).contains("permission denied for schema")) {
                throw new DatabaseException(
                        "The user may not make tables in the database "
                                + name
                                + ": it must own the database or its schema public",
                        cause);
            }
            throw new DatabaseException(
                    "The database "
                            + name
                            + " cannot be brought up to date; it is left as it was: "
                            + cause.getMessage(),
                    cause);
        }
    }

    private static void refuseNewer(MigrationInfo[] all, String name) {
        var found = newest(all, MigrationInfo::isApplied);
        var known = newest(all, each -> !isFuture(each));
        if (Arrays.stream(all).anyMatch(Migrations::isFuture)) {
            throw new DatabaseException(
                    "The database "
                            + name
                            + " has schema version "
                            + found
                            + ", written by a newer Wheelhouse; this one knows up to "
                            + known
                            + ". Use the newer Wheelhouse, or a backup made before the upgrade");
        }
    }

    private static boolean isFuture(MigrationInfo each) {
        return each.getState() == MigrationState.FUTURE_SUCCESS
                || each.getState() == MigrationState.FUTURE_FAILED;
    }

    private static MigrationVersion newest(MigrationInfo[] all, Predicate<MigrationInfo> which) {
        return Arrays.stream(all)
                .filter(which)
                .map(MigrationInfo::getVersion)
                .max(Comparator.naturalOrder())
                .orElse(MigrationVersion.EMPTY);
    }

    private static void refuseBroken(MigrationInfo[] all, String name) {
        for (var each : all) {
            if (each.getState().isFailed()) {
                throw new DatabaseException(
                        "The database "
                                + name
                                + " is half changed: migration "
                                + each.getScript()
                                + " failed. Use a backup made before the upgrade");
            }
            if (each.isApplied() && !each.isChecksumMatching()) {
                throw new DatabaseException(
                        "The database "
                                + name
                                + " was made by a different build: migration "
                                + each.getScript()
                                + " is not the one that this Wheelhouse has. Use the build that"
                                + " made it, or another database");
            }
        }
    }
}
