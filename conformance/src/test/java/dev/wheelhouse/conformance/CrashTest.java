package dev.wheelhouse.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.store.Backup;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.TestDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
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
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.servicecatalog.model.PortfolioDetail;
import software.amazon.awssdk.services.servicecatalog.model.PrincipalType;
import software.amazon.awssdk.services.servicecatalog.model.ProductType;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactType;
import software.amazon.awssdk.services.servicecatalog.model.RecordStatus;
import software.amazon.awssdk.services.servicecatalog.model.ResourceNotFoundException;
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
    private static final int TERMINATIONS = 5;
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

    /** Launched in an earlier round and there to be terminated: provisioned product ids. */
    private final Queue<String> available = new ConcurrentLinkedQueue<>();

    /** Terminations: those begun, and those of them that were answered. */
    private final Set<String> terminating = ConcurrentHashMap.newKeySet();

    private final Set<String> terminated = ConcurrentHashMap.newKeySet();
    private final DurableWrites writes = new DurableWrites(BUCKET);
    private final AtomicInteger names = new AtomicInteger();

    /** What users launch. */
    private record Product(String id, String version) {}

    @Test
    void aKilledServerOnSqliteHasEverythingAfterARestart() throws IOException {
        var data = folder.resolve("data");
        var file = data.resolve("wheelhouse.db");
        try (var node = Node.start(data, Map.of())) {
            var admin = SdkClients.of(node.endpoint(), SdkClients.hub(data), http);
            var product = product(admin);
            for (var round = 1; round <= ROUNDS; round++) {
                var when = "round " + round + ", seed " + seed;
                var backup = folder.resolve("backup-" + round + ".db");
                var before = writes.answered();
                disturb(List.of(admin), product, node, round, () -> Backup.make(file, backup));
                check(copyOf(backup), "the backup of " + when);
                node.restart();
                everythingIsThere(admin, when);
                check(file, when);
                if (round == ROUNDS) {
                    restored(data, backup, before);
                }
            }
            somethingWasDone();
        }
    }

    /** To look at: what is opened as a database is not the same file afterwards. */
    private static Path copyOf(Path backup) throws IOException {
        return Files.copy(backup, backup.resolveSibling(backup.getFileName() + ".copy"));
    }

    private static void check(Path file, String when) {
        try (var database = Database.open(file)) {
            Integrity.check(database, when);
        }
    }

    private void somethingWasDone() {
        assertThat(put).isNotEmpty();
        assertThat(launched).isNotEmpty();
        assertThat(terminated).isNotEmpty();
        writes.assertSomethingOfEachKind();
    }

    /** A backup that was made under load runs elsewhere, and has what was answered before it. */
    private void restored(Path data, Path backup, Set<String> answered) throws IOException {
        var elsewhere = folder.resolve("restored");
        Files.createDirectories(elsewhere.resolve("aws"));
        Files.copy(data.resolve("key"), elsewhere.resolve("key"));
        Files.copy(data.resolve("aws/credentials"), elsewhere.resolve("aws/credentials"));
        var restore = Program.wheelhouse(elsewhere, Map.of(), "restore", backup.toString());
        assertThat(restore.exitCode()).as(restore.all()).isZero();
        try (var node = Node.start(elsewhere, Map.of())) {
            var admin = SdkClients.of(node.endpoint(), SdkClients.hub(elsewhere), http);
            writes.has(admin, answered, "the restored backup");
            // What was under way when the copy was made goes on where it is restored, and ends.
            Eventually.holds(() ->
                    assertThat(admin.cloudFormation().describeStacksPaginator().stacks())
                            .noneMatch(
                                    each -> each.stackStatusAsString().endsWith("_IN_PROGRESS")));
            check(elsewhere.resolve("wheelhouse.db"), "the restored backup");
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
            for (var round = 1; round <= ROUNDS; round++) {
                var when = "round " + round + ", seed " + seed;
                disturb(List.of(there, here), product, one, round, () -> {});
                everythingIsThere(here, when);
                Integrity.check(given.database(), when);
                one.restart();
            }
            everythingIsThere(there, "the end, seed " + seed);
            somethingWasDone();
        }
    }

    /** Writes and launches on all nodes at once, kills one at a random moment. */
    private void disturb(
            List<SdkClients> nodes, Product product, Node victim, int round, Runnable meanwhile) {
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
            for (var step : writes.steps()) {
                for (var clients : nodes) {
                    work.add(
                            threads.submit(() ->
                                    whileItRuns(
                                            stop, step.most(), () -> step.once().accept(clients))));
                }
            }
            for (var clients : nodes) {
                work.add(
                        threads.submit(
                                () -> whileItRuns(stop, TERMINATIONS, () -> terminate(clients))));
            }
            meanwhile.run();
            if (round == ROUNDS) {
                // However slow the machine: in the end something of each kind has been answered.
                Eventually.holds(this::somethingWasDone);
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
            } catch (UncheckedIOException _) {
                // The SDK's HTTP client lets through what breaks while it waits to send a body.
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

    private void terminate(SdkClients clients) {
        var id = available.poll();
        if (id != null) {
            terminating.add(id);
            clients.serviceCatalog()
                    .terminateProvisionedProduct(
                            r -> r.provisionedProductId(id).terminateToken(id));
            terminated.add(id);
        }
    }

    private void everythingIsThere(SdkClients admin, String when) {
        var catalog = admin.serviceCatalog();
        writes.check(admin, when);
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
        for (var id : terminated) {
            Eventually.holds(() ->
                    assertThatThrownBy(() -> catalog.describeProvisionedProduct(r -> r.id(id)))
                            .as(when)
                            .isInstanceOf(ResourceNotFoundException.class));
        }
        var stacks = new ArrayList<String>();
        // Launches that were recorded but never answered end too.
        Eventually.holds(() ->
                assertThat(launches(admin))
                        .as(when)
                        .allMatch(each -> each.stackStatus().equals(StackStatus.CREATE_COMPLETE)));
        launches(admin).forEach(each -> stacks.add(each.stackId()));
        assertThat(stacks).hasSizeGreaterThanOrEqualTo(launched.size() - terminating.size());
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
        available.clear();
        launched.keySet().stream().filter(id -> !terminating.contains(id)).forEach(available::add);
    }

    /** The stacks of launches: those of the other writers end otherwise. */
    private static List<Stack> launches(SdkClients admin) {
        return admin.cloudFormation().describeStacksPaginator().stacks().stream()
                .filter(each -> each.stackName().startsWith("SC-"))
                .toList();
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
