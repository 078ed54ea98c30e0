package dev.wheelhouse.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

/**
 * The story by hand, as the README tells it, with other people's tools: the AWS CLI and boto3,
 * unchanged. Where one is not installed its test is skipped, and says so.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ByHandTest {
    private static final String BUCKET = "linux-products-by-hand";

    @TempDir private static Path folder;

    private static Path data;

    @BeforeAll
    static void up() {
        data = folder.resolve("data");
        var up =
                Program.wheelhouse(
                        data, Map.of(), "up", "--detach", "--port", "" + Program.freePort());
        assertThat(up.exitCode()).as(up.all()).isZero();
    }

    @AfterAll
    static void down() {
        Program.wheelhouse(data, Map.of(), "down");
    }

    @Test
    @Order(1)
    void theStoryThroughTheAwsCli() {
        Assumptions.assumeTrue(
                Program.installed("aws", "--version").isPresent(),
                "SKIPPED: the AWS CLI (aws) is not installed here");
        aws("hub", "s3", "mb", "s3://" + BUCKET);
        aws(
                "hub",
                "s3",
                "cp",
                Program.home().resolve("examples/linux").toString(),
                "s3://" + BUCKET,
                "--recursive",
                "--only-show-errors");
        var spoke1 =
                aws(
                        "spoke1",
                        "sts",
                        "get-caller-identity",
                        "--query",
                        "Account",
                        "--output",
                        "text");
        var spoke2 =
                aws(
                        "spoke2",
                        "sts",
                        "get-caller-identity",
                        "--query",
                        "Account",
                        "--output",
                        "text");

        var hub =
                Program.wheelhouse(
                        data, Program.as(data, "hub"), "hub", "deploy", BUCKET, spoke1, spoke2);
        assertThat(hub.exitCode()).as(hub.all()).isZero();
        assertThat(hub.out().lines().findFirst().orElse(""))
                .contains("region us-east-1", "endpoint http://127.0.0.1:");
        var portfolio =
                Pattern.compile("Your Linux Portfolio ID is: (port-[a-z2-7]{13})\n$")
                        .matcher(hub.out());
        assertThat(portfolio.find()).as(hub.all()).isTrue();
        var spoke =
                Program.wheelhouse(
                        data, Program.as(data, "spoke1"), "spoke", "deploy", portfolio.group(1));
        assertThat(spoke.exitCode()).as(spoke.all()).isZero();

        assertThat(
                        aws(
                                "spoke1",
                                "servicecatalog",
                                "list-accepted-portfolio-shares",
                                "--output",
                                "text"))
                .contains(portfolio.group(1));
        aws("spoke1", "ec2", "create-key-pair", "--key-name", "me", "--query", "KeyName");
        var product =
                aws(
                        "spoke1-enduser",
                        "servicecatalog",
                        "search-products",
                        "--query",
                        "ProductViewSummaries[?Name=='Linux LAMP Stack'].ProductId",
                        "--output",
                        "text");
        var version =
                aws(
                        "spoke1-enduser",
                        "servicecatalog",
                        "describe-product",
                        "--id",
                        product,
                        "--query",
                        "ProvisioningArtifacts[0].Id",
                        "--output",
                        "text");
        var provisioned =
                aws(
                        "spoke1-enduser",
                        "servicecatalog",
                        "provision-product",
                        "--product-id",
                        product,
                        "--provisioning-artifact-id",
                        version,
                        "--provisioned-product-name",
                        "by-cli",
                        "--provisioning-parameters",
                        "Key=KeyName,Value=me",
                        "Key=DBPassword,Value=abcdefgh1",
                        "Key=DBRootPassword,Value=abcdefgh2",
                        "--query",
                        "RecordDetail.ProvisionedProductId",
                        "--output",
                        "text");
        Eventually.holds(() ->
                assertThat(
                                aws(
                                        "spoke1-enduser",
                                        "servicecatalog",
                                        "describe-provisioned-product",
                                        "--id",
                                        provisioned,
                                        "--query",
                                        "ProvisionedProductDetail.Status",
                                        "--output",
                                        "text"))
                        .isEqualTo("AVAILABLE"));
        assertThat(aws("spoke1", "ec2", "describe-instances", "--output", "text"))
                .contains("running");
    }

    @Test
    @Order(2)
    void theStoryThroughBoto3() {
        Assumptions.assumeTrue(
                Program.installed("python3", "-c", "import boto3; print(boto3.__version__)")
                        .isPresent(),
                "SKIPPED: python3 with boto3 is not installed here");
        var script =
                Program.home().resolve("conformance/src/test/resources/boto3/story.py").toString();
        var ended = Program.run(data, Program.as(data, "hub"), List.of("python3", script));
        assertThat(ended.exitCode()).as(ended.all()).isZero();
        assertThat(ended.out()).endsWith("the story holds\n");
    }

    @Test
    @Order(3)
    void everyClientOfBoto3() {
        Assumptions.assumeTrue(
                Program.installed("python3", "-c", "import boto3; print(boto3.__version__)")
                        .isPresent(),
                "SKIPPED: python3 with boto3 is not installed here");
        var script =
                Program.home()
                        .resolve("conformance/src/test/resources/boto3/clients.py")
                        .toString();
        var ended = Program.run(data, Program.as(data, "hub"), List.of("python3", script));
        assertThat(ended.exitCode()).as(ended.all()).isZero();
        assertThat(ended.out()).endsWith("every client holds\n");
    }

    @Test
    @Order(4)
    void whatTheAwsCliMakesOfManyCalls() throws IOException {
        Assumptions.assumeTrue(
                Program.installed("aws", "--version").isPresent(),
                "SKIPPED: the AWS CLI (aws) is not installed here");
        var site = folder.resolve("site");
        Files.createDirectories(site.resolve("sub"));
        Files.writeString(site.resolve("a"), "first");
        Files.writeString(site.resolve("sub/b"), "b");
        aws("hub", "s3", "mb", "s3://synced-by-cli");
        aws("hub", "s3", "sync", site.toString(), "s3://synced-by-cli");
        Files.writeString(site.resolve("a"), "second!");
        Files.delete(site.resolve("sub/b"));
        aws("hub", "s3", "sync", site.toString(), "s3://synced-by-cli", "--delete");
        var back = folder.resolve("back");
        aws("hub", "s3", "sync", "s3://synced-by-cli", back.toString());
        assertThat(back.resolve("a")).hasContent("second!");
        assertThat(back.resolve("sub/b")).doesNotExist();
        aws("hub", "s3", "rb", "--force", "s3://synced-by-cli");

        var template = folder.resolve("group.yaml");
        Files.writeString(
                template,
                """
                Parameters: {Purpose: {Type: String}}
                Resources:
                  Group:
                    Type: AWS::EC2::SecurityGroup
                    Properties:
                      GroupDescription: by the CLI
                      Tags: [{Key: purpose, Value: !Ref Purpose}]
                """);
        assertThat(deploy(template, "web")).contains("Successfully created/updated stack");
        assertThat(deploy(template, "web")).contains("No changes to deploy");
        assertThat(deploy(template, "mail")).contains("Successfully created/updated stack");
        aws("hub", "cloudformation", "delete-stack", "--stack-name", "by-cli");
        aws("hub", "cloudformation", "wait", "stack-delete-complete", "--stack-name", "by-cli");
        assertThat(
                        aws(
                                "hub",
                                "iam",
                                "list-policies",
                                "--scope",
                                "AWS",
                                "--page-size",
                                "3",
                                "--query",
                                "length(Policies)"))
                .matches("[1-9][0-9]+");
    }

    /** The CLI names a change set by the second: each deployment begins in a second of its own. */
    private static String deploy(Path template, String purpose) {
        var second = Instant.now().getEpochSecond();
        Eventually.holds(() -> assertThat(Instant.now().getEpochSecond()).isGreaterThan(second));
        return aws(
                "hub",
                "cloudformation",
                "deploy",
                "--stack-name",
                "by-cli",
                "--template-file",
                template.toString(),
                "--parameter-overrides",
                "Purpose=" + purpose,
                "--no-fail-on-empty-changeset");
    }

    /** Runs the AWS CLI as a profile; it must succeed. */
    private static String aws(String profile, String... arguments) {
        var command = new ArrayList<>(List.of("aws"));
        command.addAll(List.of(arguments));
        var ended = Program.run(data, Program.as(data, profile), command);
        assertThat(ended.exitCode()).as(ended.all()).isZero();
        return ended.out().strip();
    }
}
