package dev.wheelhouse.server;

import dev.wheelhouse.wire.WireRequest;
import dev.wheelhouse.wire.WireResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * HTTP: bytes in, bytes out. Takes a request's body as it comes (in memory while small, in a
 * temporary file when not, never more than the limit), hands it on and sends the answer. Answers
 * the probe paths itself.
 */
final class HttpFront implements AutoCloseable {
    /** The most that a request line and its headers may take together. */
    private static final int MAX_HEADER_BYTES = 64 * 1024;

    private final WebServer server;

    /** What the probe paths answer. */
    interface Probes {
        boolean ready();

        String metrics();
    }

    HttpFront(ServerSettings settings, Dispatcher dispatcher, Bodies bodies, Probes probes) {
        server =
                WebServer.builder()
                        .host(settings.bind())
                        .port(settings.port())
                        .maxPayloadSize(settings.maxBodyBytes())
                        .idleConnectionTimeout(Duration.ofMinutes(2))
                        .shutdownGracePeriod(Duration.ofSeconds(2))
                        .connectionOptions(options -> options.readTimeout(Duration.ofSeconds(30)))
                        .protocolsDiscoverServices(false)
                        .contentEncoding(new UntouchedBodies())
                        .addProtocol(
                                Http1Config.builder()
                                        .maxHeadersSize(MAX_HEADER_BYTES)
                                        .maxPrologueLength(16 * 1024)
                                        .validatePath(false)
                                        .build())
                        .routing(routing -> route(routing, settings, dispatcher, bodies, probes))
                        .build();
    }

    private static void route(
            HttpRouting.Builder routing,
            ServerSettings settings,
            Dispatcher dispatcher,
            Bodies bodies,
            Probes probes) {
        routing.get("/livez", (request, response) -> plain(response, Status.OK_200, "ok\n"));
        routing.get(
                "/readyz",
                (request, response) ->
                        plain(
                                response,
                                probes.ready() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503,
                                probes.ready() ? "ok\n" : "starting\n"));
        routing.get(
                "/metrics",
                (request, response) -> {
                    response.header(
                            HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
                    response.send(probes.metrics().getBytes(StandardCharsets.UTF_8));
                });
        routing.any((request, response) -> answer(request, response, settings, dispatcher, bodies));
    }

    private static void answer(
            ServerRequest request,
            ServerResponse response,
            ServerSettings settings,
            Dispatcher dispatcher,
            Bodies bodies)
            throws IOException {
        try (var body = bodies.receive(request.content().inputStream())) {
            var wire =
                    new WireRequest(
                            request.prologue().method().text(),
                            request.prologue().uriPath().rawPath(),
                            request.prologue().query().rawValue(),
                            headers(request),
                            body);
            send(response, dispatcher.dispatch(wire, origin(request, settings)), wire.method());
        } catch (Bodies.TooLargeException tooLarge) {
            plain(response, Status.REQUEST_ENTITY_TOO_LARGE_413, tooLarge.getMessage() + "\n");
        }
    }

    private static Origin origin(ServerRequest request, ServerSettings settings) {
        return new Origin(
                endpoint(request, settings),
                request.remotePeer().host(),
                request.isSecure(),
                request.headers().first(HeaderNames.USER_AGENT));
    }

    /**
     * The server's URL as this client reached it; its Host header is only believed in the form
     * host:port.
     */
    private static URI endpoint(ServerRequest request, ServerSettings settings) {
        var host = request.headers().first(HeaderNames.HOST).orElse("");
        var scheme = request.isSecure() ? "https" : "http";
        if (host.matches(
                "[A-Za-z0-9.\\-]{1,255}(:[0-9]{1,5})?|\\[[0-9a-fA-F:]{2,45}](:[0-9]{1,5})?")) {
            return URI.create(scheme + "://" + host);
        }
        return URI.create(scheme + "://" + settings.bind() + ":" + settings.port());
    }

    private static Map<String, List<String>> headers(ServerRequest request) {
        var headers = new HashMap<String, List<String>>();
        for (var header : request.headers()) {
            headers.computeIfAbsent(
                            header.name().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .addAll(header.allValues());
        }
        return headers;
    }

    private static void send(ServerResponse response, WireResponse answer, String method)
            throws IOException {
        response.status(Status.create(answer.status()));
        answer.headers().forEach(response::header);
        var length = answer.body().length();
        if (answer.status() == 204 || answer.status() == 304) {
            response.send();
            return;
        }
        if (!answer.headers().containsKey("Content-Length")) {
            response.contentLength(length);
        }
        if (method.equals("HEAD") || length == 0) {
            response.send();
            return;
        }
        if (length <= Bodies.IN_MEMORY_BYTES) {
            try (var in = answer.body().open()) {
                response.send(in.readAllBytes());
            }
            return;
        }
        try (var in = answer.body().open();
                var out = response.outputStream()) {
            in.transferTo(out);
        }
    }

    private static void plain(ServerResponse response, Status status, String text) {
        response.status(status);
        response.header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.send(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Tries the address before anything is begun: the web server would log a stack trace of its
     * own.
     *
     * @throws PortTakenException if another process listens there
     */
    static void requireFree(ServerSettings settings) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(settings.bind(), settings.port()));
        } catch (IOException cause) {
            throw new PortTakenException(cause);
        }
    }

    void start() {
        server.start();
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    /** The port is not to be had. */
    static final class PortTakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PortTakenException(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }
}
