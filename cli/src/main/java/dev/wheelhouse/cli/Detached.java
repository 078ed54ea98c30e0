package dev.wheelhouse.cli;

import dev.wheelhouse.server.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An embedded cloud in a process of its own, which outlives this one and its terminal. */
final class Detached {
    /** What the ready line starts with: the sign that the other process serves. */
    static final String READY = "Wheelhouse is ready";

    private final Process process;
    private final Path output;

    private Detached(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts this program with other arguments.
     *
     * @param environment what it finds there beside all that this process has: secrets, which
     *     arguments would show to everybody on the machine
     */
    static Detached start(
            DataFolder folder, List<String> arguments, Map<String, String> environment) {
        var output = folder.output();
        var command = new ArrayList<String>();
        if (onPath("setsid")) {
            command.add("setsid"); // a session of its own: closing the terminal does not end it
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(argument -> !argument.startsWith("-XX:TieredStopAtLevel"))
                        .toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        try {
            var builder =
                    new ProcessBuilder(command)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            return new Detached(builder.start(), output);
        } catch (IOException cause) {
            throw new UncheckedIOException("Cannot start a process for the embedded cloud", cause);
        }
    }

    /**
     * Waits until the process says that it is ready.
     *
     * @return its ready line
     * @throws CommandException with what it said instead
     */
    String awaitReady(Duration patience) throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            var ready = read().lines().filter(line -> line.startsWith(READY)).findFirst();
            if (ready.isPresent()) {
                return ready.get();
            }
            if (!process.isAlive()) {
                throw new CommandException(read().strip());
            }
            Thread.sleep(Duration.ofMillis(20));
        }
        process.destroy();
        throw new CommandException(
                "The embedded cloud was not ready within "
                        + patience.toSeconds()
                        + " s. What it said is in "
                        + output
                        + ":\n"
                        + read().strip());
    }

    /** Whether the process still runs. */
    boolean isAlive() {
        return process.isAlive();
    }

    private String read() {
        try {
            return Files.readString(output);
        } catch (IOException absent) {
            return "";
        }
    }

    private static boolean onPath(String program) {
        var path = System.getenv("PATH");
        return path != null
                && List.of(path.split(java.io.File.pathSeparator, -1)).stream()
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
