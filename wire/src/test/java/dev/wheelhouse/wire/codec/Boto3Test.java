package dev.wheelhouse.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.codec.LoopbackServer.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateUserResponse;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.servicecatalog.model.CreatePortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.CreatePortfolioResponse;
import software.amazon.awssdk.services.servicecatalog.model.PortfolioDetail;

/** A second judge: boto3, where it is installed. */
class Boto3Test {
    private static final String SCRIPT =
            """
            import sys, boto3
            from botocore.config import Config
            def client(name):
                return boto3.client(name, endpoint_url=sys.argv[1], region_name="us-east-1",
                    aws_access_key_id=sys.argv[2], aws_secret_access_key=sys.argv[3],
                    aws_session_token=sys.argv[4], config=Config(retries={"max_attempts": 0}))
            made = client("servicecatalog").create_portfolio(DisplayName="Linux \u00fc",
                ProviderName="IT", Tags=[{"Key": "a", "Value": "b c"}])
            print(made["PortfolioDetail"]["CreatedTime"].timestamp())
            try:
                client("servicecatalog").create_portfolio(DisplayName="x" * 101, ProviderName="IT")
            except Exception as refusal:
                print(refusal.response["Error"]["Code"])
            print(client("iam").create_user(UserName="ann")["User"]["UserName"])
            print(client("ec2").describe_vpcs(VpcIds=["vpc-1"])["Vpcs"][0]["VpcId"])
            print(client("cloudformation").describe_stacks()["Stacks"][0]["StackName"])
            s3 = client("s3")
            print(s3.list_buckets()["Buckets"][0]["Name"])
            print(s3.put_object(Bucket="b", Key="a b/\u00fc", Body=b"body")["ETag"])
            print(s3.get_object(Bucket="b", Key="a b")["Body"].read().decode())
            print(s3.delete_objects(Bucket="b", Delete={"Objects": [{"Key": "k"}]})["Deleted"][0]["Key"])
            """;

    private static Plan planned(Supplier<? extends SdkPojo> request, SdkPojo response) {
        return new Plan(request, response, Optional.empty(), true);
    }

    @Test
    void boto3UnderstandsAndIsUnderstood() throws Exception {
        assumeThat(run(List.of("python3", "-c", "import boto3"))).as("boto3").isEqualTo("0:");
        try (var server = new LoopbackServer()) {
            server.plans.put(
                    "servicecatalog:CreatePortfolio",
                    planned(
                            CreatePortfolioRequest::builder,
                            CreatePortfolioResponse.builder()
                                    .portfolioDetail(
                                            PortfolioDetail.builder()
                                                    .createdTime(
                                                            Instant.ofEpochMilli(1577222793362L))
                                                    .build())
                                    .build()));
            server.plans.put(
                    "iam:CreateUser",
                    planned(
                            CreateUserRequest::builder,
                            CreateUserResponse.builder()
                                    .user(User.builder().userName("ann").build())
                                    .build()));
            server.plans.put(
                    "ec2:DescribeVpcs",
                    planned(
                            DescribeVpcsRequest::builder,
                            DescribeVpcsResponse.builder()
                                    .vpcs(Vpc.builder().vpcId("vpc-1").build())
                                    .build()));
            server.plans.put(
                    "cloudformation:DescribeStacks",
                    planned(
                            DescribeStacksRequest::builder,
                            DescribeStacksResponse.builder()
                                    .stacks(Stack.builder().stackName("web").build())
                                    .build()));
            server.plans.put(
                    "s3:ListBuckets",
                    planned(
                            ListBucketsRequest::builder,
                            ListBucketsResponse.builder()
                                    .buckets(Bucket.builder().name("b").build())
                                    .build()));
            server.plans.put(
                    "s3:PutObject",
                    planned(
                            PutObjectRequest::builder,
                            PutObjectResponse.builder().eTag("\"e\"").build()));
            server.plans.put(
                    "s3:GetObject",
                    new Plan(
                            GetObjectRequest::builder,
                            GetObjectResponse.builder().build(),
                            Optional.of(Payload.of("content".getBytes(StandardCharsets.UTF_8))),
                            true));
            server.plans.put(
                    "s3:DeleteObjects",
                    planned(
                            DeleteObjectsRequest::builder,
                            DeleteObjectsResponse.builder()
                                    .deleted(DeletedObject.builder().key("k").build())
                                    .build()));

            assertThat(
                            run(
                                    List.of(
                                            "python3",
                                            "-c",
                                            SCRIPT,
                                            server.endpoint().toString(),
                                            LoopbackServer.KEY_ID,
                                            LoopbackServer.SECRET,
                                            LoopbackServer.TOKEN)))
                    .isEqualTo(
                            """
                            0:1577222793.362
                            ValidationException
                            ann
                            vpc-1
                            web
                            b
                            "e"
                            content
                            k
                            """);
            assertThat(Objects.requireNonNull(server.decoded))
                    .isInstanceOf(DeleteObjectsRequest.class);
        }
    }

    /** Exit code and output of a command; a command that can't be started has exit code 127. */
    private static String run(List<String> command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(1, TimeUnit.MINUTES)
                    ? process.exitValue() + ":" + output
                    : "-1:";
        } catch (IOException _) {
            return "127:";
        }
    }
}
