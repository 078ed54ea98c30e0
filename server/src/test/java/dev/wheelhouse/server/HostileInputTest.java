package dev.wheelhouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Well signed requests of somebody who wants the server's time or memory: patterns that take
 * exponential time, documents that grow when they are read, very many members. Each is answered
 * soon, and with what is wrong with it.
 */
class HostileInputTest {
    /** Far more than any of these takes, far less than what they would take unbounded. */
    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir private static Path folder;

    private static TestCloud cloud;

    @BeforeAll
    static void start() {
        cloud = new TestCloud(ServerSettings.local(folder, 0));
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    private static RawClient.Answer send(SignedRequest request) {
        var began = System.nanoTime();
        var answer = cloud.client().send(request.sign());
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
        return answer;
    }

    private static SignedRequest ssm(String action, String body) {
        return new SignedRequest("POST", "ssm", "/", cloud.hub(), cloud.now(), body)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "AmazonSSM." + action);
    }

    private static SignedRequest form(String service, String version, String... pairs) {
        var form = new StringBuilder("Version=").append(version);
        for (var i = 0; i < pairs.length; i += 2) {
            form.append('&')
                    .append(pairs[i])
                    .append('=')
                    .append(SignedRequest.encode(pairs[i + 1]));
        }
        return cloud.form(service, form.toString());
    }

    private static SignedRequest validate(String template) {
        return form(
                "cloudformation",
                "2010-05-15",
                "Action",
                "ValidateTemplate",
                "TemplateBody",
                template);
    }

    @Test
    void aParametersPatternThatTakesExponentialTime() {
        var answer =
                send(
                        ssm(
                                "PutParameter",
                                "{\"Name\":\"evil\",\"Type\":\"String\",\"Value\":\""
                                        + "a".repeat(4000)
                                        + "!\",\"AllowedPattern\":\"^(([a-z])+.)+[A-Z]([a-z])+$\"}"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("ParameterPatternMismatchException");
    }

    @Test
    void aTemplatesPatternThatIsNestedTooDeeply() {
        var answer =
                send(
                        validate(
                                "{\"Parameters\":{\"P\":{\"Type\":\"String\",\"AllowedPattern\":\""
                                        + "(".repeat(20_000)
                                        + ")".repeat(20_000)
                                        + "\"}},\"Resources\":{\"G\":{\"Type\":\"AWS::EC2::SecurityGroup\",\"Properties\":{\"GroupDescription\":\"g\"}}}}"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("AllowedPattern");
    }

    @Test
    void aFilterWithManyWildcards() {
        var made =
                send(
                        form(
                                "ec2", "2016-11-15",
                                "Action", "CreateSecurityGroup",
                                "GroupName", "g",
                                "GroupDescription", "g",
                                "TagSpecification.1.ResourceType", "security-group",
                                "TagSpecification.1.Tag.1.Key", "long",
                                "TagSpecification.1.Tag.1.Value", "a".repeat(256)));
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        var answer =
                send(
                        form(
                                "ec2", "2016-11-15",
                                "Action", "DescribeSecurityGroups",
                                "Filter.1.Name", "tag:long",
                                "Filter.1.Value.1", "*a".repeat(100) + "b"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("<groupName>");
    }

    @Test
    void aPrincipalPatternWithManyWildcards() {
        var portfolio =
                TestCloud.between(
                        send(cloud.json(
                                        "CreatePortfolio",
                                        "{\"DisplayName\":\"d\",\"ProviderName\":\"p\",\"IdempotencyToken\":\"hostile\"}"))
                                .body(),
                        "portfolio/",
                        "\"");
        var associated =
                send(
                        cloud.json(
                                "AssociatePrincipalWithPortfolio",
                                "{\"PortfolioId\":\""
                                        + portfolio
                                        + "\",\"PrincipalType\":\"IAM_PATTERN\",\"PrincipalARN\":\"arn:aws:iam:::user/"
                                        + "*a".repeat(100)
                                        + "b\"}"));
        assertThat(associated.status()).as(associated.body()).isEqualTo(200);
        var user = "a".repeat(64);
        assertThat(
                        send(form("iam", "2010-05-08", "Action", "CreateUser", "UserName", user))
                                .status())
                .isEqualTo(200);
        send(
                form(
                        "iam", "2010-05-08",
                        "Action", "AttachUserPolicy",
                        "UserName", user,
                        "PolicyArn", "arn:aws:iam::aws:policy/AWSServiceCatalogEndUserFullAccess"));
        var key =
                send(form("iam", "2010-05-08", "Action", "CreateAccessKey", "UserName", user))
                        .body();
        var as =
                SignedRequest.Keys.of(
                        TestCloud.between(key, "<AccessKeyId>", "</AccessKeyId>"),
                        TestCloud.between(key, "<SecretAccessKey>", "</SecretAccessKey>"));
        var answer = send(cloud.json("SearchProducts", "{}", as));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"ProductViewSummaries\":[]");
    }

    @Test
    void aTemplateThatGrowsWhenItIsRead() {
        var laughs =
                "a0: &a0 [x, x]\n"
                        + IntStream.range(1, 40)
                                .mapToObj(i ->
                                        "a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1))
                                .collect(Collectors.joining())
                        + "Resources: {}\n";
        assertThat(send(validate(laughs)).status()).isEqualTo(400);
        assertThat(send(validate("[".repeat(25_000))).status()).isEqualTo(400);
        assertThat(send(validate("{\"a\":".repeat(8_000))).status()).isEqualTo(400);
        assertThat(send(validate("Resources: " + "- ".repeat(20_000))).status()).isEqualTo(400);
    }

    @Test
    void aDocumentThatIsNestedTooDeeply() {
        var deep = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);
        assertThat(send(cloud.json("CreatePortfolio", deep)).status()).isEqualTo(400);
        assertThat(send(ssm("PutParameter", "[".repeat(1_000_000))).status()).isEqualTo(400);
    }

    @Test
    void membersBeyondNumber() {
        var many =
                IntStream.range(1, 100_000)
                        .mapToObj(i -> "&Filter." + i + ".Name=vpc-id")
                        .collect(
                                Collectors.joining(
                                        "", "Action=DescribeVpcs&Version=2016-11-15", ""));
        assertThat(send(cloud.form("ec2", many)).status()).isEqualTo(400);
        var far =
                send(
                        form(
                                "ec2", "2016-11-15",
                                "Action", "DescribeVpcs",
                                "Filter.2147483647.Name", "vpc-id",
                                "Filter.2147483647.Value.1", "x"));
        assertThat(far.status()).isLessThan(500);
    }

    @Test
    void aPolicyThatIsAllWildcards() {
        var patterns =
                IntStream.range(0, 60)
                        .mapToObj(i -> "\"arn:aws:s3:::" + "*a?".repeat(25) + i + "\"")
                        .collect(Collectors.joining(",", "[", "]"));
        var policy =
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":"
                        + patterns
                        + "}}";
        send(form("iam", "2010-05-08", "Action", "CreateUser", "UserName", "wild"));
        var put =
                send(
                        form(
                                "iam", "2010-05-08",
                                "Action", "CreatePolicy",
                                "PolicyName", "wild",
                                "PolicyDocument", policy));
        assertThat(put.status()).as(put.body()).isEqualTo(200);
        var arn = TestCloud.between(put.body(), "<Arn>", "</Arn>");
        assertThat(
                        send(form(
                                        "iam", "2010-05-08",
                                        "Action", "AttachUserPolicy",
                                        "UserName", "wild",
                                        "PolicyArn", arn))
                                .status())
                .isEqualTo(200);
        var key =
                send(form("iam", "2010-05-08", "Action", "CreateAccessKey", "UserName", "wild"))
                        .body();
        var as =
                SignedRequest.Keys.of(
                        TestCloud.between(key, "<AccessKeyId>", "</AccessKeyId>"),
                        TestCloud.between(key, "<SecretAccessKey>", "</SecretAccessKey>"));
        var answer =
                send(
                        new SignedRequest(
                                "GET", "s3", "/bucket/" + "a".repeat(900), as, cloud.now(), ""));
        assertThat(answer.status()).isIn(403, 404);
    }
}
