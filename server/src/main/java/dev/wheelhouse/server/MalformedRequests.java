package dev.wheelhouse.server;

import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.WireResponse;
import dev.wheelhouse.wire.codec.Codec;
import dev.wheelhouse.wire.error.WireFault;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.UUID;

/**
 * What is no HTTP request that could be routed: the answers that the web server itself gives, in
 * the shape of an AWS error, and without what a client sent or how the server is made. They are
 * counted and logged like others, as those of no service.
 */
final class MalformedRequests {
    private static final String UNKNOWN = "-";

    private final InstantSource clock;
    private final RequestLog log;
    private final Metrics metrics;

    MalformedRequests(InstantSource clock, RequestLog log, Metrics metrics) {
        this.clock = clock;
        this.log = log;
        this.metrics = metrics;
    }

    DirectHandlers handlers() {
        var handlers = DirectHandlers.builder();
        for (var type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, this::answer);
        }
        return handlers.build();
    }

    private DirectHandler.TransportResponse answer(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType type,
            Status status,
            ServerResponseHeaders headers,
            String message) {
        var requestId = UUID.randomUUID().toString();
        var answer = error(request.headers(), status, requestId);
        metrics.request(UNKNOWN, UNKNOWN, answer.status(), 0);
        log.request(
                new RequestLog.Line(
                        clock.instant(),
                        requestId,
                        UNKNOWN,
                        UNKNOWN,
                        UNKNOWN,
                        UNKNOWN,
                        "not read",
                        answer.status(),
                        0));
        try (var body = answer.body().open()) {
            var response =
                    DirectHandler.TransportResponse.builder()
                            .status(Status.create(answer.status()))
                            .keepAlive(false)
                            .entity(body.readAllBytes());
            answer.headers()
                    .forEach((name, value) -> response.header(HeaderNames.create(name), value));
            return response.build();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** An error of a request of which no more is known than its headers. */
    private static WireResponse error(
            ServerRequestHeaders headers, Status status, String requestId) {
        var protocol = protocol(headers);
        var fault =
                switch (status.code()) {
                    case 413 -> WireFault.TOO_LARGE;
                    case 503 -> WireFault.UNAVAILABLE;
                    case 500 -> WireFault.INTERNAL;
                    default -> WireFault.BAD_REQUEST;
                };
        var message =
                switch (fault) {
                    case TOO_LARGE -> "The request is larger than this server takes.";
                    case UNAVAILABLE -> "Too many requests at once; try again.";
                    case INTERNAL ->
                            "An internal error has occurred; its request id is " + requestId + ".";
                    default ->
                            "This is not an HTTP/1.1 request that can be understood. (A proxy"
                                    + " before this server must speak HTTP/1.1 to it.)";
                };
        return Codec.ofErrors(protocol).error(fault.in(protocol), message, requestId, "/");
    }

    private static Protocol protocol(ServerRequestHeaders headers) {
        var type = headers.first(HeaderNames.CONTENT_TYPE).orElse("");
        if (headers.contains(HeaderNames.create("x-amz-target"))
                || type.startsWith("application/x-amz-json")) {
            return Protocol.JSON_1_1;
        }
        return type.startsWith("application/x-www-form-urlencoded")
                ? Protocol.QUERY
                : Protocol.REST_XML;
    }
}
