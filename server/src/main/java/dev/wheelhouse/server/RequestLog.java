package dev.wheelhouse.server;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.store.Jobs;
import dev.wheelhouse.store.OwnFiles;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log: one JSON object a line in {@code log/wheelhouse.log}. A request's line has time, request
 * id, account, principal, service, action, decision, status, and milliseconds; that of a job has
 * {@code job} (its kind), {@code id}, the id of the request that asked for it, and its outcome;
 * what went wrong inside has a {@code failure} or, from libraries, an {@code event}. No line holds
 * a secret or a request's content. A file that got long enough is set aside, and the oldest of
 * those is given up. Thread-safe.
 *
 * <p>Who logs never fails over it: lines that the disk does not take are counted and dropped, and
 * writing goes on by itself when there is room. What the disk took of a line that it did not take
 * whole is cut off again.
 */
final class RequestLog implements AutoCloseable {
    static final String NAME = "wheelhouse.log";
    private static final int MOST_WAITING = 10_000;
    private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(1);

    private final Path folder;
    private final long maxBytes;
    private final int files;
    private final Consumer<String> complaints;
    private final ConcurrentLinkedQueue<byte[]> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final LongAdder lost = new LongAdder();

    /** Whoever holds it writes. */
    private final ReentrantLock file = new ReentrantLock();

    /** What is about to be written, and how many lines that is. */
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

    private int lineCount;

    /** Absent after a failure, until the file is opened again. */
    private @Nullable OutputStream out;

    /** How much of the file is whole lines. */
    private long written;

    private long complainedNanos;
    private boolean complained;
    private boolean closed;

    /**
     * @param limits how long a file gets, and how many there are
     * @throws StartException if it cannot be opened
     */
    RequestLog(Path folder, Limits limits) {
        this(folder, limits, System.err::println);
    }

    /**
     * @param complaints told that lines are lost, at most once a minute
     */
    RequestLog(Path folder, Limits limits, Consumer<String> complaints) {
        this.folder = folder;
        this.maxBytes = limits.logBytes();
        this.files = limits.logFiles();
        this.complaints = complaints;
        try {
            Files.createDirectories(folder);
            for (var number = 1; number < files; number++) {
                var older = folder.resolve(NAME + "." + number);
                if (Files.exists(older)) {
                    OwnFiles.close(older);
                }
            }
            open(Files.exists(current()) ? Files.size(current()) : 0);
        } catch (IOException cause) {
            if (out == null) {
                throw StartException.unusable("write the log " + current(), cause);
            }
            drop(); // it can be opened, but the disk is full
            complain(cause);
        }
    }

    private Path current() {
        return folder.resolve(NAME);
    }

    /**
     * Opens the file to write on behind its whole lines.
     *
     * @param whole where those end, if nobody else has changed the file
     */
    private OutputStream open(long whole) throws IOException {
        OwnFiles.close(current());
        var end = 0L;
        var endsInside = false;
        if (Files.size(current()) > 0) {
            try (var rest = new RandomAccessFile(current().toFile(), "rw")) {
                if (rest.length() > whole) {
                    rest.setLength(whole);
                }
                end = rest.length();
                if (end > 0) {
                    rest.seek(end - 1);
                    endsInside = rest.read() != '\n';
                }
            }
        }
        var opened = new FileOutputStream(current().toFile(), true);
        out = opened;
        written = end;
        if (endsInside) { // a process that was killed while it wrote
            opened.write('\n');
            written++;
        }
        return opened;
    }

    /** Renames {@code wheelhouse.log} to {@code wheelhouse.log.1}, that to {@code .2} and so on. */
    private void begin() throws IOException {
        var before = out;
        out = null;
        if (before != null) {
            before.close();
        }
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
            Files.deleteIfExists(current());
        }
        written = 0;
        open(0);
    }

    /** How many lines could not be written. */
    long lost() {
        return lost.sum();
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

    /** Writes what waits. Lines that the disk does not take are lost. */
    private void writeWaiting() {
        for (var line = waiting.poll(); line != null; line = waiting.poll()) {
            count.decrementAndGet();
            if (written + lines.size() > 0 && written + lines.size() + line.length > maxBytes) {
                flush();
                try {
                    begin();
                } catch (IOException failure) {
                    complain(failure); // the next flush tries to open what is there
                }
            }
            lines.writeBytes(line);
            lineCount++;
        }
        flush();
    }

    private void flush() {
        if (lineCount == 0) {
            return;
        }
        try {
            var open = out == null ? open(written) : out;
            lines.writeTo(open);
            written += lines.size();
        } catch (IOException failure) {
            lost.add(lineCount);
            drop();
            complain(failure);
        } finally {
            lines.reset();
            lineCount = 0;
        }
    }

    /** Closes the file; the next line opens it again, and cuts off what is not whole. */
    private void drop() {
        var before = out;
        out = null;
        if (before != null) {
            try {
                before.close();
            } catch (IOException _) {
                // what could not be written has been told
            }
        }
    }

    private void complain(IOException failure) {
        var now = System.nanoTime();
        if (!complained || now - complainedNanos > BETWEEN_COMPLAINTS.toNanos()) {
            complained = true;
            complainedNanos = now;
            complaints.accept(
                    "The log "
                            + current()
                            + " cannot be written: "
                            + failure.getMessage()
                            + ". Its lines are lost ("
                            + lost()
                            + " until now), requests are answered. Writing goes on by itself when"
                            + " there is room.");
        }
    }

    /** Writes what waits; what comes later is not written, and nobody is told. */
    @Override
    public void close() {
        file.lock();
        try {
            writeWaiting();
            drop();
            closed = true;
        } finally {
            file.unlock();
        }
    }
}
