package dev.wheelhouse.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;

/** A server in a process of its own, that a test can kill as a power cut would. */
final class Node implements AutoCloseable {
    private final Path data;
    private final Map<String, String> environment;
    private final int port = Program.freePort();
    private Process process;

    private Node(Path data, Map<String, String> environment) {
        this.data = data;
        this.environment = environment;
        this.process = launch();
    }

    /** Starts a node and waits until it serves. */
    static Node start(Path data, Map<String, String> environment) {
        var node = new Node(data, environment);
        node.awaitReady();
        return node;
    }

    /** Starts a node and does not wait for it. */
    static Node begin(Path data, Map<String, String> environment) {
        return new Node(data, environment);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** SIGKILL: nothing is flushed, nobody is told. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(cause);
        }
    }

    /** Stops it in its tracks, as a machine does that is suspended; {@link #goOn} wakes it. */
    void pause() {
        signal("STOP");
    }

    void goOn() {
        signal("CONT");
    }

    /**
     * Limits how large files may become that it writes, as on a disk that is full.
     *
     * @param bytes a number, or {@code unlimited}
     */
    void limitFiles(String bytes) {
        run("prlimit", "--pid", "" + process.pid(), "--fsize=" + bytes + ":unlimited");
    }

    private void signal(String name) {
        run("kill", "-" + name, "" + process.pid());
    }

    private static void run(String... command) {
        try {
            var program = new ProcessBuilder(command).inheritIO().start();
            if (program.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed");
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(cause);
        }
    }

    /** Starts it again, on the same port, after it was killed. */
    void restart() {
        process = launch();
        awaitReady();
    }

    private Process launch() {
        try {
            return Program.prepared(
                            data,
                            environment,
                            Program.command("up", "--port", "" + port, "--spokes", "0"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** What a path answers to who does not sign: a probe's status and text. */
    HttpResponse<String> probe(String path) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(endpoint().resolve(path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(cause);
        }
    }

    /** Waits until it serves. */
    void awaitReady() {
        try (var client = HttpClient.newHttpClient()) {
            var probe = HttpRequest.newBuilder(endpoint().resolve("/readyz")).build();
            Eventually.holds(() -> {
                try {
                    var answer = client.send(probe, HttpResponse.BodyHandlers.discarding());
                    if (answer.statusCode() != 200) {
                        throw new AssertionError("/readyz answers " + answer.statusCode());
                    }
                } catch (IOException notYet) {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("The node has ended", notYet);
                    }
                    throw new AssertionError(notYet);
                } catch (InterruptedException cause) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(cause);
                }
            });
        }
    }

    @Override
    public void close() {
        kill();
    }
}
