package dev.wheelhouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Histogram;
import dev.wheelhouse.store.Jobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those see who run a server: its log and its figures. */
class OperationTest {
    private static final Path FULL = Path.of("/dev/full");

    @TempDir private Path folder;

    private static byte[] get(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void eachRequestHasALineThatSaysWhoDidWhatAndHowItWasDecided() throws IOException {
        String secret;
        try (var cloud = TestCloud.in(folder)) {
            secret = cloud.hub().secret();
            var create =
                    cloud.json(
                            "CreatePortfolio",
                            "{\"DisplayName\":\"Confidential\",\"ProviderName\":\"p\",\"IdempotencyToken\":\"t\"}");
            assertThat(cloud.client().send(create.sign()).status()).isEqualTo(200);
            cloud.client().send(cloud.json("ListPortfolios", "{}"));
            cloud.client().send(cloud.form("sts", "Action=Nonsense&Version=2011-06-15").sign());
        }
        var lines =
                Files.readAllLines(folder.resolve("log/wheelhouse.log")).stream()
                        .map(line -> (Value.Members) Json.read(line))
                        .toList();
        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(line.values().keySet())
                                .contains(
                                        "time",
                                        "requestId",
                                        "account",
                                        "principal",
                                        "service",
                                        "action",
                                        "decision",
                                        "status",
                                        "ms"));
        var create = lines.getFirst().toString();
        assertThat(create)
                .contains(
                        "CreatePortfolio",
                        ":user/admin",
                        "allowed: servicecatalog:CreatePortfolio");
        assertThat(lines.get(1).toString()).contains("unauthenticated", "ListPortfolios");
        assertThat(lines.get(2).toString()).contains("unknown action");
        assertThat(Files.readString(folder.resolve("log/wheelhouse.log")))
                .doesNotContain("Confidential", secret, "Signature=");
    }

    @Test
    void whyARequestWasDeniedIsInItsLine() throws IOException {
        try (var cloud = TestCloud.in(folder)) {
            var iam = "&Version=2010-05-08&UserName=anna";
            cloud.client().send(cloud.form("iam", "Action=CreateUser" + iam).sign());
            var made =
                    cloud.client()
                            .send(cloud.form("iam", "Action=CreateAccessKey" + iam).sign())
                            .body();
            var anna =
                    SignedRequest.Keys.of(
                            TestCloud.between(made, "<AccessKeyId>", "</AccessKeyId>"),
                            TestCloud.between(made, "<SecretAccessKey>", "</SecretAccessKey>"));
            cloud.client().send(cloud.json("ListPortfolios", "{}", anna).sign());
        }
        var line =
                Files.readAllLines(folder.resolve("log/wheelhouse.log")).stream()
                        .map(text -> (Value.Members) Json.read(text))
                        .toList()
                        .getLast();
        assertThat(line.get("decision"))
                .contains(
                        Value.text(
                                "denied: no identity-based policy allows the"
                                        + " servicecatalog:ListPortfolios action"));
    }

    /** The server hears of a closed connection a moment later than the client that closed it. */
    private static RawClient.Answer onceOnlyThisConnectionIsOpen(RawClient client) {
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        RawClient.Answer figures;
        do {
            figures = client.send(get("/metrics"));
        } while (!figures.body().contains("wheelhouse_connections 1\n") && System.nanoTime() < end);
        return figures;
    }

    @Test
    void figuresNameOperationsAndNobody() {
        try (var cloud = TestCloud.in(folder)) {
            var portfolio =
                    "{\"DisplayName\":\"d\",\"ProviderName\":\"p\",\"IdempotencyToken\":\"t\"}";
            cloud.client().send(cloud.json("CreatePortfolio", portfolio).sign());
            cloud.client().send(cloud.json("CreatePortfolio", "{}").sign());
            var figures = onceOnlyThisConnectionIsOpen(cloud.client());
            assertThat(figures.status()).isEqualTo(200);
            assertThat(figures.body())
                    .contains(
                            "wheelhouse_requests_total{service=\"servicecatalog\",action=\"CreatePortfolio\",status=\"200\"} 1",
                            "wheelhouse_requests_total{service=\"servicecatalog\",action=\"CreatePortfolio\",status=\"400\"} 1",
                            "wheelhouse_request_seconds_count{service=\"servicecatalog\",action=\"CreatePortfolio\"} 2",
                            "wheelhouse_jobs{state=\"due\"} 0",
                            "wheelhouse_job_queue_age_seconds 0",
                            "wheelhouse_connections 1")
                    .containsPattern("wheelhouse_commit_seconds_count [1-9]")
                    .doesNotContain("arn:", cloud.hub().id(), "user/");
            assertThat(figures.body()).doesNotContainPattern("[0-9]{12}");
            assertThat(figures.body().lines())
                    .allMatch(line ->
                            line.startsWith("# ")
                                    || line.matches("wheelhouse_[a-z_]+(\\{[^}]+})? [0-9.]+"));
            assertThat(cloud.client().send(get("/readyz")).status()).isEqualTo(200);
        }
    }

    @Test
    void aWaitingJobShowsItsAge() {
        var metrics =
                new Metrics(
                        new Histogram(),
                        () -> Optional.of(new Jobs.Queue(3, 2, 1, Duration.ofMillis(1500))),
                        () -> true,
                        () -> 0);
        assertThat(metrics.text(0))
                .contains(
                        "wheelhouse_jobs{state=\"due\"} 3",
                        "wheelhouse_jobs{state=\"running\"} 2",
                        "wheelhouse_jobs{state=\"later\"} 1",
                        "wheelhouse_job_queue_age_seconds 1.500000");
    }

    @Test
    void aJobThatFailsIsToldWithTheRequestThatAskedForIt() {
        try (var database = Database.open(folder.resolve("wheelhouse.db"))) {
            var jobs = new Jobs(database, InstantSource.fixed(Instant.EPOCH));
            database.write(db -> {
                jobs.submit(
                        db,
                        "catalog.launch",
                        "not/a/launch",
                        Value.object("requestId", Value.text("the-request")));
                return 1;
            });
        }
        try (var cloud = TestCloud.in(folder)) {
            var failed = Optional.<Value.Members>empty();
            var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (failed.isEmpty()) {
                assertThat(System.nanoTime()).as("a failure within 20 s").isLessThan(end);
                cloud.client().send(get("/livez"));
                failed = lines().stream().filter(line -> line.text("job").isPresent()).findFirst();
            }
            var line = failed.get();
            assertThat(line.text("job")).contains("catalog.launch");
            assertThat(line.text("id")).contains("not/a/launch");
            assertThat(line.text("requestId")).contains("the-request");
            assertThat(line.text("outcome")).contains("failed");
            assertThat(line.text("cause").orElse("")).contains("NoSuchElementException");
            assertThat(line.values()).containsKeys("time", "failures", "againInSeconds");
        }
    }

    @Test
    void whatLibrariesWarnOfIsInTheLogToo() {
        try (var cloud = TestCloud.in(folder)) {
            Logger.getLogger("some.library").log(Level.WARNING, "careful", new IOException("disk"));
            assertThat(cloud.client().send(get("/livez")).status()).isEqualTo(200);
        }
        assertThat(lines())
                .anySatisfy(line -> {
                    assertThat(line.text("event")).contains("careful");
                    assertThat(line.text("logger")).contains("some.library");
                    assertThat(line.text("cause").orElse("")).contains("IOException: disk");
                });
    }

    /** Played by a device that answers each write as a full disk does. */
    @Test
    void aLogThatTheDiskDoesNotTakeFailsNoAnswerAndGoesOnOnceThereIsRoom() throws IOException {
        assumeTrue(Files.exists(FULL), "SKIPPED: there is no /dev/full");
        var log = folder.resolve("log/wheelhouse.log");
        Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("log")).resolve("wheelhouse.log"), FULL);
        try (var cloud = TestCloud.in(folder)) {
            var create =
                    cloud.json(
                            "CreatePortfolio",
                            "{\"DisplayName\":\"d\",\"ProviderName\":\"p\",\"IdempotencyToken\":\"t\"}");
            assertThat(cloud.client().send(create.sign()).status()).isEqualTo(200);
            assertThat(cloud.client().send(cloud.json("ListPortfolios", "{}").sign()).status())
                    .isEqualTo(200);
            assertThat(cloud.client().send(get("/metrics")).body())
                    .contains("wheelhouse_log_lines_lost_total 2\n");

            Files.delete(log);
            assertThat(cloud.client().send(cloud.json("ListPortfolios", "{}").sign()).status())
                    .isEqualTo(200);
            assertThat(cloud.client().send(get("/metrics")).body())
                    .contains("wheelhouse_log_lines_lost_total 2\n");
        }
        assertThat(lines())
                .singleElement()
                .satisfies(line -> assertThat(line.text("action")).contains("ListPortfolios"));
    }

    @Test
    void thatLinesAreLostIsToldOnceAMinute() throws IOException {
        assumeTrue(Files.exists(FULL), "SKIPPED: there is no /dev/full");
        Files.createSymbolicLink(folder.resolve("wheelhouse.log"), FULL);
        var told = new ArrayList<String>();
        try (var log = new RequestLog(folder, Limits.USUAL, told::add)) {
            log.event(Instant.EPOCH, "WARNING", "l", "one", null);
            log.event(Instant.EPOCH, "WARNING", "l", "two", null);
            assertThat(log.lost()).isEqualTo(2);
        }
        assertThat(told)
                .singleElement()
                .asString()
                .contains(folder.resolve("wheelhouse.log").toString(), "No space left");
    }

    @Test
    void aLineThatAKilledProcessLeftHalfWrittenDoesNotJoinTheNext() throws IOException {
        Files.writeString(folder.resolve("wheelhouse.log"), "{\"whole\":1}\n{\"cut");
        try (var log = new RequestLog(folder, Limits.USUAL)) {
            log.event(Instant.EPOCH, "WARNING", "l", "next", null);
        }
        var lines = Files.readAllLines(folder.resolve("wheelhouse.log"));
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).isEqualTo("{\"cut");
        assertThat(((Value.Members) Json.read(lines.get(2))).text("event")).contains("next");
    }

    /** A body that is too long for memory, where there is no folder to keep it in. */
    @Test
    void whatFailsOutsideOfAnActionIsCountedAndAnsweredInTheServicesProtocol() throws IOException {
        try (var cloud = TestCloud.in(folder)) {
            Files.deleteIfExists(folder.resolve("tmp"));
            Files.writeString(folder.resolve("tmp"), "no folder");
            var large = "x".repeat(Bodies.IN_MEMORY_BYTES + 1);
            var json = cloud.client().send(cloud.json("CreatePortfolio", large).sign());
            assertThat(json.status()).isEqualTo(500);
            assertThat(json.body()).startsWith("{").contains("under request ");
            assertThat(json.header("x-amzn-RequestId")).isPresent();
            var xml = cloud.client().send(cloud.s3("PUT", "/bucket/key", large).sign());
            assertThat(xml.status()).isEqualTo(500);
            assertThat(xml.body()).contains("<RequestId>", "under request ");
            assertThat(
                            cloud.client()
                                    .send("NO HTTP\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
                                    .status())
                    .isEqualTo(400);
            assertThat(cloud.client().send(get("/metrics")).body())
                    .contains(
                            "wheelhouse_requests_total{service=\"servicecatalog\",action=\"CreatePortfolio\",status=\"500\"} 1",
                            "wheelhouse_requests_total{service=\"s3\",action=\"PutObject\",status=\"500\"} 1",
                            "wheelhouse_requests_total{service=\"-\",action=\"-\",status=\"400\"} 1");
        }
        assertThat(lines())
                .anySatisfy(line ->
                        assertThat(line.text("failure"))
                                .contains("servicecatalog:CreatePortfolio"));
    }

    @Test
    void filesAreForTheirOwnerAloneThoughTheFolderIsOpen() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(folder.resolve("log"));
        for (var older : List.of("wheelhouse.db", "log/wheelhouse.log", "log/wheelhouse.log.1")) {
            Files.createFile(folder.resolve(older));
            Files.setPosixFilePermissions(
                    folder.resolve(older), PosixFilePermissions.fromString("rw-r--r--"));
        }
        try (var cloud = TestCloud.in(folder);
                var files = Files.walk(folder)) {
            cloud.client().send(cloud.json("ListPortfolios", "{}").sign());
            assertThat(files.filter(Files::isRegularFile))
                    .hasSizeGreaterThan(4)
                    .allSatisfy(file ->
                            assertThat(
                                            PosixFilePermissions.toString(
                                                    Files.getPosixFilePermissions(file)))
                                    .isEqualTo("rw-------"));
        }
    }

    private List<Value.Members> lines() {
        try {
            return Files.readAllLines(folder.resolve("log/wheelhouse.log")).stream()
                    .map(line -> (Value.Members) Json.read(line))
                    .toList();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    @Test
    void aHistogramCountsEachClassUpToItsBound() {
        var times = new Histogram();
        List.of(100, 500, 501, 9_000, 60_000_000)
                .forEach(micros -> times.add(Duration.ofNanos(micros * 1_000L)));
        var counted = times.counted();
        assertThat(counted.count()).isEqualTo(5);
        assertThat(counted.upTo().getFirst())
                .isEqualTo(new Histogram.UpTo(Duration.ofNanos(500_000), 2));
        assertThat(counted.upTo().getLast().count()).isEqualTo(4);
    }

    @Test
    void aLogThatIsLongEnoughIsSetAsideAndTheOldestGivenUp() throws IOException {
        var usual = Limits.USUAL;
        var limits =
                new Limits(
                        usual.maxBodyBytes(),
                        usual.maxConnections(),
                        usual.maxRequests(),
                        usual.idle(),
                        usual.headers(),
                        usual.bodyBytesPerSecond(),
                        1_000,
                        3);
        for (var run = 0; run < 2; run++) {
            try (var log = new RequestLog(folder, limits)) {
                for (var i = 0; i < 20; i++) {
                    log.request(
                            new RequestLog.Line(
                                    Instant.EPOCH,
                                    "id-" + run + "-" + i,
                                    "a",
                                    "p",
                                    "s",
                                    "A",
                                    "d",
                                    200,
                                    1));
                }
            }
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder(
                            "wheelhouse.log", "wheelhouse.log.1", "wheelhouse.log.2");
        }
        for (var name : List.of("wheelhouse.log", "wheelhouse.log.1", "wheelhouse.log.2")) {
            assertThat(Files.size(folder.resolve(name))).isBetween(1L, 1_000L);
            Files.readAllLines(folder.resolve(name)).forEach(Json::read);
        }
        assertThat(Files.readString(folder.resolve("wheelhouse.log"))).contains("id-1-19");
        assertThat(Files.readString(folder.resolve("wheelhouse.log.1"))).contains("id-1-");
    }
}
