package dev.wheelhouse.cloud;

import dev.wheelhouse.cloud.ec2.api.Ec2Service;
import dev.wheelhouse.cloud.inventory.CloudInventory;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceProvider.Progress;
import dev.wheelhouse.cloud.resource.ResourceProviders;
import dev.wheelhouse.cloud.resource.ResourceStep;
import dev.wheelhouse.cloud.s3.api.S3Service;
import dev.wheelhouse.cloud.ssm.api.SsmService;
import dev.wheelhouse.cloud.wiring.CloudProviders;
import dev.wheelhouse.document.Json;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.identity.api.IdentityServices;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.store.TestDatabase;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.ServiceApi;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** The embedded cloud on a real database, with a clock set by hand. */
final class Cloud {
    static final AccountId HUB = new AccountId("111111111111");
    static final AccountId SPOKE = new AccountId("222222222222");
    static final Region REGION = new Region("us-east-1");
    static final URI ENDPOINT = URI.create("http://127.0.0.1:4566");

    final Database database;
    final ResourceProviders providers;
    final CloudInventory inventory;
    private final ServiceApi<Call> s3;
    private final ServiceApi<Call> ec2;
    private final ServiceApi<Call> ssm;
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    Cloud(TestDatabase given) {
        this.database = given.database();
        InstantSource clock = () -> now;
        var random = new SecureRandom();
        var sealer = Sealer.open(database, given.folder().resolve("key"), random);
        var journal = new Journal(clock);
        this.providers =
                new ResourceProviders(
                        CloudProviders.all(
                                new IdentityServices(database, journal, sealer, clock, random)
                                        .iamActions(),
                                database,
                                journal,
                                sealer,
                                clock,
                                random));
        this.inventory = new CloudInventory(clock);
        this.s3 = new S3Service(database, journal, clock, random).api();
        this.ec2 = new Ec2Service(database, journal, sealer, clock, random).api();
        this.ssm = new SsmService(database, journal, sealer, clock).api();
    }

    void passes(Duration time) {
        now = now.plus(time);
    }

    ResourceProvider provider(String type) {
        return providers.find(type).orElseThrow();
    }

    Progress.Done create(Caller session, String type, String logicalId, String properties) {
        return (Progress.Done)
                database.write(db ->
                        provider(type)
                                .create(step(db, session, logicalId), Json.readObject(properties)));
    }

    Progress.Done update(
            Caller session, String type, String logicalId, String id, String before, String after) {
        return (Progress.Done)
                database.write(db ->
                        provider(type)
                                .update(
                                        step(db, session, logicalId),
                                        id,
                                        Json.readObject(before),
                                        Json.readObject(after)));
    }

    void delete(Caller session, String type, String logicalId, String id, String properties) {
        database.write(db ->
                provider(type)
                        .delete(step(db, session, logicalId), id, Json.readObject(properties)));
    }

    /** An empty request of an action of EC2. */
    SdkPojo ec2Request(String action) {
        return ec2.action(action).orElseThrow().request().get();
    }

    <R> R ec2(Caller caller, String action, SdkBuilder<?, ?> request, Class<R> answer) {
        return answer.cast(
                answer(ec2, caller, action, request, Payload.of(new byte[0])).response());
    }

    <R> R ssm(Caller caller, String action, SdkBuilder<?, ?> request, Class<R> answer) {
        return answer.cast(
                answer(ssm, caller, action, request, Payload.of(new byte[0])).response());
    }

    <R> R s3(Caller caller, String action, SdkBuilder<?, ?> request, Class<R> answer) {
        return answer.cast(answer(s3, caller, action, request, Payload.of(new byte[0])).response());
    }

    ServiceApi.Answer s3(Caller caller, String action, SdkBuilder<?, ?> request, byte[] body) {
        return answer(s3, caller, action, request, Payload.of(body));
    }

    private ServiceApi.Answer answer(
            ServiceApi<Call> api,
            Caller caller,
            String action,
            SdkBuilder<?, ?> request,
            Payload body) {
        var call = new Call(caller, REGION, "request-1", now, ENDPOINT, Map.of());
        var answer =
                api.action(action).orElseThrow().handler().handle(call, (SdkPojo) request, body);
        if (call.asked().isEmpty()) {
            throw new AssertionError(action + " asked for no right");
        }
        return answer;
    }

    private static ResourceStep step(Handle db, Caller session, String logicalId) {
        return new ResourceStep(
                db,
                session,
                session.account(),
                REGION,
                "web",
                "arn:aws:cloudformation:us-east-1:" + session.account() + ":stack/web/1",
                logicalId,
                Map.of(
                        "aws:cloudformation:logical-id",
                        logicalId,
                        "aws:cloudformation:stack-name",
                        "web"),
                Duration.ZERO);
    }
}
