package dev.wheelhouse.rollout.access;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A port that answers two actions of STS and remembers who asked. */
public final class StsStandIn implements AutoCloseable {
    private static final Pattern KEY = Pattern.compile("Credential=([A-Z]+)/");
    private static final Pattern ACTION = Pattern.compile("Action=(\\w+)");

    private final HttpServer server;
    private final List<String> actions = new CopyOnWriteArrayList<>();
    private volatile @Nullable String refusal;

    public StsStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<String> actions() {
        return List.copyOf(actions);
    }

    void refuse(String code, String message) {
        refusal =
                "<ErrorResponse><Error><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
                        .formatted(code, message);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var action = first(ACTION, body);
        var key = first(KEY, exchange.getRequestHeaders().getFirst("Authorization"));
        actions.add(action + " by " + key);
        var refused = refusal;
        var answer =
                refused != null
                        ? refused
                        : action.equals("AssumeRole")
                                ? """
                                <AssumeRoleResponse><AssumeRoleResult><Credentials>
                                <AccessKeyId>ASIASESSION</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
                                <SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
                                </Credentials></AssumeRoleResult></AssumeRoleResponse>
                                """
                                : """
                                <GetCallerIdentityResponse><GetCallerIdentityResult>
                                <Arn>arn:aws:iam::111111111111:user/admin</Arn><UserId>AIDA</UserId>
                                <Account>111111111111</Account>
                                </GetCallerIdentityResult></GetCallerIdentityResponse>
                                """;
        var bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        exchange.sendResponseHeaders(refused == null ? 200 : 403, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String first(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
