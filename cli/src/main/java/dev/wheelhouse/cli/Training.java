package dev.wheelhouse.cli;

import dev.wheelhouse.server.DataFolder;
import dev.wheelhouse.server.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * What the JDK's ahead-of-time cache is made from (JEP 483, 514): the launcher runs this once after
 * a build with {@code -XX:AOTCacheOutput}, and the classes that were used here are found loaded and
 * linked by every later start. It does what starts do most: a cloud is founded on a folder of its
 * own, stopped, started again, and looked at by some verbs.
 */
final class Training {
    private Training() {}

    /**
     * Does it.
     *
     * @param arguments the folder to work in, which must not exist; it is deleted at the end
     */
    public static void main(String[] arguments) throws InterruptedException {
        var folder = new DataFolder(Path.of(arguments[0]));
        try {
            for (var start = 1; start <= 2; start++) {
                var settings = ServerSettings.local(folder.path(), 0);
                try (var _ = EmbeddedCloud.start(folder, settings, 1)) {
                    look(folder, "status");
                    look(folder, "products", "--profile", "spoke1-enduser");
                    look(folder, "launches", "--profile", "spoke1-enduser");
                }
            }
        } finally {
            delete(folder.path());
        }
    }

    private static void look(DataFolder folder, String verb, String... options) {
        var line = new java.util.ArrayList<String>();
        line.add(verb);
        line.add("--data");
        line.add(folder.path().toString());
        line.addAll(java.util.List.of(options));
        if (Main.run(line.toArray(String[]::new)) != ExitCode.DONE) {
            throw new IllegalStateException("The verb " + verb + " failed");
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("Cannot delete " + folder, cause);
        }
    }
}
