package dev.wheelhouse.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.store.TestDatabases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.servicecatalog.model.PortfolioDetail;
import software.amazon.awssdk.services.servicecatalog.model.PrincipalType;
import software.amazon.awssdk.services.servicecatalog.model.ProductType;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactType;
import software.amazon.awssdk.services.servicecatalog.model.RecordStatus;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * What was answered with success survives SIGKILL; what was not is absent or complete; every launch
 * ends. Three rounds, twenty in the long run; a failure names the seed.
 */
class CrashTest {
    private static final int ROUNDS = Boolean.getBoolean("wheelhouse.long") ? 20 : 3;
    private static final int WRITERS = 8;
    private static final int LAUNCHERS = 4;

    /** What one writer or launcher does at most in a round: the quotas hold here too. */
    private static final int PARAMETERS = 60;

    private static final int PORTFOLIOS = 10;
    private static final int LAUNCHES = 10;
    private static final String BUCKET = "what-survives";
    private static final String TEMPLATE =
            """
            {"Resources":{
              "Web":{"Type":"AWS::EC2::SecurityGroup","Properties":{"GroupDescription":"web"}},
              "Database":{"Type":"AWS::EC2::SecurityGroup","Properties":{"GroupDescription":"db",
                "SecurityGroupIngress":[{"IpProtocol":"tcp","FromPort":5432,"ToPort":5432,
                  "SourceSecurityGroupId":{"Fn::GetAtt":["Web","GroupId"]}}]}}}}
            """;

    @TempDir private Path folder;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final SdkHttpClient http = UrlConnectionHttpClient.create();

    /** The portfolios of this round whose creation was begun: name and token are one. */
    private final Set<String> begun = ConcurrentHashMap.newKeySet();

    /** Those that were answered: id by name. */
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    /** Parameters that were begun, and those of them that were answered. */
    private final Set<String> putBegun = ConcurrentHashMap.newKeySet();

    private final Set<String> put = ConcurrentHashMap.newKeySet();

    /** Launches that were answered: record id by provisioned product id. */
    private final Map<String, String> launched = new ConcurrentHashMap<>();

    private final AtomicInteger names = new AtomicInteger();

    /** What users launch. */
    private record Product(String id, String version) {}

    @Test
    void aKilledServerOnSqliteHasEverythingAfterARestart() {
        try (var node = Node.start(folder.resolve("data"), Map.of())) {
            var admin =
                    SdkClients.of(node.endpoint(), SdkClients.hub(folder.resolve("data")), http);
            var product = product(admin);
            for (var round = 1; round <= ROUNDS; round++) {
                disturb(List.of(admin), product, node);
                node.restart();
                everythingIsThere(admin, "round " + round + ", seed " + seed);
            }
            assertThat(put).isNotEmpty();
            assertThat(launched).isNotEmpty();
        }
    }

    @Test
    void whenOneOfTwoNodesOnPostgreSqlDiesTheOtherGoesOn() {
        var data = folder.resolve("data");
        try (var given = TestDatabases.postgres();
                var one = Node.start(data, Map.of("WHEELHOUSE_DATABASE_URL", given.url()));
                var other =
                        Node.start(
                                folder.resolve("other"),
                                Map.of(
                                        "WHEELHOUSE_DATABASE_URL",
                                        given.url(),
                                        "WHEELHOUSE_KEY_FILE",
                                        data.resolve("key").toString()))) {
            var there = SdkClients.of(one.endpoint(), SdkClients.hub(data), http);
            var here = SdkClients.of(other.endpoint(), SdkClients.hub(data), http);
            var product = product(there);
            iamIsEffectiveOnBoth(there, here);
            for (var round = 1; round <= ROUNDS; round++) {
                disturb(List.of(there, here), product, one);
                everythingIsThere(here, "round " + round + ", seed " + seed);
                one.restart();
            }
            everythingIsThere(there, "the end, seed " + seed);
            assertThat(put).isNotEmpty();
            assertThat(launched).isNotEmpty();
        }
    }

    /** A right that is given on one node counts on the other with the next request. */
    private void iamIsEffectiveOnBoth(SdkClients there, SdkClients here) {
        there.iam().createUser(r -> r.userName("reader"));
        var key = there.iam().createAccessKey(r -> r.userName("reader")).accessKey();
        var credentials =
                software.amazon.awssdk.auth.credentials.AwsBasicCredentials.create(
                        key.accessKeyId(), key.secretAccessKey());
        var reader = SdkClients.of(endpointOf(here), credentials, http);
        for (var each = 0; each < 5; each++) {
            there.iam()
                    .attachUserPolicy(r ->
                            r.userName("reader")
                                    .policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess"));
            assertThat(reader.iam().listUsers().users()).isNotEmpty();
            there.iam()
                    .detachUserPolicy(r ->
                            r.userName("reader")
                                    .policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess"));
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> reader.iam().listUsers())
                    .hasMessageContaining("is not authorized to perform: iam:ListUsers");
        }
    }

    private static java.net.URI endpointOf(SdkClients clients) {
        return clients.iam().serviceClientConfiguration().endpointOverride().orElseThrow();
    }

    /** Writes and launches on all nodes at once, kills one at a random moment. */
    private void disturb(List<SdkClients> nodes, Product product, Node victim) {
        var stop = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Future<?>>();
            for (var each = 0; each < WRITERS; each++) {
                var clients = nodes.get(each % nodes.size());
                work.add(threads.submit(() -> whileItRuns(stop, PARAMETERS, () -> put(clients))));
            }
            for (var each = 0; each < LAUNCHERS; each++) {
                var clients = nodes.get(each % nodes.size());
                work.add(
                        threads.submit(() -> whileItRuns(stop, PORTFOLIOS, () -> create(clients))));
                work.add(
                        threads.submit(
                                () -> whileItRuns(stop, LAUNCHES, () -> launch(clients, product))));
            }
            // the moment of the kill is what the test varies
            LockSupport.parkNanos(500_000_000L + random.nextLong(2_000_000_000L));
            victim.kill();
            stop.set(true);
            for (var each : work) {
                each.get();
            }
        } catch (java.util.concurrent.ExecutionException cause) {
            throw new AssertionError("seed " + seed, cause);
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(cause);
        }
    }

    private static void whileItRuns(AtomicBoolean stop, int most, Runnable step) {
        for (var done = 0; done < most && !stop.get(); done++) {
            try {
                step.run();
            } catch (SdkException unanswered) {
                if (unanswered.getMessage() != null
                        && unanswered.getMessage().contains("Status Code: 4")) {
                    throw unanswered; // the server refused: that is no crash
                }
            }
        }
    }

    private void create(SdkClients clients) {
        var name = "portfolio-" + names.incrementAndGet();
        begun.add(name);
        acknowledged.put(name, create(clients, name).id());
    }

    private static PortfolioDetail create(SdkClients clients, String name) {
        return clients.serviceCatalog()
                .createPortfolio(r -> r.displayName(name).providerName("p").idempotencyToken(name))
                .portfolioDetail();
    }

    private void put(SdkClients clients) {
        var name = "parameter-" + names.incrementAndGet();
        putBegun.add(name);
        clients.ssm().putParameter(r -> r.name(name).type(ParameterType.STRING).value(name));
        put.add(name);
    }

    private void launch(SdkClients clients, Product product) {
        var name = "launch-" + names.incrementAndGet();
        var record =
                clients.serviceCatalog()
                        .provisionProduct(r ->
                                r.productId(product.id())
                                        .provisioningArtifactId(product.version())
                                        .provisionedProductName(name)
                                        .provisionToken(name))
                        .recordDetail();
        launched.put(record.provisionedProductId(), record.recordId());
    }

    private void everythingIsThere(SdkClients admin, String when) {
        var catalog = admin.serviceCatalog();
        var found = new ConcurrentHashMap<String, List<String>>();
        catalog.listPortfoliosPaginator().stream()
                .flatMap(page -> page.portfolioDetails().stream())
                .forEach(each ->
                        found.computeIfAbsent(each.displayName(), _ -> new ArrayList<>())
                                .add(each.id()));
        acknowledged.forEach((name, id) ->
                assertThat(found.get(name)).as(name + ", " + when).containsExactly(id));
        // Whoever heard nothing asks again with the same token, and gets what there is, or the one.
        for (var name : begun) {
            var id = create(admin, name).id();
            if (found.containsKey(name)) {
                assertThat(found.get(name)).as(name + ", " + when).containsExactly(id);
            }
            catalog.deletePortfolio(r -> r.id(id));
        }
        begun.clear();
        acknowledged.clear();
        var parameters = new TreeMap<String, String>();
        admin.ssm().describeParametersPaginator().stream()
                .flatMap(page -> page.parameters().stream())
                .forEach(each -> parameters.put(each.name(), each.version() + ""));
        assertThat(parameters.keySet()).as(when).containsAll(put);
        assertThat(putBegun).as(when).containsAll(parameters.keySet());
        assertThat(parameters.values()).as(when).containsOnly("1");
        for (var name : put) {
            assertThat(admin.ssm().getParameter(r -> r.name(name)).parameter().value())
                    .as(when)
                    .isEqualTo(name);
        }

        for (var launch : launched.entrySet()) {
            Eventually.holds(() ->
                    assertThat(
                                    catalog.describeRecord(r -> r.id(launch.getValue()))
                                            .recordDetail()
                                            .status())
                            .as(launch + ", " + when)
                            .isIn(RecordStatus.SUCCEEDED, RecordStatus.FAILED));
            var record = catalog.describeRecord(r -> r.id(launch.getValue())).recordDetail();
            assertThat(record.status())
                    .as(launch + ", " + when + ": " + record.recordErrors())
                    .isEqualTo(RecordStatus.SUCCEEDED);
        }
        var stacks = new ArrayList<String>();
        // Launches that were recorded but never answered end too.
        Eventually.holds(() ->
                assertThat(admin.cloudFormation().describeStacksPaginator().stacks())
                        .as(when)
                        .allMatch(each -> each.stackStatus().equals(StackStatus.CREATE_COMPLETE)));
        admin.cloudFormation()
                .describeStacksPaginator()
                .stacks()
                .forEach(each -> stacks.add(each.stackId()));
        assertThat(stacks).hasSizeGreaterThanOrEqualTo(launched.size());
        var groups =
                (int)
                        admin
                                .ec2()
                                .describeSecurityGroupsPaginator(r ->
                                        r.filters(
                                                Filter.builder()
                                                        .name("tag-key")
                                                        .values("aws:cloudformation:stack-id")
                                                        .build()))
                                .securityGroups()
                                .stream()
                                .count();
        assertThat(groups).as("two groups a stack, " + when).isEqualTo(2 * stacks.size());
    }

    private Product product(SdkClients admin) {
        admin.s3().createBucket(r -> r.bucket(BUCKET));
        admin.s3().putObject(r -> r.bucket(BUCKET).key("t.json"), RequestBody.fromString(TEMPLATE));
        var catalog = admin.serviceCatalog();
        var product =
                catalog.createProduct(r ->
                        r.name("Groups")
                                .owner("o")
                                .productType(ProductType.CLOUD_FORMATION_TEMPLATE)
                                .idempotencyToken("product")
                                .provisioningArtifactParameters(version ->
                                        version.name("v1")
                                                .type(
                                                        ProvisioningArtifactType
                                                                .CLOUD_FORMATION_TEMPLATE)
                                                .info(
                                                        Map.of(
                                                                "LoadTemplateFromURL",
                                                                "https://s3.amazonaws.com/"
                                                                        + BUCKET
                                                                        + "/t.json"))));
        var id = product.productViewDetail().productViewSummary().productId();
        var portfolio = create(admin, "launches").id();
        catalog.associateProductWithPortfolio(r -> r.portfolioId(portfolio).productId(id));
        catalog.associatePrincipalWithPortfolio(r ->
                r.portfolioId(portfolio)
                        .principalType(PrincipalType.IAM)
                        .principalARN(admin.sts().getCallerIdentity().arn()));
        return new Product(id, product.provisioningArtifactDetail().id());
    }
}
