package dev.wheelhouse.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * The story of quickstart, told once, told again, and told after a restart. The tests stand on each
 * other in order.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoryTest {
    @TempDir private static Path folder;

    private static Path data;
    private static int port;
    private static Program.Ended first;

    @BeforeAll
    static void tellIt() {
        data = folder.resolve("data");
        port = Program.freePort();
        first = Program.wheelhouse(data, Map.of(), "quickstart", "--port", "" + port);
    }

    @AfterAll
    static void stop() {
        Program.wheelhouse(data, Map.of(), "down");
    }

    @Test
    @Order(1)
    void quickstartTellsTheWholeStory() {
        assertThat(first.exitCode()).as(first.all()).isZero();
        assertThat(first.out())
                .contains("Your Linux Portfolio ID is: port-")
                .contains("Refused, as it should be.")
                .contains("r5.large")
                .contains("t3.micro", "t3.small", "t3.medium")
                .contains("CREATE_COMPLETE  WebServerSecurityGroup (AWS::EC2::SecurityGroup)")
                .contains("inherited from account")
                .contains("quickstart-lamp", "quickstart-linux")
                .contains("eval \"$(./wheelhouse env");
    }

    @Test
    @Order(2)
    void noSecretIsPrinted() throws IOException {
        var credentials = Files.readString(data.resolve("aws/credentials"));
        var secrets =
                Pattern.compile("aws_secret_access_key = (\\S+)")
                        .matcher(credentials)
                        .results()
                        .map(match -> match.group(1))
                        .toList();
        assertThat(secrets).hasSize(3);
        assertThat(secrets).noneMatch(first.out()::contains).noneMatch(first.err()::contains);
    }

    @Test
    @Order(3)
    void toldAgainItChangesNothingAndSaysSo() {
        var before = Program.wheelhouse(data, Map.of(), "status").out();
        var again = Program.wheelhouse(data, Map.of(), "quickstart", "--port", "" + port);

        assertThat(again.exitCode()).as(again.all()).isZero();
        assertThat(again.out())
                .contains("Everything was there already: this run changed nothing.")
                .doesNotContain(": created", ": updated", ": uploaded");
        assertThat(Program.wheelhouse(data, Map.of(), "status").out()).isEqualTo(before);
    }

    @Test
    @Order(4)
    void afterARestartEverythingIsThere() {
        var before = Program.wheelhouse(data, Map.of(), "status").out();
        assertThat(Program.wheelhouse(data, Map.of(), "down").exitCode()).isZero();
        port = Program.freePort();
        var up = Program.wheelhouse(data, Map.of(), "up", "--detach", "--port", "" + port);
        assertThat(up.exitCode()).as(up.all()).isZero();
        assertThat(up.out().lines()).hasSize(1);

        assertThat(Program.wheelhouse(data, Map.of(), "status").out()).isEqualTo(before);
        var again = Program.wheelhouse(data, Map.of(), "quickstart");
        assertThat(again.out()).as(again.all()).contains("this run changed nothing");
    }

    @Test
    @Order(5)
    void anEndUserLaunchesAndTerminates() {
        var user = Program.as(data, "spoke1-enduser");
        var products = Program.wheelhouse(data, user, "products");
        assertThat(products.out())
                .as(products.all())
                .contains("Linux LAMP Stack", "Linux Instance");

        var launched =
                Program.wheelhouse(
                        data,
                        user,
                        "launch",
                        "Linux LAMP Stack",
                        "--name",
                        "mine",
                        "--wait",
                        "--set",
                        "KeyName=quickstart",
                        "--set",
                        "DBPassword=abcdefgh1",
                        "--set",
                        "DBRootPassword=abcdefgh2");
        assertThat(launched.exitCode()).as(launched.all()).isZero();
        assertThat(launched.out()).contains("WebsiteURL").doesNotContain("abcdefgh1", "abcdefgh2");

        var terminated = Program.wheelhouse(data, user, "terminate", "mine");
        assertThat(terminated.exitCode()).as(terminated.all()).isZero();
        assertThat(Program.wheelhouse(data, user, "launches").out()).doesNotContain("mine ");
    }

    @Test
    @Order(6)
    void onATerminalALaunchAsksForWhatIsMissing() {
        Assumptions.assumeTrue(
                Terminal.available(), "SKIPPED: no terminal: script (util-linux) is not here");
        var user = Program.as(data, "spoke1-enduser");
        try (var terminal =
                Terminal.wheelhouse(data, user, "launch", "Linux LAMP Stack", "--name", "asked")) {
            terminal.shows("(limited by rule WebServerSizes)")
                    .shows("1) t3.micro")
                    .shows("Instance type [t3.small]: ")
                    .types("m5.24xlarge")
                    .shows("is not allowed; choose one of t3.micro, t3.small, t3.medium")
                    .shows("Instance type [t3.small]: ")
                    .types("1")
                    .shows("Key pair: ")
                    .types("quickstart")
                    .shows("SSH from [10.0.0.0/8]: ")
                    .types("")
                    .shows("Image [")
                    .types("")
                    .shows("Database name [appdata]: ")
                    .types("")
                    .shows("Database user [webapp]: ")
                    .types("")
                    .shows("Password of the database user: ")
                    .types("short")
                    .shows("That is shorter than 8 characters")
                    .shows("Password of the database user: ")
                    .types("abcdefgh1")
                    .shows("Password of the database root: ")
                    .types("abcdefgh2")
                    .shows("CREATE_COMPLETE  WebServerSecurityGroup")
                    .shows("WebsiteURL");
            var ended = terminal.ended();
            assertThat(ended.exitCode()).as(ended.all()).isZero();
            assertThat(ended.out()).doesNotContain("short\r", "abcdefgh1", "abcdefgh2");
        }
        var launches = Program.wheelhouse(data, user, "launches");
        assertThat(launches.out()).as(launches.all()).containsPattern("asked .*AVAILABLE");
        assertThat(Program.wheelhouse(data, user, "terminate", "asked").exitCode()).isZero();
    }

    /**
     * NoEcho values and secret keys rest sealed, wherever: also inside the user data that is made
     * of them.
     */
    @Test
    @Order(7)
    void noSecretRestsInTheClear() throws IOException {
        var credentials = Files.readString(data.resolve("aws/credentials"));
        var secrets = new java.util.ArrayList<String>(java.util.List.of("abcdefgh1", "abcdefgh2"));
        Pattern.compile("aws_secret_access_key = (\\S+)")
                .matcher(credentials)
                .results()
                .forEach(match -> secrets.add(match.group(1)));
        for (var file :
                java.util.List.of(
                        "wheelhouse.db", "wheelhouse.db-wal", "log/wheelhouse.log", "log/up.out")) {
            if (!Files.exists(data.resolve(file))) {
                continue;
            }
            var text =
                    Files.readString(
                            data.resolve(file), java.nio.charset.StandardCharsets.ISO_8859_1);
            for (var secret : secrets) {
                assertThat(text.contains(secret)).as(file).isFalse();
                var encoded =
                        java.util.Base64.getEncoder()
                                .encodeToString(
                                        secret.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                assertThat(text.contains(encoded.substring(0, 8))).as(file).isFalse();
            }
        }
    }

    @Test
    @Order(8)
    void aRefusalNamesRuleValueAndWhatIsAllowed() {
        var refused =
                Program.wheelhouse(
                        data,
                        Program.as(data, "spoke1-enduser"),
                        "launch",
                        "Linux LAMP Stack",
                        "--wait",
                        "--set",
                        "KeyName=quickstart",
                        "--set",
                        "InstanceType=m5.large",
                        "--set",
                        "DBPassword=abcdefgh1",
                        "--set",
                        "DBRootPassword=abcdefgh2");
        assertThat(refused.exitCode()).as(refused.all()).isEqualTo(1);
        assertThat(refused.out())
                .contains("WebServerSizes", "m5.large", "t3.micro", "t3.small", "t3.medium")
                .doesNotContain("abcdefgh1");
    }

    @Test
    @Order(9)
    void aSecurityGroupThatNoLampStackMadeIsRefused() {
        var refused =
                Program.wheelhouse(
                        data,
                        Program.as(data, "spoke1-enduser"),
                        "launch",
                        "Linux Instance",
                        "--wait",
                        "--set",
                        "KeyName=quickstart",
                        "--set",
                        "SecurityGroup=" + defaultSecurityGroup());
        assertThat(refused.exitCode()).as(refused.all()).isEqualTo(1);
        assertThat(refused.out()).contains("SecurityGroupOfALampStack");
    }

    private static String defaultSecurityGroup() {
        try (var ec2 = Clients.of(data, "spoke1").ec2()) {
            return ec2.describeSecurityGroups(request ->
                            request.filters(
                                    Filter.builder().name("group-name").values("default").build()))
                    .securityGroups()
                    .getFirst()
                    .groupId();
        }
    }
}
