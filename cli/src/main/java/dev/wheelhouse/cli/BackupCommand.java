package dev.wheelhouse.cli;

import dev.wheelhouse.server.DataFolder;
import dev.wheelhouse.store.Backup;
import dev.wheelhouse.store.sql.DatabaseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backup}: copies the database of an embedded cloud, which may be running. */
@Command(
        name = "backup",
        description =
                "Copies the embedded cloud's database to a file, while it runs or not. The key that seals its secrets is"
                        + " not in the copy.")
final class BackupCommand implements Callable<Integer> {
    @Mixin private DataOption data = new DataOption();

    @Parameters(paramLabel = "FILE", description = "Where to; it must not exist yet.")
    @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
    private Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        var folder = data.folder();
        refusePostgres(folder, "pg_dump");
        if (!Files.exists(folder.database())) {
            throw new CommandException(
                    "There is no embedded cloud with a database file in "
                            + folder.path()
                            + ". Name its folder with --data; one that runs on PostgreSQL is backed"
                            + " up by pg_dump.");
        }
        try {
            Backup.make(folder.database(), file.toAbsolutePath());
        } catch (DatabaseException cause) {
            throw new CommandException(String.valueOf(cause.getMessage()));
        }
        var out = spec.commandLine().getOut();
        var target = file.toAbsolutePath();
        out.println("Backed up " + folder.database() + " to " + target + ".");
        out.println("Its SHA-256 is in " + Backup.digestOf(target) + ": keep it beside it.");
        out.println(
                "Its secrets are sealed with "
                        + folder.key()
                        + ", and the hub's own keys are in "
                        + folder.awsCredentials()
                        + ": keep both, apart from the backup.");
        return ExitCode.DONE;
    }

    /** PostgreSQL has tools of its own for this. */
    static void refusePostgres(DataFolder folder, String tool) {
        if (new ServerOptions().databaseUrl(folder, System.getenv()).isPresent()) {
            throw new CommandException(
                    "This embedded cloud's database is PostgreSQL: use "
                            + tool
                            + " on it, and keep the key file "
                            + folder.key()
                            + " apart.");
        }
    }
}
