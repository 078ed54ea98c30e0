package dev.wheelhouse.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Programs as their users run them: {@code wheelhouse} itself (a JVM of its own on the class path
 * under test), and other people's tools where they are installed. The AWS variables of whoever runs
 * the tests never reach them.
 */
final class Program {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Program() {}

    /** How a program ended. */
    record Ended(int exitCode, String out, String err) {
        /** Both streams, for a failure's message. */
        String all() {
            return "exit code " + exitCode + "\n--- out\n" + out + "\n--- err\n" + err;
        }
    }

    /** Runs a verb of Wheelhouse on a data folder. */
    static Ended wheelhouse(Path data, Map<String, String> environment, String... arguments) {
        return run(data, environment, command(arguments));
    }

    /** The words that start Wheelhouse with arguments. */
    static List<String> command(String... arguments) {
        var command = new ArrayList<String>();
        command.add(java());
        command.addAll(StartCache.javaOptions());
        command.add("dev.wheelhouse.cli.Main");
        command.addAll(List.of(arguments));
        return command;
    }

    /** The JVM that runs the tests. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A program about to start: its working folder is the data folder's parent. */
    static ProcessBuilder prepared(
            Path data, Map<String, String> environment, List<String> command) {
        var builder = new ProcessBuilder(command).directory(parent(data).toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("WHEELHOUSE_DATA", data.toString());
        builder.environment().put("WHEELHOUSE_HOME", home().toString());
        builder.environment().putAll(environment);
        return builder;
    }

    /** Runs any program to its end. */
    static Ended run(Path data, Map<String, String> environment, List<String> command) {
        try {
            var folder = Files.createTempDirectory("wheelhouse-run");
            var out = folder.resolve("out");
            var err = folder.resolve("err");
            var process =
                    prepared(data, environment, command)
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        String.join(" ", command)
                                + " did not end within "
                                + PATIENCE
                                + "\n"
                                + Files.readString(out)
                                + Files.readString(err));
            }
            var ended =
                    new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
            remove(folder);
            return ended;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(cause);
        }
    }

    /** Removes a folder with all that is in it. */
    static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * The environment that points AWS tools at the cloud of a data folder, as one of its profiles.
     */
    static Map<String, String> as(Path data, String profile) {
        return Map.of(
                "AWS_CONFIG_FILE", data.resolve("aws/config").toString(),
                "AWS_SHARED_CREDENTIALS_FILE", data.resolve("aws/credentials").toString(),
                "AWS_PROFILE", profile,
                "AWS_PAGER", "",
                "HOME", parent(data).toString());
    }

    /** The project's own folder: where the examples are. */
    static Path home() {
        var here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("examples"))) {
            here = parent(here);
        }
        return here;
    }

    private static Path parent(Path path) {
        return java.util.Objects.requireNonNull(
                path.toAbsolutePath().getParent(), "a folder has a parent");
    }

    /** A port that was free a moment ago. */
    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** The path of an installed program, where it is installed and runs. */
    static Optional<String> installed(String program, String... probe) {
        try {
            var command = new ArrayList<>(List.of(program));
            command.addAll(List.of(probe));
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 && !text.isEmpty()
                    ? Optional.of(program)
                    : Optional.empty();
        } catch (IOException absent) {
            return Optional.empty();
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(cause);
        }
    }
}
