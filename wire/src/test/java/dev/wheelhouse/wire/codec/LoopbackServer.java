package dev.wheelhouse.wire.codec;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.ServiceException;
import dev.wheelhouse.wire.WireRequest;
import dev.wheelhouse.wire.WireResponse;
import dev.wheelhouse.wire.model.Operation;
import dev.wheelhouse.wire.route.Route;
import dev.wheelhouse.wire.route.Router;
import dev.wheelhouse.wire.route.Unrouted;
import dev.wheelhouse.wire.signature.Signatures;
import dev.wheelhouse.wire.signature.SigningKey;
import dev.wheelhouse.wire.signature.VerifiedSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** A server of one planned answer, through router, verifier and codecs as in earnest. */
final class LoopbackServer implements AutoCloseable {
    static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";
    static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    static final String TOKEN = "session/token+==";
    static final String REQUEST_ID = "4f2c1d3e-0000-4000-8000-0123456789ab";

    /**
     * How to answer.
     *
     * @param checked whether the constraints of the model are enforced
     */
    record Plan(
            Supplier<? extends SdkPojo> request,
            SdkPojo response,
            Optional<Payload> body,
            boolean checked) {}

    private final HttpServer server;
    private final Router router =
            new Router(
                    List.of(
                            "servicecatalog",
                            "cloudformation",
                            "iam",
                            "sts",
                            "ec2",
                            "s3",
                            "organizations",
                            "ssm"));

    /** Answers by service and action; any other request has {@link #plan}. */
    final Map<String, Plan> plans = new ConcurrentHashMap<>();

    @Nullable Plan plan;
    @Nullable SdkPojo decoded;
    @Nullable Route route;
    @Nullable VerifiedSignature signature;
    byte[] received = new byte[0];

    LoopbackServer() throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // or each call takes 40 ms
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            WireResponse response;
            try {
                response = answer(request(exchange));
            } catch (RuntimeException | AssertionError broken) {
                response =
                        new WireResponse(
                                500,
                                Map.of(),
                                Payload.of(
                                        String.valueOf(broken)
                                                .getBytes(
                                                        java.nio.charset.StandardCharsets.UTF_8)));
                broken.printStackTrace();
            }
            response.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            boolean bodiless =
                    exchange.getRequestMethod().equals("HEAD") || response.status() == 204;
            long length = response.body().length();
            exchange.sendResponseHeaders(response.status(), bodiless || length == 0 ? -1 : length);
            if (!bodiless && length > 0) {
                try (var in = response.body().open()) {
                    in.transferTo(exchange.getResponseBody());
                }
            }
        }
    }

    private static WireRequest request(HttpExchange exchange) throws IOException {
        var headers = new HashMap<String, List<String>>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return new WireRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
                headers,
                Payload.of(exchange.getRequestBody().readAllBytes()));
    }

    private WireResponse answer(WireRequest request) {
        return switch (router.route(request)) {
            case Unrouted unrouted ->
                    unrouted.model()
                            .map(Codec::of)
                            .orElseGet(() -> Codec.ofErrors(unrouted.protocol()))
                            .error(
                                    unrouted.error().kind(),
                                    String.valueOf(unrouted.error().getMessage()),
                                    REQUEST_ID,
                                    request.rawPath());
            case Route found -> {
                var codec = Codec.of(found.model());
                try {
                    yield answer(found, codec, request);
                } catch (ServiceException refused) {
                    yield codec.error(
                            refused.kind(),
                            String.valueOf(refused.getMessage()),
                            REQUEST_ID,
                            request.rawPath());
                }
            }
        };
    }

    private WireResponse answer(Route found, Codec codec, WireRequest request) {
        route = found;
        var verified =
                Signatures.verify(
                        found,
                        request,
                        id ->
                                id.equals(KEY_ID)
                                        ? Optional.of(
                                                new SigningKey(
                                                        KEY_ID,
                                                        SECRET,
                                                        Optional.of(TOKEN),
                                                        Optional.empty()))
                                        : Optional.empty(),
                        Instant.now());
        signature = verified;
        var planned =
                Objects.requireNonNull(
                        plans.getOrDefault(found.service() + ":" + found.action(), plan));
        var operation = planned.checked() ? found.operation() : unchecked(found.operation());
        decoded = Decoded.build(codec.decode(operation, planned.request(), verified.request()));
        try (var in = verified.request().body().open()) {
            received = in.readAllBytes();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return codec.encode(operation, planned.response(), planned.body(), REQUEST_ID);
    }

    private static Operation unchecked(Operation operation) {
        return new Operation(
                operation.name(),
                operation.method(),
                operation.requestUri(),
                operation.status(),
                Optional.empty(),
                operation.resultElement(),
                operation.errors());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
