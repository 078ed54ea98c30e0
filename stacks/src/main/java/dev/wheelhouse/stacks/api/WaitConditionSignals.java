package dev.wheelhouse.stacks.api;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.MalformedJsonException;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.stacks.Signal;
import dev.wheelhouse.stacks.WaitHandleUrl;
import dev.wheelhouse.stacks.operation.WaitHandles;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.JournalEntry;
import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.WireRequest;
import dev.wheelhouse.wire.WireResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the handles of wait conditions are signalled: PUT of a JSON object with {@code Status}
 * (SUCCESS or FAILURE), {@code UniqueId}, and {@code Data} and {@code Reason} where there is more
 * to say, to the handle's URL. The URL's own signature is what allows it; it answers as S3 does,
 * where AWS has these URLs. Thread-safe.
 */
public final class WaitConditionSignals {
    /** The most bytes that a signal may have. */
    private static final int MAX_BYTES = 16 * 1024;

    private static final int MAX_UNIQUE_ID = 256;
    private static final Set<String> MEMBERS = Set.of("Status", "UniqueId", "Data", "Reason");

    private final Database database;
    private final WaitHandles handles;
    private final Journal journal;

    public WaitConditionSignals(Database database, WaitHandles handles, Journal journal) {
        this.database = database;
        this.handles = handles;
        this.journal = journal;
    }

    /** Whether a request is for a handle's URL. */
    public boolean takes(WireRequest request) {
        return WaitHandleUrl.isPath(request.rawPath());
    }

    /** Answers such a request. */
    public WireResponse receive(WireRequest request, String requestId) {
        var url = WaitHandleUrl.parse(request.rawPath(), request.rawQuery());
        var isSigned =
                url.isPresent() && database.read(db -> handles.find(db, url.get())).isPresent();
        if (!isSigned) {
            return refusal(403, "AccessDenied", "Access Denied", requestId);
        }
        if (!request.method().equals("PUT")) {
            return refusal(
                    405,
                    "MethodNotAllowed",
                    "The specified method is not allowed against this resource.",
                    requestId);
        }
        if (request.body().length() > MAX_BYTES) {
            return refusal(
                    400,
                    "EntityTooLarge",
                    "A signal has at most " + MAX_BYTES + " bytes.",
                    requestId);
        }
        var signal = signal(request.body());
        if (signal.isEmpty()) {
            return refusal(
                    400,
                    "InvalidRequest",
                    "A signal is a JSON object with Status (SUCCESS or FAILURE), UniqueId, Data and"
                            + " Reason.",
                    requestId);
        }
        return database.write(db -> {
            var handle = handles.find(db, url.get());
            if (handle.isEmpty()) {
                return refusal(403, "AccessDenied", "Access Denied", requestId);
            }
            if (handles.signal(db, url.get(), signal.get())) {
                journal.append(
                        db,
                        new JournalEntry(
                                url.get().account().value(),
                                url.get().region().value(),
                                "wait-condition-handle/" + url.get().handleId(),
                                "cloudformation:WaitConditionSignal",
                                handle.get().stackId() + "/" + handle.get().logicalId(),
                                Optional.empty(),
                                Optional.of(
                                        Value.object("status", Value.text(signal.get().status()))
                                                .with(
                                                        "uniqueId",
                                                        Value.text(signal.get().uniqueId())))));
            }
            return new WireResponse(
                    200, Map.of("x-amz-request-id", requestId), Payload.of(new byte[0]));
        });
    }

    private static Optional<Signal> signal(Payload body) {
        try (var in = body.open()) {
            var said = Json.readObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            var status = said.text("Status").orElse("");
            var uniqueId = said.text("UniqueId").orElse("");
            if (!Set.of(Signal.SUCCESS, Signal.FAILURE).contains(status)
                    || uniqueId.isEmpty()
                    || uniqueId.length() > MAX_UNIQUE_ID
                    || !MEMBERS.containsAll(said.values().keySet())
                    || said.values().values().stream().anyMatch(it -> it.scalar().isEmpty())) {
                return Optional.empty();
            }
            return Optional.of(
                    new Signal(
                            uniqueId,
                            status.equals(Signal.SUCCESS),
                            said.text("Data").orElse(""),
                            said.text("Reason").orElse("")));
        } catch (MalformedJsonException _) {
            return Optional.empty();
        } catch (IOException cause) {
            throw new UncheckedIOException("A signal that was received can't be read", cause);
        }
    }

    private static WireResponse refusal(int status, String code, String message, String requestId) {
        var xml =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <Error><Code>%s</Code><Message>%s</Message><RequestId>%s</RequestId></Error>\
                """
                        .formatted(code, message, requestId);
        return new WireResponse(
                status,
                Map.of("Content-Type", "application/xml", "x-amz-request-id", requestId),
                Payload.of(xml.getBytes(StandardCharsets.UTF_8)));
    }
}
