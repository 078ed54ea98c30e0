package dev.wheelhouse.server;

import dev.wheelhouse.server.SignedRequest.Keys;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A server on a folder of its own, with a clock set by hand and the hub's keys. */
final class TestCloud implements AutoCloseable {
    /** Small and short enough to be met within a test. */
    static final Limits TIGHT =
            new Limits(
                    6 * 1024 * 1024,
                    64,
                    32,
                    Duration.ofMillis(1500),
                    Duration.ofMillis(1500),
                    1024 * 1024,
                    64L * 1024 * 1024,
                    5);

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    private final AtomicReference<Keys> keys = new AtomicReference<>(Keys.of("", ""));
    private final WheelhouseServer server;

    TestCloud(ServerSettings settings) {
        server =
                WheelhouseServer.start(
                        settings,
                        made -> keys.set(Keys.of(made.accessKeyId(), made.secretAccessKey())),
                        (InstantSource) now::get);
    }

    static TestCloud in(Path data) {
        return new TestCloud(ServerSettings.local(data, 0).withLimits(TIGHT));
    }

    int port() {
        return server.port();
    }

    /** How many connections are open. */
    int connections() {
        return server.connections();
    }

    Instant now() {
        return Objects.requireNonNull(now.get());
    }

    void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    Keys hub() {
        return Objects.requireNonNull(keys.get());
    }

    RawClient client() {
        return new RawClient(port());
    }

    SignedRequest json(String action, String body) {
        return json(action, body, hub());
    }

    SignedRequest json(String action, String body, Keys as) {
        return new SignedRequest("POST", "servicecatalog", "/", as, now(), body)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "AWS242ServiceCatalogService." + action);
    }

    SignedRequest form(String service, String form) {
        return form(service, form, hub());
    }

    SignedRequest form(String service, String form, Keys as) {
        return new SignedRequest("POST", service, "/", as, now(), form)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    }

    SignedRequest s3(String method, String path, String body) {
        return s3(method, path, body, hub());
    }

    SignedRequest s3(String method, String path, String body, Keys as) {
        return new SignedRequest(method, "s3", path, as, now(), body);
    }

    /** Keys of a role's session of 15 minutes. */
    Keys session() {
        var identity =
                client().send(form("sts", "Action=GetCallerIdentity&Version=2011-06-15").sign());
        var account = between(identity.body(), "<Account>", "</Account>");
        var trust =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                        + "{\"AWS\":\""
                        + account
                        + "\"},\"Action\":\"sts:AssumeRole\"}]}";
        client().send(
                        form(
                                        "iam",
                                        "Action=CreateRole&Version=2010-05-08&RoleName=intruder"
                                                + "&AssumeRolePolicyDocument="
                                                + SignedRequest.encode(trust))
                                .sign());
        client().send(
                        form(
                                        "iam",
                                        "Action=AttachRolePolicy&Version=2010-05-08&RoleName=intruder"
                                                + "&PolicyArn="
                                                + SignedRequest.encode(
                                                        "arn:aws:iam::aws:policy/AdministratorAccess"))
                                .sign());
        var assumed =
                client().send(
                                form(
                                                "sts",
                                                "Action=AssumeRole&Version=2011-06-15"
                                                        + "&RoleSessionName=intruder&DurationSeconds=900"
                                                        + "&RoleArn="
                                                        + SignedRequest.encode(
                                                                "arn:aws:iam::"
                                                                        + account
                                                                        + ":role/intruder"))
                                        .sign());
        return new Keys(
                between(assumed.body(), "<AccessKeyId>", "</AccessKeyId>"),
                between(assumed.body(), "<SecretAccessKey>", "</SecretAccessKey>"),
                Optional.of(between(assumed.body(), "<SessionToken>", "</SessionToken>")));
    }

    static String between(String text, String before, String after) {
        var from = text.indexOf(before);
        if (from < 0) {
            throw new AssertionError("No " + before + " in " + text);
        }
        return text.substring(from + before.length(), text.indexOf(after, from));
    }

    @Override
    public void close() {
        server.close();
    }
}
