package dev.wheelhouse.server;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;

/**
 * The log: one JSON object a line in {@code log/wheelhouse.log}. A request's line has time, request
 * id, account, principal, service, action, decision, status, and milliseconds. No line holds a
 * secret or a request's content. Thread-safe.
 */
final class RequestLog implements AutoCloseable {
    private final BufferedWriter out;

    RequestLog(Path folder) {
        try {
            Files.createDirectories(folder);
            out =
                    Files.newBufferedWriter(
                            folder.resolve("wheelhouse.log"),
                            StandardCharsets.UTF_8,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
        } catch (IOException cause) {
            throw new UncheckedIOException("Cannot write a log in " + folder, cause);
        }
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
            out.write(Json.write(line));
            out.newLine();
            out.flush();
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
