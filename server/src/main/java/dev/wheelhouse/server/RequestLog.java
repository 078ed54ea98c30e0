package dev.wheelhouse.server;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.store.Jobs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The log: one JSON object a line in {@code log/wheelhouse.log}. A request's line has time, request
 * id, account, principal, service, action, decision, status, and milliseconds; that of a job has
 * {@code job} (its kind), {@code id}, the id of the request that asked for it, and its outcome;
 * what went wrong inside has a {@code failure} or, from libraries, an {@code event}. No line holds
 * a secret or a request's content. A file that got long enough is set aside, and the oldest of
 * those is given up. Thread-safe.
 */
final class RequestLog implements AutoCloseable {
    private static final String NAME = "wheelhouse.log";
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_UNWRITTEN_BYTES = 8 * 1024 * 1024;

    private final Path folder;
    private final long maxBytes;
    private final int files;
    private final ConcurrentLinkedQueue<byte[]> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /** Whoever holds it writes. */
    private final ReentrantLock file = new ReentrantLock();

    /** What is about to be written. */
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

    private OutputStream out;
    private long written;
    private boolean closed;

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

    private OutputStream open() throws IOException {
        return Files.newOutputStream(
                folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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
        members.put("ms", milliseconds(line.milliseconds()));
        write(Value.object(members));
    }

    /** What happened to a job. */
    void job(Instant time, Jobs.Happening happening) {
        var members = new LinkedHashMap<String, Value>();
        members.put("time", Value.text(time.toString()));
        members.put("job", Value.text(happening.kind()));
        members.put("id", Value.text(happening.id()));
        if (happening.payload() instanceof Value.Members payload) {
            payload.text("requestId").ifPresent(id -> members.put("requestId", Value.text(id)));
        }
        switch (happening) {
            case Jobs.Happening.Finished finished -> {
                members.put("outcome", Value.text("finished"));
                members.put("ms", milliseconds(finished.time().toNanos() / 1e6));
            }
            case Jobs.Happening.Failed failed -> {
                members.put("outcome", Value.text("failed"));
                members.put("failures", Value.number(failed.failures()));
                members.put("againInSeconds", Value.number(failed.pause().toSeconds()));
                failed.cause().ifPresent(cause -> members.put("cause", trace(cause)));
            }
            case Jobs.Happening.Orphaned orphaned -> {
                members.put("outcome", Value.text("taken over"));
                members.put("node", Value.text(orphaned.node()));
            }
        }
        write(Value.object(members));
    }

    /** What a library warns of. */
    void event(
            Instant time, String level, String logger, String message, @Nullable Throwable cause) {
        var members = new LinkedHashMap<String, Value>();
        members.put("time", Value.text(time.toString()));
        members.put("event", Value.text(message));
        members.put("level", Value.text(level));
        members.put("logger", Value.text(logger));
        if (cause != null) {
            members.put("cause", trace(cause));
        }
        write(Value.object(members));
    }

    private static Value trace(Throwable cause) {
        var trace = new java.io.StringWriter();
        cause.printStackTrace(new java.io.PrintWriter(trace));
        return Value.text(trace.toString());
    }

    private static Value milliseconds(double time) {
        return new Value.Num(BigDecimal.valueOf(Math.round(time * 1000), 3).toPlainString());
    }

    /** Something that went wrong inside, with the request's id where there is one. */
    void failure(Instant time, String requestId, String what, Throwable cause) {
        var members = new LinkedHashMap<String, Value>();
        members.put("time", Value.text(time.toString()));
        members.put("requestId", Value.text(requestId));
        members.put("failure", Value.text(what));
        members.put("cause", trace(cause));
        write(Value.object(members));
    }

    private void write(Value line) {
        append((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Whoever finds the file free writes what waits, the others go on: their lines are out a moment
     * later. Only when very much waits do they wait too.
     */
    private void append(byte[] line) {
        waiting.add(line);
        var many = count.incrementAndGet() > MOST_WAITING;
        while (!waiting.isEmpty()) {
            if (many) {
                file.lock();
            } else if (!file.tryLock()) {
                return;
            }
            try {
                if (closed) {
                    return;
                }
                writeWaiting();
            } finally {
                file.unlock();
            }
        }
    }

    /**
     * Writes what waits. When the disk refuses, the lines that it did not take stay at hand for
     * whoever writes next, and count for nothing.
     */
    private void writeWaiting() {
        try {
            for (var line = waiting.poll(); line != null; line = waiting.poll()) {
                count.decrementAndGet();
                if (written + lines.size() > 0 && written + lines.size() + line.length > maxBytes) {
                    flush();
                    begin();
                }
                lines.writeBytes(line);
            }
            flush();
        } catch (IOException cause) {
            if (lines.size() > MOST_UNWRITTEN_BYTES) {
                lines.reset();
            }
            throw new UncheckedIOException("Cannot write the log", cause);
        }
    }

    private void flush() throws IOException {
        lines.writeTo(out);
        written += lines.size();
        lines.reset();
    }

    /** Writes what waits; what comes later is not written, and nobody is told. */
    @Override
    public void close() {
        file.lock();
        try {
            writeWaiting();
            out.close();
            closed = true;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } finally {
            file.unlock();
        }
    }
}
