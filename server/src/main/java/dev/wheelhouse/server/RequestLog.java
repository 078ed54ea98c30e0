package dev.wheelhouse.server;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;

/**
 * The log: one JSON object a line in {@code log/wheelhouse.log}. A request's line has time, request
 * id, account, principal, service, action, decision, status, and milliseconds. No line holds a
 * secret or a request's content. A file that got long enough is set aside, and the oldest of those
 * is given up. Thread-safe.
 */
final class RequestLog implements AutoCloseable {
    private static final String NAME = "wheelhouse.log";

    private final Path folder;
    private final long maxBytes;
    private final int files;
    private BufferedWriter out;
    private long written;

    /**
     * @param limits how long a file gets, and how many there are
     */
    RequestLog(Path folder, Limits limits) {
        this.folder = folder;
        this.maxBytes = limits.logBytes();
        this.files = limits.logFiles();
        try {
            Files.createDirectories(folder);
            out = open();
            written = Files.size(folder.resolve(NAME));
        } catch (IOException cause) {
            throw new UncheckedIOException("Cannot write a log in " + folder, cause);
        }
    }

    private BufferedWriter open() throws IOException {
        return Files.newBufferedWriter(
                folder.resolve(NAME),
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Renames {@code wheelhouse.log} to {@code wheelhouse.log.1}, that to {@code .2} and so on. */
    private void begin() throws IOException {
        out.close();
        for (var number = files - 1; number >= 1; number--) {
            var older = number == 1 ? NAME : NAME + "." + (number - 1);
            if (Files.exists(folder.resolve(older))) {
                Files.move(
                        folder.resolve(older),
                        folder.resolve(NAME + "." + number),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (files == 1) {
            Files.delete(folder.resolve(NAME));
        }
        out = open();
        written = 0;
    }

    /** One request's line. */
    record Line(
            Instant time,
            String requestId,
            String account,
            String principal,
            String service,
            String action,
            String decision,
            int status,
            double milliseconds) {}

    void request(Line line) {
        var members = new LinkedHashMap<String, Value>();
        members.put("time", Value.text(line.time().toString()));
        members.put("requestId", Value.text(line.requestId()));
        members.put("account", Value.text(line.account()));
        members.put("principal", Value.text(line.principal()));
        members.put("service", Value.text(line.service()));
        members.put("action", Value.text(line.action()));
        members.put("decision", Value.text(line.decision()));
        members.put("status", Value.number(line.status()));
        members.put(
                "ms",
                new Value.Num(String.format(java.util.Locale.ROOT, "%.3f", line.milliseconds())));
        write(Value.object(members));
    }

    /** Something that went wrong inside, with the request's id where there is one. */
    void failure(Instant time, String requestId, String what, Throwable cause) {
        var trace = new java.io.StringWriter();
        cause.printStackTrace(new java.io.PrintWriter(trace));
        var members = new LinkedHashMap<String, Value>();
        members.put("time", Value.text(time.toString()));
        members.put("requestId", Value.text(requestId));
        members.put("failure", Value.text(what));
        members.put("cause", Value.text(trace.toString()));
        write(Value.object(members));
    }

    private synchronized void write(Value line) {
        try {
            var text = Json.write(line);
            var bytes = text.getBytes(StandardCharsets.UTF_8).length + 1L;
            if (written > 0 && written + bytes > maxBytes) {
                begin();
            }
            out.write(text);
            out.write('\n');
            out.flush();
            written += bytes;
        } catch (IOException cause) {
            throw new UncheckedIOException("Cannot write the log", cause);
        }
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
