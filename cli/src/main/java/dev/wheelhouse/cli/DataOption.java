package dev.wheelhouse.cli;

import dev.wheelhouse.rollout.access.Profiles;
import dev.wheelhouse.server.DataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --data DIR} that all verbs take. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The data folder (default: $WHEELHOUSE_DATA, else .wheelhouse in the current folder).")
    private @Nullable Path data;

    /** The folder that the option names; empty where it was not given. */
    Optional<DataFolder> given() {
        return Optional.ofNullable(data).map(DataFolder::new);
    }

    /**
     * The folder that was chosen, with the cloud that it holds.
     *
     * @throws CommandException if it holds none
     */
    DataFolder cloud() {
        var folder = folder();
        if (!Files.exists(folder.awsConfig())) {
            if (folder.ofDatabaseElsewhere()) {
                throw new CommandException(
                        folder.path()
                                + " is the folder of a node whose database was in use before it, so"
                                + " that it holds no profiles. Copy aws/config and aws/credentials from"
                                + " the first node's folder into it, and set endpoint_url to the"
                                + " address that clients reach.");
            }
            throw new CommandException(
                    "There is no embedded cloud in "
                            + folder.path()
                            + " yet. Start one with ./wheelhouse up, or name its folder with --data.");
        }
        return folder;
    }

    /**
     * The profiles to choose from: those of the cloud that the option names, else those of the
     * environment.
     *
     * @throws CommandException if the option names no cloud, or there is neither a cloud nor
     *     anything that says where on AWS to go
     */
    Profiles profiles() {
        if (data != null) {
            return profilesOf(cloud());
        }
        var environment = System.getenv();
        var home = Path.of(System.getProperty("user.home"));
        if (!saysWhereOnAws(environment, home)) {
            cloud();
        }
        return Profiles.of(environment, home);
    }

    /** The profiles of a cloud. */
    static Profiles profilesOf(DataFolder cloud) {
        return Profiles.in(cloud.awsConfig(), cloud.awsCredentials());
    }

    private static boolean saysWhereOnAws(Map<String, String> environment, Path home) {
        var aws = home.resolve(".aws");
        return Files.exists(aws.resolve("config"))
                || Files.exists(aws.resolve("credentials"))
                || environment.entrySet().stream()
                        .anyMatch(variable ->
                                variable.getKey().startsWith("AWS_")
                                        && !variable.getKey().equals("AWS_PAGER")
                                        && !variable.getValue().isBlank());
    }

    /** The folder that was chosen. */
    DataFolder folder() {
        if (data != null) {
            return new DataFolder(data);
        }
        var variable = System.getenv("WHEELHOUSE_DATA");
        return new DataFolder(
                Path.of(variable == null || variable.isBlank() ? ".wheelhouse" : variable));
    }
}
