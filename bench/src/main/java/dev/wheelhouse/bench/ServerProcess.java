package dev.wheelhouse.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM of its own that serves. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts {@code up} as the launcher does, and does not wait.
     *
     * @param options of the JVM
     */
    static ServerProcess starting(
            Installation installation, List<String> options, Path data, Map<String, String> more) {
        var port = freePort();
        var command = new ArrayList<String>();
        command.add(installation.java());
        command.addAll(options);
        command.addAll(List.of("-cp", installation.classPath(), "dev.wheelhouse.cli.Main", "up"));
        command.addAll(List.of("--data", data.toString(), "--port", "" + port, "--spokes", "0"));
        var builder =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(more);
        return new ServerProcess(start(builder), port);
    }

    /** Starts a server that only echoes. */
    static ServerProcess echo(Installation installation, int bytes) throws IOException {
        var command = new ArrayList<String>();
        command.add(installation.java());
        command.addAll(installation.options());
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        EchoServer.class.getName(),
                        "" + bytes));
        var process =
                start(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD));
        var out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("port ")) {
                return new ServerProcess(
                        process, Integer.parseInt(line.substring("port ".length())));
            }
        }
        throw new IllegalStateException("The echo server did not start");
    }

    int port() {
        return port;
    }

    /** Waits until a request is answered. */
    ServerProcess awaitAnswer(byte[] request) throws InterruptedException {
        var end = System.nanoTime() + 120_000_000_000L;
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new IllegalStateException("The server ended with " + process.exitValue());
            }
            try (var connection = new Connection(port)) {
                connection.drop(request);
                return this;
            } catch (UncheckedIOException notYet) {
                Thread.sleep(1);
            }
        }
        throw new IllegalStateException("The server did not answer within two minutes");
    }

    /** What the process has resident now, in MiB. */
    double residentMebibytes() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
            }
        }
        throw new IllegalStateException("This system does not tell what a process has resident");
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException cause) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
