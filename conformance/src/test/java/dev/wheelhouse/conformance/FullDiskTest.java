package dev.wheelhouse.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.store.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.SsmException;

/**
 * A disk that takes nothing more, at whatever moment of a change that comes: played by a limit on
 * how large files of the process may become.
 */
class FullDiskTest {
    private static final Path LIMITS = Path.of("/usr/bin/prlimit");
    private static final int WRITERS = 8;

    /** How many bytes the log of changes may still take. */
    private static final int ROOM = 300_000;

    private static final String VALUE = "x".repeat(4000);

    @TempDir private Path folder;
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger names = new AtomicInteger();

    @Test
    void aFullDiskLosesNothingAndWorkGoesOnOnceThereIsRoom() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(LIMITS), "SKIPPED: prlimit (util-linux) is not installed");
        var data = folder.resolve("data");
        try (var node = Node.start(data, Map.of());
                var http = UrlConnectionHttpClient.create()) {
            var admin = SdkClients.of(node.endpoint(), SdkClients.hub(data), http);

            node.limitFiles("" + (Files.size(data.resolve("wheelhouse.db-wal")) + ROOM));
            writeUntilRefused(admin);
            assertThat(answered).isNotEmpty();
            assertThat(parameters(admin)).containsAll(answered);
            // Small changes may still fit, such as the one that the probe makes: until none does.
            Eventually.holds(() -> {
                refused(admin);
                assertThat(node.probe("/readyz").statusCode()).isEqualTo(503);
            });
            assertThat(node.probe("/readyz").body()).contains("disk");
            assertThat(node.probe("/metrics").body())
                    .contains("wheelhouse_database_takes_changes 0\n");

            node.limitFiles("unlimited");
            put(admin);
            Eventually.holds(() -> assertThat(node.probe("/readyz").statusCode()).isEqualTo(200));
            assertThat(node.probe("/metrics").body())
                    .contains("wheelhouse_database_takes_changes 1\n");
            everythingIsThere(admin);
            node.kill();
            try (var database = Database.open(data.resolve("wheelhouse.db"))) {
                Integrity.check(database, "after the disk was full");
            }
            node.restart();
            everythingIsThere(admin);
        }
    }

    @Test
    void aLogThatCannotGrowFailsNoAnswerAndHasOnlyWholeLines() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(LIMITS), "SKIPPED: prlimit (util-linux) is not installed");
        var data = folder.resolve("data");
        try (var node = Node.start(data, Map.of());
                var http = UrlConnectionHttpClient.create()) {
            var admin = SdkClients.of(node.endpoint(), SdkClients.hub(data), http);
            put(admin);
            var log = data.resolve("log/wheelhouse.log");
            Eventually.holds(() -> assertThat(log).content().contains("\"PutParameter\""));
            node.limitFiles("" + (Files.size(log) + 50));
            for (var call = 0; call < 3; call++) {
                parameters(admin);
            }
            Eventually.holds(() ->
                    assertThat(node.probe("/metrics").body())
                            .containsPattern(
                                    "wheelhouse_log_lines_lost_total ([3-9]|[1-9]\\d+)\n"));
            node.limitFiles("unlimited");
            put(admin);
            assertThat(Files.readAllLines(log)).hasSizeGreaterThan(1).allSatisfy(Json::read);
        }
    }

    private void refused(SdkClients clients) {
        assertThatThrownBy(() -> put(clients))
                .isInstanceOfSatisfying(
                        SsmException.class,
                        refusal -> {
                            assertThat(refusal.statusCode()).isEqualTo(500);
                            assertThat(refusal.getMessage()).contains("disk", "under request");
                        });
    }

    private void writeUntilRefused(SdkClients clients) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (var writer = 0; writer < WRITERS; writer++) {
                writers.add(
                        threads.submit(() ->
                                assertThatThrownBy(
                                                () -> {
                                                    for (var each = 0; each < 500; each++) {
                                                        put(clients);
                                                    }
                                                })
                                        .isInstanceOf(SsmException.class)));
            }
            for (var writer : writers) {
                writer.get();
            }
        }
    }

    private void put(SdkClients clients) {
        var name = "parameter-" + names.incrementAndGet();
        begun.add(name);
        clients.ssm().putParameter(r -> r.name(name).type(ParameterType.STRING).value(VALUE));
        answered.add(name);
    }

    private void everythingIsThere(SdkClients clients) {
        assertThat(parameters(clients)).containsAll(answered);
        assertThat(begun).containsAll(parameters(clients));
    }

    private static Set<String> parameters(SdkClients clients) {
        return clients.ssm().describeParametersPaginator(r -> {}).stream()
                .flatMap(page -> page.parameters().stream())
                .map(each -> each.name())
                .collect(Collectors.toSet());
    }
}
