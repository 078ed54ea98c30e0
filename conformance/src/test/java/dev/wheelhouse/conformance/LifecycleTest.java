package dev.wheelhouse.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.server.DataFolder;
import dev.wheelhouse.store.TestDatabases;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starting, stopping and what a data folder holds: the contracts of {@code up}, {@code down} and
 * {@code env}.
 */
class LifecycleTest {
    @TempDir private Path folder;

    private Path data;

    @BeforeEach
    void name() {
        data = folder.resolve("it's here"); // a quote and a space, as people's folders have
    }

    @AfterEach
    void down() {
        Program.wheelhouse(data, Map.of(), "down");
    }

    private Program.Ended up(String... more) {
        var arguments = new java.util.ArrayList<>(List.of("up", "--detach"));
        arguments.addAll(List.of(more));
        return Program.wheelhouse(data, Map.of(), arguments.toArray(String[]::new));
    }

    @Test
    void upAgainSaysSoAndMoreSpokesAreAdded() throws IOException {
        var port = Program.freePort();
        assertThat(up("--port", "" + port, "--spokes", "1").exitCode()).isZero();
        assertThat(Files.readString(data.resolve("aws/config")))
                .contains("[profile spoke1]")
                .doesNotContain("spoke2");

        var again = up("--spokes", "2");
        assertThat(again.exitCode()).as(again.all()).isZero();
        assertThat(again.out())
                .contains("already running", "http://127.0.0.1:" + port, "; made spoke2.")
                .doesNotContain("not taken over");
        assertThat(Files.readString(data.resolve("aws/config")))
                .contains("[profile spoke2-enduser]");

        var fewer = up("--spokes", "1", "--port", "1", "--behind-proxy");
        assertThat(fewer.exitCode()).isZero();
        assertThat(fewer.out())
                .contains(
                        "--port 1, --behind-proxy are not taken over",
                        "Run ./wheelhouse down first")
                .doesNotContain("made");
        assertThat(Files.readString(data.resolve("aws/config"))).contains("[profile spoke2]");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(data.resolve("aws/credentials"))))
                .isEqualTo("rw-------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(data.resolve("key"))))
                .isEqualTo("rw-------");

        var env = Program.wheelhouse(data, Map.of(), "env");
        var shell =
                Program.run(
                        data,
                        Map.of("AWS_REGION", "eu-west-1"),
                        List.of("sh", "-c", env.out() + "echo $AWS_CONFIG_FILE $AWS_REGION"));
        assertThat(shell.out().strip()).isEqualTo(data.resolve("aws/config").toString());
    }

    @Test
    void aTakenPortIsAnErrorThatNamesTheOption() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var up = up("--port", "" + other.getLocalPort());
            assertThat(up.exitCode()).as(up.all()).isEqualTo(1);
            assertThat(up.err())
                    .contains("--port", "" + other.getLocalPort())
                    .doesNotContain("\tat ");
            assertThat(data).doesNotExist();
            var here =
                    Program.wheelhouse(data, Map.of(), "up", "--port", "" + other.getLocalPort());
            assertThat(here.exitCode()).as(here.all()).isEqualTo(1);
            assertThat(data).doesNotExist();
            Files.createDirectory(data);
            assertThat(up("--port", "" + other.getLocalPort()).exitCode()).isEqualTo(1);
            assertThat(data).exists();
        }
        assertThat(up("--port", "" + Program.freePort()).exitCode()).isZero();
    }

    /** Whatever user runs this: a file where a folder belongs, and a folder where a file does. */
    @Test
    void filesThatCannotBeUsedAreNamedInOneLine() throws IOException {
        Files.writeString(data, "a file");
        oneLine(up(), data.toString());
        Files.delete(data);

        Files.createDirectories(data.resolve("log/wheelhouse.log"));
        oneLine(up("--port", "0"), data.resolve("log/wheelhouse.log").toString());
        Files.delete(data.resolve("log/wheelhouse.log"));

        Files.deleteIfExists(data.resolve("wheelhouse.db"));
        Files.createDirectory(data.resolve("wheelhouse.db"));
        oneLine(up("--port", "0"), data.resolve("wheelhouse.db").toString());
        Files.delete(data.resolve("wheelhouse.db"));

        var settings = data.resolve("wheelhouse.properties");
        Files.createDirectory(settings);
        oneLine(up(), settings.toString());
        Files.delete(settings);
        for (var wrong : List.of("max-requests=", "max-requests=0", "bind=0.0.0.0", "frob=1")) {
            Files.writeString(settings, wrong + "\n");
            oneLine(up(), settings.toString());
        }
        Files.writeString(settings, "# ours\nmax-connections = 10\n\nmax-requests = many\n");
        oneLine(up(), settings + ", line 4: max-requests takes a number");
    }

    private static void oneLine(Program.Ended ended, String named) {
        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(1);
        assertThat(ended.err().strip().lines()).as(ended.all()).hasSize(1);
        assertThat(ended.err()).contains(named).doesNotContain("Usage:", "defect");
    }

    @Test
    void upStartsAgainRightAfterTheServerWasKilled() {
        var port = "" + Program.freePort();
        for (var run = 0; run < 3; run++) {
            var up = up("--port", port, "--spokes", "0");
            assertThat(up.exitCode()).as(up.all()).isZero();
            assertThat(up.out()).contains("is ready");
            var server = new DataFolder(data).running().orElseThrow();
            ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
        }
    }

    /** What a service manager sends, and must take for an orderly end. */
    @Test
    void anEndBySignalIsOrderlyAndItsExitCodeIsInTheUnit() throws Exception {
        var process =
                Program.prepared(
                                data,
                                Map.of(),
                                Program.command("up", "--port", "0", "--spokes", "0"))
                        .redirectErrorStream(true)
                        .start();
        try (var lines = process.inputReader()) {
            assertThat(lines.readLine()).contains("is ready");
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(data.resolve("pid"))))
                    .isEqualTo("rw-------");
            process.destroy();
            assertThat(process.waitFor()).isEqualTo(143);
        }
        assertThat(data.resolve("pid")).doesNotExist();
        assertThat(Files.readString(Program.home().resolve("docs/operating.md")))
                .contains("SuccessExitStatus=143");
    }

    @Test
    void theLauncherSaysWhichFolderItCannotWrite() throws IOException {
        var program = Files.createDirectory(folder.resolve("program"));
        Files.copy(Program.home().resolve("wheelhouse"), program.resolve("wheelhouse"));
        for (var each : List.of(folder, program)) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("r-xr-xr-x"));
        }
        var command = new java.util.ArrayList<String>();
        if (Files.isWritable(program)) { // root may write everywhere
            Assumptions.assumeTrue(
                    Program.installed("setpriv", "--version").isPresent(),
                    "SKIPPED: setpriv (util-linux) is not installed");
            command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        command.addAll(List.of("sh", program.resolve("wheelhouse").toString(), "status"));
        var java = Map.of("JAVA_HOME", System.getProperty("java.home"));
        var ended = Program.run(data, java, command);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(1);
        assertThat(ended.err()).contains("cannot write the folder " + program, "must build first");
    }

    @Test
    void probesAreOpenAndEverythingElseIsSigned() throws Exception {
        var port = Program.freePort();
        assertThat(up("--port", "" + port, "--spokes", "0").exitCode()).isZero();
        var client = HttpClient.newHttpClient();
        var at = "http://127.0.0.1:" + port;
        for (var probe : List.of("/livez", "/readyz", "/metrics")) {
            assertThat(get(client, at + probe).statusCode()).as(probe).isEqualTo(200);
        }
        assertThat(get(client, at + "/metrics").body())
                .contains("wheelhouse_requests_total")
                .doesNotContain("arn:");
        assertThat(get(client, at + "/").statusCode()).isEqualTo(403);
        assertThat(get(client, at + "/some-bucket/some-key").statusCode()).isEqualTo(403);
    }

    private static HttpResponse<String> get(HttpClient client, String url)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /**
     * The whole story on PostgreSQL; then a second node on the same database, which founds nothing
     * and writes no profiles; and one with a key of its own, which is refused.
     */
    @Test
    void postgreSqlInsteadOfTheFile() throws IOException {
        try (var given = TestDatabases.postgres()) {
            var database = Map.of("WHEELHOUSE_DATABASE_URL", given.url());
            var port = "" + Program.freePort();
            var up = Program.wheelhouse(data, database, "up", "--detach", "--port", port);
            assertThat(up.exitCode()).as(up.all()).isZero();
            assertThat(data.resolve("wheelhouse.db")).doesNotExist();
            var story = Program.wheelhouse(data, Map.of(), "quickstart");
            assertThat(story.exitCode()).as(story.all()).isZero();
            assertThat(story.out()).contains("quickstart-linux", "inherited from account");

            var second = folder.resolve("second");
            var node =
                    Program.wheelhouse(
                            second,
                            Map.of(
                                    "WHEELHOUSE_DATABASE_URL",
                                    given.url(),
                                    "WHEELHOUSE_KEY_FILE",
                                    data.resolve("key").toString()),
                            "up",
                            "--detach",
                            "--port",
                            "" + Program.freePort());
            try {
                assertThat(node.exitCode()).as(node.all()).isZero();
                assertThat(node.out()).contains("no profiles");
                assertThat(second.resolve("aws/config")).doesNotExist();
                assertThat(Program.wheelhouse(second, Map.of(), "env").err())
                        .contains("Copy aws/config and aws/credentials from the first node's");
            } finally {
                Program.wheelhouse(second, Map.of(), "down");
            }

            var third = folder.resolve("third");
            var stranger = Program.wheelhouse(third, database, "up", "--port", "0");
            assertThat(stranger.exitCode()).as(stranger.all()).isEqualTo(1);
            assertThat(stranger.err()).contains("WHEELHOUSE_KEY_FILE").doesNotContain("\tat ");

            var nothing = folder.resolve("nothing");
            Program.wheelhouse(nothing, Map.of(), "restore", data.resolve("key").toString());
            assertThat(Program.wheelhouse(nothing, Map.of(), "env").err())
                    .contains("There is no embedded cloud in");

            // before the database goes
            assertThat(Program.wheelhouse(data, Map.of(), "down").exitCode()).isZero();
        }
    }

    @Test
    void everyVerbExplainsItself() {
        for (var arguments : List.of(List.of("--help"), List.of("hub", "remove", "--help"))) {
            var ended = Program.wheelhouse(data, Map.of(), arguments.toArray(String[]::new));
            assertThat(ended.exitCode()).as(ended.all()).isZero();
            assertThat(ended.out()).startsWith("Usage: wheelhouse ");
        }
    }

    @Test
    void whereThereIsNoCloudTheVerbsSaySoUnlessTheSettingsOfAwsAreThere() {
        var homeless = Map.of("JAVA_TOOL_OPTIONS", "-Duser.home=" + folder.toUri().getPath());
        var onAws = Map.of("AWS_ACCESS_KEY_ID", "AKIA", "AWS_SECRET_ACCESS_KEY", "secret");
        var noCloud = "There is no embedded cloud in " + data + " yet.";
        for (var verb : List.of("status", "products", "launches")) {
            var neither = Program.wheelhouse(data, homeless, verb);
            assertThat(neither.exitCode()).as(neither.all()).isEqualTo(1);
            assertThat(neither.err()).contains(noCloud, "./wheelhouse up", "--data");
            var named = Program.wheelhouse(data, onAws, verb, "--data", data.toString());
            assertThat(named.exitCode()).as(named.all()).isEqualTo(1);
            assertThat(named.err()).contains(noCloud);
            var aws = Program.wheelhouse(data, onAws, verb);
            assertThat(aws.err()).contains("Choosing a region").doesNotContain("no embedded cloud");
        }
    }

    @Test
    void aValueThatIsNoPairIsToldOnce() {
        var ended = Program.wheelhouse(data, Map.of(), "launch", "App", "--set", "KeyName");
        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(64);
        assertThat(ended.err()).startsWith("Value for option '--set' (KEY=VALUE) should be");
    }

    @Test
    void wrongUsageIsToldWithTheUsage() {
        for (var arguments :
                List.of(List.of("frob"), List.of("hub", "deploy"), List.of("up", "--port", "x"))) {
            var ended = Program.wheelhouse(data, Map.of(), arguments.toArray(String[]::new));
            assertThat(ended.exitCode()).as(ended.all()).isEqualTo(64);
            assertThat(ended.err()).contains("Usage:");
        }
    }
}
