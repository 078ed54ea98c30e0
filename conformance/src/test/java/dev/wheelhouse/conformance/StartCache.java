package dev.wheelhouse.conformance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The class path and options with which tests start Wheelhouse: from its jars alone, with the
 * ahead-of-time cache that the launcher makes too, which halves each start. The cache is made once
 * for these jars, by whichever test needs it first; without jars, as in an IDE, there is none.
 */
final class StartCache {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final List<String> OPTIONS = options();

    private StartCache() {}

    /** What stands between {@code java} and the main class. */
    static List<String> javaOptions() {
        return OPTIONS;
    }

    private static List<String> options() {
        var path = System.getProperty("surefire.test.class.path");
        if (path == null) {
            path = System.getProperty("java.class.path");
        }
        var own = Path.of("target").toAbsolutePath();
        var entries = new ArrayList<Path>();
        for (var entry : path.split(File.pathSeparator, -1)) {
            var file = Path.of(entry).toAbsolutePath();
            if (!file.startsWith(own) && Files.exists(file)) {
                entries.add(file);
            }
        }
        if (!entries.stream().allMatch(Files::isRegularFile)) {
            return plain(path);
        }
        var jars = String.join(File.pathSeparator, entries.stream().map(Path::toString).toList());
        var cache = own.resolve("start.aot");
        try (var channel =
                        FileChannel.open(
                                own.resolve("start.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (!isYoungerThan(cache, entries)) {
                make(cache, jars);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(cause);
        }
        var options = new ArrayList<>(plain(jars));
        options.addFirst("-Xlog:aot*=off");
        options.addFirst("-XX:AOTCache=" + cache);
        return List.copyOf(options);
    }

    private static List<String> plain(String path) {
        return List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                path);
    }

    private static boolean isYoungerThan(Path cache, List<Path> jars) throws IOException {
        if (!Files.exists(cache)) {
            return false;
        }
        var made = Files.getLastModifiedTime(cache);
        for (var jar : jars) {
            if (Files.getLastModifiedTime(jar).compareTo(made) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static void make(Path cache, String jars) throws IOException, InterruptedException {
        var work = Files.createTempDirectory("wheelhouse-start");
        var made = work.resolve("cache");
        var log = work.resolve("log");
        var command = new ArrayList<String>();
        command.add(Program.java());
        command.add("-XX:AOTCacheOutput=" + made);
        command.addAll(plain(jars));
        command.add("dev.wheelhouse.cli.Training");
        command.addAll(List.of(work.resolve("data").toString(), "0"));
        var training =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        training.environment()
                .keySet()
                .removeIf(name -> name.startsWith("AWS_") || name.startsWith("WHEELHOUSE_"));
        var process = training.start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        } else if (process.exitValue() == 0 && Files.exists(made)) {
            Files.move(made, cache, StandardCopyOption.REPLACE_EXISTING);
            Program.remove(work);
            return;
        }
        throw new AssertionError("The cache for starts was not made:\n" + Files.readString(log));
    }
}
