package dev.wheelhouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench}: measures, on databases and folders of its own, and prints a table. */
@Command(
        name = "bench",
        description =
                "Measures reads, durable writes, launches, start and memory, beside what the machine could do"
                        + " without Wheelhouse around them.",
        mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
    private static final Set<String> ALL = Set.of("reads", "writes", "launches", "start");

    @Option(
            names = "--database",
            paramLabel = "NAME",
            description = "sqlite, postgresql or both (default: ${DEFAULT-VALUE}).",
            defaultValue = "both")
    private String database = "both";

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long each load lasts in each turn (default: ${DEFAULT-VALUE}).",
            defaultValue = "4")
    private int seconds;

    @Option(
            names = "--turns",
            paramLabel = "N",
            description =
                    "How often each is measured; the middle counts (default: ${DEFAULT-VALUE}).",
            defaultValue = "3")
    private int turns;

    @Option(
            names = "--only",
            paramLabel = "WHAT",
            split = ",",
            description = "reads, writes, launches, start (default: all).")
    private List<String> only = new ArrayList<>();

    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.WARNING);
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        var wanted = only.isEmpty() ? ALL : Set.copyOf(only);
        if (!ALL.containsAll(wanted)
                || !Set.of("sqlite", "postgresql", "both").contains(database)) {
            System.err.println("--only takes " + ALL + ", --database sqlite, postgresql or both");
            return 64;
        }
        var installation = Installation.told();
        var report = new Report();
        if (!database.equals("postgresql")) {
            try (var engine = new Engine.Sqlite()) {
                measure(installation, engine, wanted, report);
            }
        }
        if (!database.equals("sqlite")) {
            try (var engine = Engine.Postgres.start()) {
                measure(installation, engine, wanted, report);
            }
        }
        System.out.println();
        report.print(System.out);
        return report.allReached() ? 0 : 1;
    }

    private void measure(
            Installation installation, Engine engine, Set<String> wanted, Report report)
            throws InterruptedException, IOException {
        var folder = Files.createTempDirectory("wheelhouse-bench");
        try {
            System.out.println("Measuring on " + engine.name() + " ...");
            var ground = Ground.make(folder.resolve("data"), engine.url());
            if (wanted.contains("start")) {
                new StartUp(installation, engine, ground, report).run(2 * turns + 1);
            }
            if (!wanted.equals(Set.of("start"))) {
                new Measurements(
                                installation,
                                engine,
                                ground,
                                Duration.ofSeconds(seconds),
                                turns,
                                report)
                        .run(wanted);
            }
        } finally {
            delete(folder);
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
