package dev.wheelhouse.conformance;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A person at a terminal: Wheelhouse on a real pseudo terminal, that {@code script} of util-linux
 * opens. What the terminal shows is read as it comes; an answer is typed when its question is
 * there.
 */
final class Terminal implements AutoCloseable {
    private final Process process;
    private final InputStreamReader shown;
    private final StringBuilder screen = new StringBuilder();
    private int read;

    private Terminal(Process process) {
        this.process = process;
        this.shown = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8);
    }

    /** Whether a terminal can be had here. */
    static boolean available() {
        return Program.installed("script", "--version").isPresent();
    }

    /** Begins a verb of Wheelhouse on a terminal. */
    static Terminal wheelhouse(Path data, Map<String, String> environment, String... arguments) {
        var line =
                Program.command(arguments).stream()
                        .map(word -> "'" + word.replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" "));
        try {
            return new Terminal(
                    Program.prepared(
                                    data,
                                    environment,
                                    List.of("script", "-q", "-e", "-f", "-c", line, "/dev/null"))
                            .redirectErrorStream(true)
                            .start());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Reads until the terminal shows a text after all that was read before. */
    Terminal shows(String text) {
        while (screen.indexOf(text, read) < 0) {
            if (!more()) {
                throw new AssertionError("The terminal never showed '" + text + "':\n" + screen);
            }
        }
        read = screen.indexOf(text, read) + text.length();
        return this;
    }

    /** Types a line. */
    Terminal types(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return this;
    }

    /** Everything that the terminal showed until the program ended. */
    Program.Ended ended() {
        while (more()) {
            // until the end
        }
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("It goes on:\n" + screen);
            }
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(cause);
        }
        return new Program.Ended(process.exitValue(), screen.toString(), "");
    }

    private boolean more() {
        var part = new char[1024];
        try {
            var length = shown.read(part);
            if (length > 0) {
                screen.append(part, 0, length);
            }
            return length >= 0;
        } catch (IOException closed) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
