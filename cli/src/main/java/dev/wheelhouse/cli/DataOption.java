package dev.wheelhouse.cli;

import dev.wheelhouse.server.DataFolder;
import java.nio.file.Path;
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
