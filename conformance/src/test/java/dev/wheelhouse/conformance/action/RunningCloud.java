package dev.wheelhouse.conformance.action;

import dev.wheelhouse.conformance.SdkClients;
import dev.wheelhouse.server.HubKeys;
import dev.wheelhouse.server.ServerSettings;
import dev.wheelhouse.server.WheelhouseServer;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.TestDatabase;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * A server in this process on a fresh database, the SDK's clients on it, and a memory of what they
 * called with success.
 */
public final class RunningCloud implements AutoCloseable {
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final Map<String, Set<String>> succeeded = new ConcurrentHashMap<>();
    private final WheelhouseServer server;
    private final SdkClients admin;

    private final Supplier<Database> database;
    private final String tables;

    private RunningCloud(ServerSettings settings, Supplier<Database> database, String tables) {
        this.database = database;
        this.tables = tables;
        var keys = new AtomicReference<HubKeys>();
        server = WheelhouseServer.start(settings, keys::set);
        var founded = Objects.requireNonNull(keys.get(), "a fresh database is founded");
        admin = as(AwsBasicCredentials.create(founded.accessKeyId(), founded.secretAccessKey()));
    }

    /** A server on a fresh database, its other files in a folder. */
    public static RunningCloud on(TestDatabase given, Path folder) {
        var settings = ServerSettings.local(folder, 0);
        return switch (given.engine()) {
            case SQLITE ->
                    new RunningCloud(
                            settings,
                            () -> Database.open(folder.resolve("wheelhouse.db")),
                            "SELECT name FROM sqlite_master WHERE type = 'table'");
            case POSTGRESQL ->
                    new RunningCloud(
                            settings.withDatabaseUrl(given.url()),
                            given::another,
                            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
        };
    }

    /** A row of a table, its columns one after the other. */
    record Row(String table, String text) {}

    /** Everything that is in the database. */
    List<Row> rows() {
        try (var open = database.get()) {
            return open.read(db -> {
                var rows = new ArrayList<Row>();
                for (var table : db.createQuery(tables).mapTo(String.class).list()) {
                    db.createQuery("SELECT * FROM " + table)
                            .map(row -> new Row(table, text(row.values().values())))
                            .list()
                            .forEach(rows::add);
                }
                return rows;
            });
        }
    }

    private static String text(Collection<Optional<Object>> values) {
        var text = new StringBuilder();
        for (var value : values) {
            text.append(
                            value.orElse("") instanceof byte[] bytes
                                    ? new String(bytes, StandardCharsets.UTF_8)
                                    : value.orElse("null"))
                    .append('\n');
        }
        return text.toString();
    }

    /** How many changes an account's journal has. */
    int changes(String account) {
        try (var open = database.get()) {
            return open.read(db ->
                    db.createQuery("SELECT COUNT(*) FROM journal WHERE account = :account")
                            .bind("account", account)
                            .mapTo(Integer.class)
                            .one());
        }
    }

    /** The hub's administrator. */
    public SdkClients admin() {
        return admin;
    }

    /** Somebody with a session. */
    public SdkClients as(Credentials session) {
        return as(
                AwsSessionCredentials.create(
                        session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
    }

    public SdkClients as(AwsCredentials credentials) {
        return SdkClients.of(endpoint(), credentials, http, new Remembers());
    }

    /** A new member account, as the organization's own role in it. */
    public SdkClients memberAccount(String name) {
        var made =
                admin.organizations()
                        .createAccount(r -> r.accountName(name).email(name + "@example.com"))
                        .createAccountStatus();
        Until.holds(() ->
                admin.organizations()
                        .describeCreateAccountStatus(r -> r.createAccountRequestId(made.id()))
                        .createAccountStatus()
                        .stateAsString()
                        .equals("SUCCEEDED"));
        var account =
                admin.organizations()
                        .describeCreateAccountStatus(r -> r.createAccountRequestId(made.id()))
                        .createAccountStatus()
                        .accountId();
        return as(
                admin.sts()
                        .assumeRole(r ->
                                r.roleArn(
                                                "arn:aws:iam::"
                                                        + account
                                                        + ":role/OrganizationAccountAccessRole")
                                        .roleSessionName("test"))
                        .credentials());
    }

    /** The actions that the server has, by service. */
    Map<String, Set<String>> built() {
        return server.actions();
    }

    /** The actions of a service that a client has called with success. */
    Set<String> succeeded(String service) {
        return Set.copyOf(succeeded.getOrDefault(service, Set.of()));
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private final class Remembers implements ExecutionInterceptor {
        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            var service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
            succeeded
                    .computeIfAbsent(scope(service), _ -> ConcurrentHashMap.newKeySet())
                    .add(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
        }
    }

    /** The name that signatures carry, from the SDK's name of a service. */
    private static String scope(String sdk) {
        return switch (sdk) {
            case "Service Catalog" -> "servicecatalog";
            default -> sdk.toLowerCase(java.util.Locale.ROOT);
        };
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
