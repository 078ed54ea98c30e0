package dev.wheelhouse.catalog.api;

import dev.wheelhouse.catalog.CatalogSettings;
import dev.wheelhouse.catalog.launch.LaunchQueue;
import dev.wheelhouse.catalog.launch.LaunchWorker;
import dev.wheelhouse.catalog.launch.Settlement;
import dev.wheelhouse.catalog.sql.ProvisionedProductStore;
import dev.wheelhouse.catalog.sql.ProvisioningArtifactStore;
import dev.wheelhouse.catalog.sql.RecordStore;
import dev.wheelhouse.cloud.inventory.CloudInventory;
import dev.wheelhouse.cloud.resource.ResourceProviders;
import dev.wheelhouse.cloud.wiring.CloudProviders;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.AwsManagedPolicies;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.CallerReference;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.identity.Role;
import dev.wheelhouse.identity.User;
import dev.wheelhouse.identity.access.Callers;
import dev.wheelhouse.identity.api.IdentityServices;
import dev.wheelhouse.identity.sql.InlinePolicyStore;
import dev.wheelhouse.identity.sql.RoleStore;
import dev.wheelhouse.identity.sql.UserStore;
import dev.wheelhouse.stacks.engine.DurableStackEngine;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Jobs;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;

/** A catalog on a real database, with a hub, spokes and a clock that is set by hand. */
final class Catalog {
    static final AccountId HUB = new AccountId("111111111111");
    static final AccountId SPOKE = new AccountId("222222222222");
    static final AccountId STRANGER = new AccountId("333333333333");
    static final Region REGION = new Region("us-east-1");
    static final String ALL =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
    static final String USING =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"*","Action":[
              "servicecatalog:ProvisionProduct","servicecatalog:SearchProducts",
              "servicecatalog:ListLaunchPaths","servicecatalog:DescribeProduct",
              "servicecatalog:DescribeProvisioningParameters"]},
             {"Effect":"Allow","Resource":"*","Action":[
              "servicecatalog:DescribeRecord","servicecatalog:DescribeProvisionedProduct",
              "servicecatalog:ScanProvisionedProducts","servicecatalog:SearchProvisionedProducts",
              "servicecatalog:TerminateProvisionedProduct",
              "servicecatalog:UpdateProvisionedProduct","servicecatalog:ListRecordHistory",
              "servicecatalog:GetProvisionedProductOutputs"],
              "Condition":{"StringEquals":{"servicecatalog:userLevel":"self"}}}]}
            """;
    static final String TEMPLATE =
            """
            Parameters:
              InstanceType: {Type: String, Default: t3.micro}
              Password: {Type: String, NoEcho: true, Default: initial}
            Resources:
              Group: {Type: "AWS::EC2::SecurityGroup", Properties: {GroupDescription: a}}
            Outputs:
              Size: {Value: !Ref InstanceType, Description: How big}
            """;

    private final Database database;
    private final Journal journal;
    private final Callers callers;
    private final ServiceApi<Call> api;
    private final SmallStackEngine engine;
    private final LaunchWorker worker;
    private Instant now = Instant.parse("2026-11-22T10:00:00.123Z");

    /** A catalog whose stacks end as a test says. */
    Catalog(TestDatabase given) {
        this(given, TEMPLATE, false, CatalogSettings.standard());
    }

    /**
     * Makes a catalog.
     *
     * @param template what every template URL gives
     * @param trueStacks launches with the stack engine and the resource types of the cloud
     */
    Catalog(TestDatabase given, String template, boolean trueStacks) {
        this(given, template, trueStacks, CatalogSettings.standard());
    }

    /** A catalog with other settings, whose stacks end as a test says. */
    Catalog(TestDatabase given, CatalogSettings settings) {
        this(given, TEMPLATE, false, settings);
    }

    private Catalog(
            TestDatabase given, String template, boolean trueStacks, CatalogSettings settings) {
        this.database = given.database();
        InstantSource clock = () -> now;
        this.journal = new Journal(clock);
        this.callers = new Callers(clock, AwsManagedPolicies.load());
        this.engine = new SmallStackEngine(database);
        var sealer = Sealer.open(database, given.folder().resolve("key"), new SecureRandom());
        var random = new SecureRandom();
        var stacks =
                trueStacks
                        ? new DurableStackEngine(
                                database,
                                new ResourceProviders(
                                        CloudProviders.all(
                                                new IdentityServices(
                                                                database, journal, sealer, clock,
                                                                random)
                                                        .iamActions(),
                                                database,
                                                journal,
                                                sealer,
                                                clock,
                                                random)),
                                new CloudInventory(clock),
                                sealer,
                                journal,
                                clock,
                                random)
                        : engine;
        var jobs = new Jobs(database, clock);
        this.api =
                new ServiceCatalogService(
                                database,
                                journal,
                                jobs,
                                sealer,
                                clock,
                                new SecureRandom(),
                                new OneTemplate(template),
                                callers,
                                stacks,
                                settings)
                        .api();
        var records = new RecordStore(sealer);
        var products = new ProvisionedProductStore();
        var queue = new LaunchQueue(jobs, sealer, records);
        this.worker =
                new LaunchWorker(
                        database,
                        stacks,
                        callers,
                        queue,
                        records,
                        products,
                        new ProvisioningArtifactStore(),
                        new Settlement(database, records, products, journal, queue, clock));
        for (var account : new AccountId[] {HUB, SPOKE, STRANGER}) {
            user(account, "Admin", ALL);
        }
    }

    /** What every template URL gives. */
    private record OneTemplate(String template) implements TemplateSource {
        @Override
        public String at(Handle db, Call call, String url) {
            if (url.contains("missing")) {
                throw new TemplateUnreadableException("S3 error: Access Denied");
            }
            return template;
        }

        @Override
        public String ofStack(Handle db, Call call, String stackArn) {
            return template;
        }

        @Override
        public void check(String text) {}
    }

    /** The names of all actions. */
    Set<String> actions() {
        return api.actions();
    }

    Database database() {
        return database;
    }

    Journal journal() {
        return journal;
    }

    SmallStackEngine engine() {
        return engine;
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    /** Makes a user with one policy. */
    String user(AccountId account, String name, String policy) {
        return database.write(db -> {
            var user =
                    new User(account, id("AIDA", account, name), name, "/", now, Optional.empty());
            new UserStore().insert(db, user);
            new InlinePolicyStore().put(db, account, user.id(), "rights", policy);
            return user.arn();
        });
    }

    /** Makes a role that Service Catalog may assume. */
    String launchRole(AccountId account, String name, String policy) {
        return database.write(db -> {
            var role =
                    new Role(
                            account,
                            id("AROA", account, name),
                            name,
                            "/",
                            now,
                            "",
                            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":\"servicecatalog.amazonaws.com\"}}]}",
                            Duration.ofHours(1),
                            Optional.empty());
            new RoleStore().insert(db, role);
            new InlinePolicyStore().put(db, account, role.id(), "rights", policy);
            return role.arn();
        });
    }

    private static String id(String prefix, AccountId account, String name) {
        return prefix
                + (name.toUpperCase(Locale.ROOT) + account.value() + "XXXXXXXXXXXXXXXXX")
                        .substring(0, 17);
    }

    /** Calls an action as the administrator of an account. */
    <R extends SdkPojo> R ask(AccountId account, SdkPojo request, Class<R> answer) {
        return ask(account, "Admin", request, answer);
    }

    /** Calls an action as a user. */
    <R extends SdkPojo> R ask(AccountId account, String user, SdkPojo request, Class<R> answer) {
        var caller =
                database.read(db ->
                        callers.restore(
                                db,
                                new CallerReference(
                                        account,
                                        "arn:aws:iam::" + account + ":user/" + user,
                                        id("AIDA", account, user),
                                        Optional.empty())));
        var call =
                new Call(
                        caller,
                        REGION,
                        "request-1",
                        now,
                        URI.create("http://127.0.0.1:4566"),
                        Map.of());
        var name = request.getClass().getSimpleName().replaceFirst("Request$", "");
        var action = api.action(name).orElseThrow();
        later(Duration.ofMillis(7));
        var builder =
                ((software.amazon.awssdk.utils.builder.ToCopyableBuilder<?, ?>) request)
                        .toBuilder();
        return answer.cast(
                action.handler()
                        .handle(call, (SdkPojo) builder, Payload.of(new byte[0]))
                        .response());
    }

    /** Does the work on a record, as the job would. */
    Jobs.Next work(AccountId account, String record) {
        return worker.work(job(account, record), payload(account, record));
    }

    /** Gives the work on a record up, as happens when the job has failed too often. */
    Jobs.Next giveUp(AccountId account, String record) {
        return worker.giveUp(job(account, record), payload(account, record)).orElseThrow();
    }

    private static String job(AccountId account, String record) {
        return account + "/" + REGION + "/" + record;
    }

    private static Value.Members payload(AccountId account, String record) {
        return Value.object("account", Value.text(account.value()))
                .with("region", Value.text(REGION.value()))
                .with("record", Value.text(record));
    }
}
