package dev.wheelhouse.conformance;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.wheelhouse.store.TestDatabase;
import dev.wheelhouse.store.TestDatabases;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.servicecatalog.ServiceCatalogClient;

/**
 * Several servers on one PostgreSQL are one cloud: founded once, of one mind, and none of them
 * needed. Each is a process of its own; one of them reaches the database by a wire that the test
 * cuts.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeveralNodesTest {
    private static final int NODES = 3;
    private static final String READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

    @TempDir private static Path folder;

    private static SdkHttpClient http;
    private static TestDatabase given;
    private static Relay relay;
    private static List<Node> nodes;

    private static AwsCredentials keys = AwsBasicCredentials.create("none", "none");

    /** The hub's administrator on each node. */
    private static List<SdkClients> admins = List.of();

    @BeforeAll
    static void startAllAtOnce() {
        http = UrlConnectionHttpClient.create();
        given = TestDatabases.postgres();
        var direct = given.url();
        var port = URI.create(direct.substring("jdbc:".length())).getPort();
        relay = new Relay(port);
        var wired = direct.replace(":" + port + "/", ":" + relay.port() + "/");
        nodes =
                IntStream.range(0, NODES)
                        .mapToObj(number ->
                                Node.begin(data(number), environment(number == 1 ? wired : direct)))
                        .toList();
        nodes.forEach(Node::awaitReady);
    }

    @AfterAll
    static void end() {
        nodes.forEach(Node::close);
        relay.close();
        given.close();
        http.close();
    }

    private static Path data(int node) {
        return folder.resolve("node" + node);
    }

    /** The key does not exist either: whoever is first makes it. */
    private static Map<String, String> environment(String url) {
        return Map.of(
                "WHEELHOUSE_DATABASE_URL",
                url,
                "WHEELHOUSE_KEY_FILE",
                folder.resolve("shared-key").toString());
    }

    @Test
    @Order(1)
    void ofServersThatStartAtOnceOneFoundsAndTheOthersJoin() {
        var founders =
                IntStream.range(0, NODES)
                        .filter(number -> Files.exists(data(number).resolve("aws/credentials")))
                        .boxed()
                        .toList();
        assertThat(founders).as("nodes that were told the hub's keys").hasSize(1);
        keys = SdkClients.hub(data(founders.getFirst()));
        Eventually.holds(
                () -> assertThat(data(founders.getFirst()).resolve("aws/config")).exists());
        for (var number = 0; number < NODES; number++) {
            if (number != founders.getFirst()) {
                assertThat(data(number).resolve("aws")).doesNotExist();
            }
        }
        admins = nodes.stream().map(node -> SdkClients.of(node.endpoint(), keys, http)).toList();
        assertThat(admins.stream().map(SdkClients::account).distinct()).hasSize(1);
        assertThat(countOf("organization")).isOne();
        assertThat(countOf("account")).isOne();
        assertThat(countOf("iam_user")).isOne();
        assertThat(countOf("iam_access_key")).isOne();
    }

    private static int countOf(String table) {
        return given.database()
                .read(db ->
                        db.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Integer.class).one());
    }

    /** What is changed on one node holds on every other with the very next request there. */
    @Test
    @Order(2)
    void changesOfIamHoldOnEveryNodeWithTheNextRequest() {
        var here = admins.getFirst().iam();
        here.createUser(r -> r.userName("reader"));
        var key = here.createAccessKey(r -> r.userName("reader")).accessKey();
        var readers =
                everywhere(AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
        refused(readers, "is not authorized to perform: iam:ListUsers");
        here.attachUserPolicy(r -> r.userName("reader").policyArn(READ_ONLY));
        admitted(readers);
        here.detachUserPolicy(r -> r.userName("reader").policyArn(READ_ONLY));
        refused(readers, "is not authorized to perform: iam:ListUsers");

        here.createGroup(r -> r.groupName("readers"));
        here.putGroupPolicy(r ->
                r.groupName("readers").policyName("list").policyDocument(statement("Allow", "")));
        here.addUserToGroup(r -> r.groupName("readers").userName("reader"));
        admitted(readers);
        here.putGroupPolicy(r ->
                r.groupName("readers").policyName("list").policyDocument(statement("Deny", "")));
        refused(readers, "explicit deny");
        here.deleteGroupPolicy(r -> r.groupName("readers").policyName("list"));
        here.attachGroupPolicy(r -> r.groupName("readers").policyArn(READ_ONLY));
        admitted(readers);

        here.updateAccessKey(r ->
                r.userName("reader").accessKeyId(key.accessKeyId()).status(StatusType.INACTIVE));
        refused(readers, "security token included in the request is invalid");
        here.updateAccessKey(
                r -> r.userName("reader").accessKeyId(key.accessKeyId()).status(StatusType.ACTIVE));
        admitted(readers);
        here.deleteAccessKey(r -> r.userName("reader").accessKeyId(key.accessKeyId()));
        refused(readers, "security token included in the request is invalid");
    }

    @Test
    @Order(3)
    void sessionsEndOnEveryNodeWhenTheirRoleDoesOrIsRevoked() {
        var here = admins.getFirst();
        var sessions = everywhere(session(here));
        refused(sessions, "is not authorized to perform: iam:ListUsers");
        here.iam().attachRolePolicy(r -> r.roleName("reader").policyArn(READ_ONLY));
        admitted(sessions);
        // What the console's "revoke active sessions" does.
        here.iam()
                .putRolePolicy(r ->
                        r.roleName("reader")
                                .policyName("AWSRevokeOlderSessions")
                                .policyDocument(
                                        statement(
                                                "Deny",
                                                ",\"Condition\":{\"DateLessThan\":{\"aws:TokenIssueTime\":\"2999-01-01T00:00:00Z\"}}")));
        refused(sessions, "explicit deny");
        here.iam().deleteRolePolicy(r -> r.roleName("reader").policyName("AWSRevokeOlderSessions"));
        admitted(sessions);
        here.iam().detachRolePolicy(r -> r.roleName("reader").policyArn(READ_ONLY));
        here.iam().deleteRole(r -> r.roleName("reader"));
        refused(sessions, "security token included in the request is invalid");
        // Another role of that name is not the one that the sessions were of.
        session(here);
        here.iam().attachRolePolicy(r -> r.roleName("reader").policyArn(READ_ONLY));
        refused(sessions, "security token included in the request is invalid");
    }

    private static AwsSessionCredentials session(SdkClients admin) {
        var role =
                admin.iam()
                        .createRole(r ->
                                r.roleName("reader")
                                        .assumeRolePolicyDocument(
                                                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"AWS\":\""
                                                        + admin.account()
                                                        + "\"}}}"))
                        .role();
        var given =
                admin.sts()
                        .assumeRole(r -> r.roleArn(role.arn()).roleSessionName("test"))
                        .credentials();
        return AwsSessionCredentials.create(
                given.accessKeyId(), given.secretAccessKey(), given.sessionToken());
    }

    private static String statement(String effect, String condition) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\""
                + effect
                + "\",\"Action\":\"iam:ListUsers\",\"Resource\":\"*\""
                + condition
                + "}}";
    }

    private static List<SdkClients> everywhere(AwsCredentials credentials) {
        return nodes.stream()
                .map(node -> SdkClients.of(node.endpoint(), credentials, http))
                .toList();
    }

    private static void admitted(List<SdkClients> everywhere) {
        everywhere.forEach(each -> assertThat(each.iam().listUsers().users()).isNotEmpty());
    }

    private static void refused(List<SdkClients> everywhere, String because) {
        everywhere.forEach(each ->
                assertThatThrownBy(() -> each.iam().listUsers())
                        .isInstanceOf(AwsServiceException.class)
                        .hasMessageContaining(because));
    }

    /**
     * A node dies in the middle of a stack that it alone could work on, the others being suspended:
     * woken, one of them ends it, and nothing is done twice.
     */
    @Test
    @Order(4)
    void whatADeadNodeHadBegunAnotherEndsAndNothingIsDoneTwice() throws Exception {
        var length = 60;
        var dying = nodes.getLast();
        var others = nodes.subList(0, NODES - 1);
        others.forEach(Node::pause);
        admins.getLast()
                .cloudFormation()
                .createStack(r -> r.stackName("chain").templateBody(chain(length)));
        Eventually.holds(() -> assertThat(countOf("stack_resource")).isPositive());
        dying.kill();
        var made = countOf("stack_resource");
        assertThat(countOf("job WHERE picked")).as("jobs that the dead node had").isOne();
        others.forEach(Node::goOn);

        var cloud = admins.getFirst();
        Eventually.holds(
                () -> assertThat(stackStatus(cloud)).isNotEqualTo(StackStatus.CREATE_IN_PROGRESS));
        assertThat(stackStatus(cloud)).isEqualTo(StackStatus.CREATE_COMPLETE);
        assertThat(made).as("resources when the node was killed").isLessThan(length);
        assertThat(groups(cloud)).hasSize(length).doesNotHaveDuplicates();
        var completions =
                cloud
                        .cloudFormation()
                        .describeStackEventsPaginator(r -> r.stackName("chain"))
                        .stream()
                        .flatMap(page -> page.stackEvents().stream())
                        .filter(event -> event.resourceStatus() == ResourceStatus.CREATE_COMPLETE)
                        .map(StackEvent::logicalResourceId)
                        .toList();
        assertThat(completions).hasSize(length + 1).doesNotHaveDuplicates();
        var told = new ArrayList<String>();
        for (var node = 0; node < NODES - 1; node++) {
            told.addAll(Files.readAllLines(data(node).resolve("log/wheelhouse.log")));
        }
        assertThat(told)
                .filteredOn(line -> line.contains("\"taken over\""))
                .singleElement(as(STRING))
                .contains("stacks.operation", "\"requestId\"", "\"node\":\"node-");
        dying.restart();
        assertThat(groups(admins.getLast())).hasSize(length);
    }

    private static String chain(int length) {
        return IntStream.range(0, length)
                .mapToObj(number ->
                        "\"G"
                                + number
                                + "\":{\"Type\":\"AWS::EC2::SecurityGroup\","
                                + (number == 0 ? "" : "\"DependsOn\":\"G" + (number - 1) + "\",")
                                + "\"Properties\":{\"GroupDescription\":\"g\"}}")
                .collect(Collectors.joining(",", "{\"Resources\":{", "}}"));
    }

    private static StackStatus stackStatus(SdkClients cloud) {
        return cloud.cloudFormation()
                .describeStacks(r -> r.stackName("chain"))
                .stacks()
                .getFirst()
                .stackStatus();
    }

    private static List<String> groups(SdkClients cloud) {
        return cloud.ec2().describeSecurityGroups().securityGroups().stream()
                .flatMap(group -> group.tags().stream())
                .filter(tag -> tag.key().equals("aws:cloudformation:logical-id"))
                .map(software.amazon.awssdk.services.ec2.model.Tag::value)
                .toList();
    }

    @Test
    @Order(5)
    void aNodeWithoutItsDatabaseSaysSoAndServesAgainWhenItIsBack() {
        var node = nodes.get(1);
        var there = admins.get(1).serviceCatalog();
        relay.cut();
        Eventually.holds(() -> assertThat(node.probe("/readyz").statusCode()).isEqualTo(503));
        assertThat(node.probe("/readyz").body()).isEqualTo("the database does not answer\n");
        assertThat(node.probe("/livez").statusCode()).isEqualTo(200);
        assertThat(node.probe("/metrics").body())
                .contains("wheelhouse_database_answers 0")
                .doesNotContain("wheelhouse_jobs{");
        assertThatThrownBy(() ->
                        withoutRetries(node)
                                .createPortfolio(r ->
                                        r.displayName("lost")
                                                .providerName("p")
                                                .idempotencyToken("lost")))
                .isInstanceOf(AwsServiceException.class)
                .hasMessageContaining("The database does not answer")
                .matches(failure -> ((AwsServiceException) failure).statusCode() == 503);
        // The other nodes go on.
        assertThat(nodes.getFirst().probe("/readyz").statusCode()).isEqualTo(200);
        admins.getFirst()
                .serviceCatalog()
                .createPortfolio(r ->
                        r.displayName("meanwhile").providerName("p").idempotencyToken("meanwhile"));
        relay.mend();
        Eventually.holds(() -> assertThat(node.probe("/readyz").statusCode()).isEqualTo(200));
        assertThat(there.listPortfolios().portfolioDetails())
                .extracting(each -> each.displayName())
                .containsExactly("meanwhile");
        there.createPortfolio(r -> r.displayName("again").providerName("p").idempotencyToken("a"));
        // Its workers work again as well.
        admins.get(1).cloudFormation().deleteStack(r -> r.stackName("chain"));
        Eventually.holds(() -> assertThat(groups(admins.get(1))).isEmpty());
    }

    private static ServiceCatalogClient withoutRetries(Node node) {
        return ServiceCatalogClient.builder()
                .endpointOverride(node.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(keys))
                .httpClient(http)
                .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    @Test
    @Order(6)
    void aNodeThatIsOlderThanTheDatabaseIsRefused() {
        given.database()
                .write(db ->
                        db.execute(
                                "INSERT INTO schema_history (installed_rank, version, description, type, script,"
                                        + " checksum, installed_by, execution_time, success) SELECT 1 +"
                                        + " MAX(installed_rank), '2999010101', 'later', 'SQL', 'V2999010101__x.sql',"
                                        + " 1, 'newer', 1, TRUE FROM schema_history"));
        var older = folder.resolve("older");
        var up = Program.wheelhouse(older, environment(given.url()), "up", "--port", "0");
        assertThat(up.exitCode()).as(up.all()).isEqualTo(1);
        assertThat(up.err())
                .contains("2999010101", "written by a newer Wheelhouse")
                .doesNotContain("\tat ");
        assertThat(older.resolve("aws")).doesNotExist();
    }
}
