package dev.wheelhouse.server;

import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.WireRequest;
import dev.wheelhouse.wire.WireResponse;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
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
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HTTP: bytes in, bytes out. Takes a request's body as it comes (in memory while small, in a
 * temporary file when not, never more than the limit), hands it on and sends the answer. Answers
 * the probe paths itself.
 */
final class HttpFront implements AutoCloseable {
    /** The most that a request line and its headers may take together. */
    private static final int MAX_HEADER_BYTES = 64 * 1024;

    /** What is answered without a signature. */
    private static final Set<String> PROBES = Set.of("/livez", "/readyz", "/metrics");

    private static final HeaderName FORWARDED_PROTO = HeaderNames.create("X-Forwarded-Proto");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]{2,45}");
    private static final Pattern HOST =
            Pattern.compile(
                    "[A-Za-z0-9.\\-]{1,255}(:[0-9]{1,5})?|\\[[0-9a-fA-F:]{2,45}](:[0-9]{1,5})?");
    private static final List<String> TLS = List.of("TLSv1.3", "TLSv1.2");

    private final WebServer server;
    private final GuardedConnections connections;

    /** How the last client reached it, which is how the next one does. */
    private volatile @Nullable Reached reached;

    /** What the probe paths answer. */
    interface Probes {
        /** Why requests cannot be served now; empty when they can. */
        Optional<String> obstacle();

        String metrics(int connections);
    }

    HttpFront(
            ServerSettings settings,
            Dispatcher dispatcher,
            Bodies bodies,
            Probes probes,
            MalformedRequests malformed) {
        var limits = settings.limits();
        connections =
                new GuardedConnections(
                        limits,
                        Http1Config.builder()
                                .maxHeadersSize(MAX_HEADER_BYTES)
                                .maxPrologueLength(16 * 1024)
                                .validatePath(false));
        var listener =
                WebServer.builder()
                        .host(settings.bind())
                        .port(settings.port())
                        .maxPayloadSize(limits.maxBodyBytes())
                        .maxTcpConnections(limits.maxConnections())
                        .maxConcurrentRequests(limits.maxRequests())
                        .idleConnectionTimeout(limits.idle())
                        .shutdownGracePeriod(Duration.ofSeconds(2))
                        .connectionOptions(options -> options.readTimeout(limits.idle()))
                        .protocolsDiscoverServices(false)
                        .contentEncoding(new UntouchedBodies())
                        .directHandlers(malformed.handlers())
                        .addConnectionSelector(connections)
                        .routing(routing -> route(routing, settings, dispatcher, bodies, probes));
        if (settings.exposure() instanceof Exposure.Encrypted files) {
            var context = PemFiles.context(files);
            listener.tls(tls -> tls.sslContext(context).enabledProtocols(TLS));
        }
        server = listener.build();
    }

    private void route(
            HttpRouting.Builder routing,
            ServerSettings settings,
            Dispatcher dispatcher,
            Bodies bodies,
            Probes probes) {
        routing.any((request, response) -> {
            var path = request.prologue().uriPath().rawPath();
            if (request.prologue().method().equals(Method.GET) && PROBES.contains(path)) {
                probe(path, response, probes);
            } else {
                answer(request, response, settings, dispatcher, bodies);
            }
        });
    }

    private void probe(String path, ServerResponse response, Probes probes) {
        switch (path) {
            case "/metrics" -> {
                response.header(
                        HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
                response.send(probes.metrics(connections.count()).getBytes(StandardCharsets.UTF_8));
            }
            case "/readyz" -> {
                var obstacle = probes.obstacle();
                plain(
                        response,
                        obstacle.isEmpty() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503,
                        obstacle.orElse("ok") + "\n");
            }
            default -> plain(response, Status.OK_200, "ok\n");
        }
    }

    private void answer(
            ServerRequest request,
            ServerResponse response,
            ServerSettings settings,
            Dispatcher dispatcher,
            Bodies bodies)
            throws IOException {
        try (var body = received(request, bodies)) {
            var wire = wire(request, body);
            var answer = answer(request, wire, settings, dispatcher);
            send(response, answer, wire.method());
        } catch (Bodies.RefusedException refused) {
            // What is left of the body is not read, so the connection cannot go on.
            response.header(HeaderValues.CONNECTION_CLOSE);
            var head = wire(request, Payload.of(new byte[0]));
            send(
                    response,
                    dispatcher.refuse(head, refused.fault(), String.valueOf(refused.getMessage())),
                    head.method());
        } catch (Bodies.UnkeptException failure) {
            response.header(HeaderValues.CONNECTION_CLOSE);
            var head = wire(request, Payload.of(new byte[0]));
            send(response, dispatcher.failed(head, failure), head.method());
        }
    }

    /** Whatever goes wrong while an answer is made ends in one that the dispatcher makes. */
    private WireResponse answer(
            ServerRequest request,
            WireRequest wire,
            ServerSettings settings,
            Dispatcher dispatcher) {
        try {
            return dispatcher.dispatch(wire, origin(request, settings));
        } catch (RuntimeException defect) {
            return dispatcher.failed(wire, defect);
        }
    }

    private static Bodies.Received received(ServerRequest request, Bodies bodies)
            throws IOException {
        try {
            return bodies.receive(
                    request.content().inputStream(),
                    request.headers().contentLength().orElse(Bodies.UNKNOWN));
        } catch (DataReader.InsufficientDataAvailableException
                | ServerConnectionException
                | UncheckedIOException gone) {
            throw new CloseConnectionException("The client went away", gone);
        }
    }

    private static WireRequest wire(ServerRequest request, Payload body) {
        return new WireRequest(
                request.prologue().method().text(),
                request.prologue().uriPath().rawPath(),
                request.prologue().query().rawValue(),
                headers(request),
                body);
    }

    /** Where it came from; what a proxy says of that counts behind one only. */
    private Origin origin(ServerRequest request, ServerSettings settings) {
        var proxied = settings.exposure() instanceof Exposure.BehindProxy;
        var secure =
                request.isSecure()
                        || (proxied
                                && request.headers()
                                        .first(FORWARDED_PROTO)
                                        .filter("https"::equalsIgnoreCase)
                                        .isPresent());
        var client = request.remotePeer().host();
        return new Origin(
                endpoint(request, settings, secure),
                proxied ? forwardedFor(request).orElse(client) : client,
                secure,
                request.headers().first(HeaderNames.USER_AGENT));
    }

    /** The last address of the list: the one that the proxy itself saw. */
    private static Optional<String> forwardedFor(ServerRequest request) {
        if (!request.headers().contains(HeaderNames.X_FORWARDED_FOR)) {
            return Optional.empty();
        }
        var all = request.headers().get(HeaderNames.X_FORWARDED_FOR).allValues().getLast();
        return Optional.of(all.substring(all.lastIndexOf(',') + 1).strip())
                .filter(address -> ADDRESS.matcher(address).matches());
    }

    /** How a client reached the server. */
    private record Reached(String host, boolean secure, URI url) {}

    /**
     * The server's URL as this client reached it; its Host header is only believed in the form
     * host:port.
     */
    private URI endpoint(ServerRequest request, ServerSettings settings, boolean secure) {
        var host = request.headers().first(HeaderNames.HOST).orElse("");
        var before = reached;
        if (before != null && before.secure() == secure && before.host().equals(host)) {
            return before.url();
        }
        var believed =
                HOST.matcher(host).matches() ? host : settings.bind() + ":" + settings.port();
        var url = URI.create((secure ? "https" : "http") + "://" + believed);
        reached = new Reached(host, secure, url);
        return url;
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

    /**
     * Begins to listen.
     *
     * @throws PortTakenException if another process took the address after {@link #requireFree}:
     *     the web server only logs that
     */
    void start() {
        server.start();
        if (!server.isRunning()) {
            throw new PortTakenException(new BindException("Address already in use"));
        }
        connections.start();
    }

    int connections() {
        return connections.count();
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
        connections.close();
    }

    /** The port is not to be had. */
    static final class PortTakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PortTakenException(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }
}
