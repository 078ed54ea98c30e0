package dev.wheelhouse.conformance.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.conformance.SdkClients;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileSpecification;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;

/**
 * Every action that the server has is refused to a user whom nothing allows anything, in words that
 * name the action. The requests are made from the services' models, so that a new action is covered
 * the day it is added.
 */
class UnauthorizedTest {
    private static final String BUCKET = "somebody-elses";

    /** What every principal may ask: the STS reference says that no permissions are needed. */
    private static final Set<String> OPEN = Set.of("sts:GetCallerIdentity", "sts:GetSessionToken");

    /** The services of the JSON protocol: they refuse with status 400. */
    private static final Set<String> JSON = Set.of("organizations", "servicecatalog", "ssm");

    private static final Set<String> DENIALS =
            Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation");

    private static final String DOCUMENT =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}\
            """;
    private static final String TRUST =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",\
            "Principal":{"Service":"ec2.amazonaws.com"}}]}\
            """;
    private static final String PUBLIC_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGwqxgQBcFnVhbWYqHKN7BHZrRpKZSM8mLSmjBXhNPvB";
    private static final String TEMPLATE =
            """
            {"Resources":{"G":{"Type":"AWS::EC2::SecurityGroup","Properties":{"GroupDescription":"g"}}}}\
            """;

    @OnEachDatabase
    void everyActionIsRefusedWithoutAMatchingAllow(TestDatabase given, @TempDir Path folder) {
        try (var cloud = RunningCloud.on(given, folder)) {
            cloud.admin().s3().createBucket(r -> r.bucket(BUCKET));
            var iam = cloud.admin().iam();
            iam.createUser(r -> r.userName("nobody"));
            var key = iam.createAccessKey(r -> r.userName("nobody")).accessKey();
            var nobody =
                    cloud.as(AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
            var account = cloud.admin().account();
            var before = cloud.changes(account);
            var wrong = new ArrayList<String>();
            var asked = 0;
            for (var service : cloud.built().entrySet()) {
                var requests = new Requests(service.getKey(), preferred(service.getKey()));
                for (var action : new TreeSet<>(service.getValue())) {
                    var name = service.getKey() + ":" + action;
                    if (!OPEN.contains(name)) {
                        asked++;
                        var client = client(nobody, service.getKey());
                        wrong(name, () -> requests.call(client, action)).ifPresent(wrong::add);
                    }
                }
            }
            assertThat(wrong).isEmpty();
            assertThat(asked)
                    .as("actions that were tried")
                    .isEqualTo(
                            cloud.built().values().stream().mapToInt(Set::size).sum() - OPEN.size())
                    .isGreaterThan(250);
            assertThat(cloud.changes(account)).as("changes by who may nothing").isEqualTo(before);
            // The same requests are let through once something allows them: it was not they that
            // were wrong.
            iam.attachUserPolicy(r ->
                    r.userName("nobody").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
            for (var service : cloud.built().entrySet()) {
                var requests = new Requests(service.getKey(), preferred(service.getKey()));
                for (var action : List.copyOf(service.getValue())) {
                    if (action.matches("(List|Describe|Get|Head|Search|Scan|Create|Put).*")) {
                        refusedAsUnauthorized(() ->
                                        requests.call(client(nobody, service.getKey()), action))
                                .ifPresent(why ->
                                        wrong.add(service.getKey() + ":" + action + " " + why));
                    }
                }
            }
            assertThat(wrong).as("refused as unauthorized though all is allowed").isEmpty();
            assertThat(nobody.sts().getCallerIdentity().arn()).endsWith(":user/nobody");
        }
    }

    /** What says that a call is not allowed, if it does. */
    private static Optional<String> refusedAsUnauthorized(Supplier<Object> call) {
        try {
            assertThat(call.get()).isNotNull();
            return Optional.empty();
        } catch (AwsServiceException refused) {
            return Optional.of(String.valueOf(refused.getMessage()))
                    .filter(message -> message.contains("is not authorized to perform"));
        }
    }

    /** What is wrong with how an action was refused, if anything is. */
    private static Optional<String> wrong(String name, Supplier<Object> call) {
        try {
            return call.get() instanceof DeleteObjectsResponse each && refusesEveryKey(each)
                    ? Optional.empty()
                    : Optional.of(name + " succeeded");
        } catch (AwsServiceException refused) {
            var details = refused.awsErrorDetails();
            var code = details == null ? "" : details.errorCode();
            var status = JSON.contains(name.substring(0, name.indexOf(':'))) ? 400 : 403;
            var headless = name.startsWith("s3:Head");
            var named =
                    String.valueOf(refused.getMessage()).contains("is not authorized to perform: ");
            return refused.statusCode() == status && (headless || (named && DENIALS.contains(code)))
                    ? Optional.empty()
                    : Optional.of(name + ": " + refused.getMessage());
        }
    }

    /** DeleteObjects answers key by key. */
    static boolean refusesEveryKey(DeleteObjectsResponse response) {
        return response.deleted().isEmpty()
                && !response.errors().isEmpty()
                && response.errors().stream().allMatch(each -> each.code().equals("AccessDenied"));
    }

    static Object client(SdkClients as, String service) {
        return switch (service) {
            case "cloudformation" -> as.cloudFormation();
            case "ec2" -> as.ec2();
            case "iam" -> as.iam();
            case "organizations" -> as.organizations();
            case "s3" -> as.s3();
            case "servicecatalog" -> as.serviceCatalog();
            case "ssm" -> as.ssm();
            case "sts" -> as.sts();
            default -> throw new AssertionError("No client for " + service);
        };
    }

    /** Members that must be more than their model says, so that a request gets as far as that. */
    private static Map<String, Object> preferred(String service) {
        return switch (service) {
            case "s3" ->
                    Map.of(
                            "Bucket",
                            BUCKET,
                            "CopySource",
                            BUCKET + "/key",
                            "DestinationBucket",
                            BUCKET,
                            "DestinationKey",
                            "copy",
                            "PartNumber",
                            1);
            case "servicecatalog" ->
                    Map.of(
                            "Id", "some",
                            "ProductId", "some",
                            "ProvisionedProductId", "some",
                            "ProvisioningArtifactId", "some");
            case "iam" ->
                    Map.of(
                            "PolicyDocument",
                            DOCUMENT,
                            "AssumeRolePolicyDocument",
                            TRUST,
                            "PolicyArn",
                            "arn:aws:iam::aws:policy/ReadOnlyAccess",
                            "PermissionsBoundary",
                            "arn:aws:iam::aws:policy/ReadOnlyAccess");
            case "ec2" ->
                    Map.of(
                            "GroupId",
                            "sg-0123456789abcdef0",
                            "ImageId",
                            "ami-0123456789abcdef0",
                            "KeyName",
                            "some",
                            "IamInstanceProfile",
                            IamInstanceProfileSpecification.builder().name("some").build(),
                            "SecurityGroupRule",
                            SecurityGroupRuleRequest.builder()
                                    .ipProtocol("-1")
                                    .cidrIpv4("10.0.0.0/8")
                                    .build(),
                            "Tags",
                            List.of(Tag.builder().key("k").value("v").build()),
                            "PublicKeyMaterial",
                            SdkBytes.fromUtf8String(PUBLIC_KEY),
                            "IpPermissions",
                            List.of(
                                    IpPermission.builder()
                                            .ipProtocol("-1")
                                            .ipRanges(
                                                    IpRange.builder().cidrIp("10.0.0.0/8").build())
                                            .build()));
            case "sts" -> Map.of("RoleArn", "arn:aws:iam::123456789012:role/some");
            case "cloudformation" ->
                    Map.of("TemplateBody", TEMPLATE, "StackName", "some", "ChangeSetName", "some");
            default -> Map.of();
        };
    }
}
