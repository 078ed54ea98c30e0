package dev.wheelhouse.cli;

import dev.wheelhouse.server.DataFolder;
import dev.wheelhouse.store.Backup;
import dev.wheelhouse.store.SealException;
import dev.wheelhouse.store.sql.DatabaseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restore}: puts a backup into a data folder that has no database. */
@Command(
        name = "restore",
        description =
                "Puts a backup into a data folder that has no database yet, beside the key that it was sealed with.")
final class RestoreCommand implements Callable<Integer> {
    /** What may be there already: what a backup leaves out, and what is made anew. */
    private static final List<String> BESIDE =
            List.of("key", "aws", "wheelhouse.properties", "lock", "log", "tmp");

    @Mixin private DataOption data = new DataOption();

    @Parameters(paramLabel = "FILE", description = "What ./wheelhouse backup has made.")
    @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
    private Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        var folder = data.folder();
        BackupCommand.refusePostgres(folder, "pg_restore");
        refuseOccupied(folder);
        try (var taken = folder.take()) {
            Backup.restore(
                    file.toAbsolutePath(), folder.database(), folder.key(), new SecureRandom());
        } catch (DatabaseException | SealException | DataFolder.TakenException cause) {
            throw new CommandException(String.valueOf(cause.getMessage()));
        }
        var out = spec.commandLine().getOut();
        out.println("Restored " + file.toAbsolutePath() + " into " + folder.path() + ".");
        if (!Files.exists(folder.awsCredentials())) {
            out.println(
                    "There is no "
                            + folder.awsCredentials()
                            + ": put the one of the cloud that was backed up there before ./wheelhouse"
                            + " up, which then writes its profiles again.");
        }
        return ExitCode.DONE;
    }

    private static void refuseOccupied(DataFolder folder) {
        var running = folder.running();
        if (running.isPresent()) {
            throw new CommandException(
                    "An embedded cloud runs on "
                            + folder.path()
                            + " (process "
                            + running.get().pid()
                            + "): restore into an empty folder, named with --data.");
        }
        if (!Files.isDirectory(folder.path())) {
            return;
        }
        try (var files = Files.list(folder.path())) {
            var other =
                    files.map(path -> String.valueOf(path.getFileName()))
                            .filter(name -> !BESIDE.contains(name))
                            .sorted()
                            .findFirst();
            if (other.isPresent()) {
                throw new CommandException(
                        "The folder "
                                + folder.path()
                                + " is not empty: it has "
                                + other.get()
                                + ". Restore into an empty one, named with --data; it may hold the"
                                + " key file and aws/credentials.");
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("Cannot look into " + folder.path(), cause);
        }
    }
}
