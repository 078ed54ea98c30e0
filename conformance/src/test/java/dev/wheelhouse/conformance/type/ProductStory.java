package dev.wheelhouse.conformance.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.conformance.Eventually;
import dev.wheelhouse.conformance.SdkClients;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.servicecatalog.model.DescribeRecordResponse;
import software.amazon.awssdk.services.servicecatalog.model.PrincipalType;
import software.amazon.awssdk.services.servicecatalog.model.ProductType;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactType;
import software.amazon.awssdk.services.servicecatalog.model.RecordError;
import software.amazon.awssdk.services.servicecatalog.model.RecordOutput;

/**
 * A product of a role, an instance profile, an instance and a bucket is launched with the rights of
 * a launch role, which has what it takes and nothing more.
 */
final class ProductStory implements Story {
    private static final String TEMPLATES = "templates-of-the-product";
    private static final String ROLE = "product-launch";
    private static final String TEMPLATE =
            """
            Parameters:
              Image:
                Type: AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>
                Default: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
            Resources:
              Data:
                Type: AWS::S3::Bucket
                Properties:
                  PublicAccessBlockConfiguration:
                    {BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true,
                     RestrictPublicBuckets: true}
              Role:
                Type: AWS::IAM::Role
                Properties:
                  Path: /product/
                  AssumeRolePolicyDocument:
                    Version: 2012-10-17
                    Statement:
                      - {Effect: Allow, Action: sts:AssumeRole, Principal: {Service: ec2.amazonaws.com}}
                  Policies:
                    - PolicyName: data
                      PolicyDocument:
                        Version: 2012-10-17
                        Statement:
                          - {Effect: Allow, Action: "s3:GetObject", Resource: !Sub "${Data.Arn}/*"}
              Profile:
                Type: AWS::IAM::InstanceProfile
                Properties: {Path: /product/, Roles: [!Ref Role]}
              Web:
                Type: AWS::EC2::Instance
                Properties:
                  ImageId: !Ref Image
                  InstanceType: t3.micro
                  IamInstanceProfile: !Ref Profile
            Outputs:
              Bucket: {Value: !Ref Data}
              Role: {Value: !Ref Role}
              Profile: {Value: !GetAtt Profile.Arn}
              Instance: {Value: !Ref Web}
            """;

    /** Some of what making it takes: one right of each resource. */
    private static final List<String> MAKING =
            List.of(
                    "s3:PutBucketPublicAccessBlock",
                    "iam:PutRolePolicy",
                    "iam:PassRole",
                    "ec2:RunInstances");

    private static final List<String> OTHERS =
            List.of(
                    "cloudformation:*",
                    "s3:GetObject",
                    "s3:CreateBucket",
                    "s3:PutBucketTagging",
                    "s3:DeleteBucket",
                    "iam:CreateRole",
                    "iam:GetRole",
                    "iam:GetRolePolicy",
                    "iam:DeleteRolePolicy",
                    "iam:DeleteRole",
                    "iam:CreateInstanceProfile",
                    "iam:GetInstanceProfile",
                    "iam:AddRoleToInstanceProfile",
                    "iam:RemoveRoleFromInstanceProfile",
                    "iam:DeleteInstanceProfile",
                    "ec2:CreateTags",
                    "ec2:DescribeInstances",
                    "ec2:TerminateInstances");

    @Override
    public String type() {
        return "a product of several types";
    }

    @Override
    public void play(SdkClients admin, Stacks stacks) {
        var product = publish(admin);
        allow(admin, all());
        var launched = ended(admin, launch(admin, product, "whole"));
        assertThat(launched.recordDetail().recordErrors()).isEmpty();
        assertThat(launched.recordDetail().statusAsString()).isEqualTo("SUCCEEDED");
        isThere(admin, outputs(launched));
        terminate(admin, "whole");
        nothingIsLeft(admin);

        if (stacks.seesRights()) {
            failsWithoutEachRight(admin, product);
        }
    }

    private static void failsWithoutEachRight(SdkClients admin, String product) {
        for (var action : MAKING) {
            var rights = all();
            rights.remove(action);
            allow(admin, rights);
            var failed = ended(admin, launch(admin, product, "part"));
            assertThat(failed.recordDetail().statusAsString()).as(action).isEqualTo("FAILED");
            assertThat(failed.recordDetail().recordErrors())
                    .extracting(RecordError::description)
                    .asString()
                    .contains("is not authorized to perform: " + action);
            nothingIsLeft(admin);
            terminate(admin, "part");
        }
    }

    private static List<String> all() {
        var all = new ArrayList<>(MAKING);
        all.addAll(OTHERS);
        return all;
    }

    private static void isThere(SdkClients admin, Map<String, String> made) {
        var tags =
                admin.s3().getBucketTagging(r -> r.bucket(made.get("Bucket"))).tagSet().stream()
                        .map(Tag::key)
                        .toList();
        assertThat(tags).contains("aws:servicecatalog:productArn", "aws:cloudformation:logical-id");
        assertThat(admin.iam().getRole(r -> r.roleName(made.get("Role"))).role().tags()).isEmpty();
        assertThat(
                        admin.ec2()
                                .describeInstances(r -> r.instanceIds(made.get("Instance")))
                                .reservations()
                                .getFirst()
                                .instances()
                                .getFirst()
                                .iamInstanceProfile()
                                .arn())
                .isEqualTo(made.get("Profile"));
    }

    private static void nothingIsLeft(SdkClients admin) {
        assertThat(admin.iam().listRoles(r -> r.pathPrefix("/product/")).roles()).isEmpty();
        assertThat(
                        admin.iam()
                                .listInstanceProfiles(r -> r.pathPrefix("/product/"))
                                .instanceProfiles())
                .isEmpty();
        assertThat(admin.s3().listBuckets().buckets())
                .noneMatch(bucket -> bucket.name().startsWith("sc-"));
        assertThat(
                        admin.ec2()
                                .describeInstances(r ->
                                        r.filters(
                                                Filter.builder()
                                                        .name("instance-state-name")
                                                        .values("running", "pending")
                                                        .build()))
                                .reservations())
                .isEmpty();
    }

    private static String publish(SdkClients admin) {
        admin.s3().createBucket(r -> r.bucket(TEMPLATES));
        admin.s3()
                .putObject(
                        r -> r.bucket(TEMPLATES).key("web.yaml"), RequestBody.fromString(TEMPLATE));
        admin.iam()
                .createRole(r ->
                        r.roleName(ROLE)
                                .assumeRolePolicyDocument(
                                        """
                                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                                        "Action":"sts:AssumeRole",
                                        "Principal":{"Service":"servicecatalog.amazonaws.com"}}]}
                                        """));
        var catalog = admin.serviceCatalog();
        var portfolio =
                catalog.createPortfolio(r ->
                                r.displayName("Web").providerName("hub").idempotencyToken(token()))
                        .portfolioDetail()
                        .id();
        var product =
                catalog.createProduct(r ->
                                r.name("Web")
                                        .owner("hub")
                                        .productType(ProductType.CLOUD_FORMATION_TEMPLATE)
                                        .idempotencyToken(token())
                                        .provisioningArtifactParameters(v ->
                                                v.name("v1")
                                                        .type(
                                                                ProvisioningArtifactType
                                                                        .CLOUD_FORMATION_TEMPLATE)
                                                        .info(
                                                                Map.of(
                                                                        "LoadTemplateFromURL",
                                                                        "https://s3.amazonaws.com/"
                                                                                + TEMPLATES
                                                                                + "/web.yaml"))))
                        .productViewDetail()
                        .productViewSummary()
                        .productId();
        catalog.associateProductWithPortfolio(r -> r.portfolioId(portfolio).productId(product));
        catalog.createConstraint(r ->
                r.portfolioId(portfolio)
                        .productId(product)
                        .type("LAUNCH")
                        .parameters("{\"LocalRoleName\":\"" + ROLE + "\"}")
                        .idempotencyToken(token()));
        catalog.associatePrincipalWithPortfolio(r ->
                r.portfolioId(portfolio)
                        .principalARN(admin.sts().getCallerIdentity().arn())
                        .principalType(PrincipalType.IAM));
        return product;
    }

    private static void allow(SdkClients admin, Collection<String> actions) {
        var list = actions.stream().map(each -> '"' + each + '"').collect(Collectors.joining(","));
        admin.iam()
                .putRolePolicy(r ->
                        r.roleName(ROLE)
                                .policyName("rights")
                                .policyDocument(
                                        """
                                        {"Version":"2012-10-17","Statement":[
                                        {"Effect":"Allow","Action":[%s],"Resource":"*"}]}
                                        """
                                                .formatted(list)));
    }

    private static String launch(SdkClients admin, String product, String name) {
        return admin.serviceCatalog()
                .provisionProduct(r ->
                        r.productId(product)
                                .provisioningArtifactName("v1")
                                .provisionedProductName(name)
                                .provisionToken(token()))
                .recordDetail()
                .recordId();
    }

    private static void terminate(SdkClients admin, String name) {
        var record =
                admin.serviceCatalog()
                        .terminateProvisionedProduct(
                                r -> r.provisionedProductName(name).terminateToken(token()))
                        .recordDetail()
                        .recordId();
        assertThat(ended(admin, record).recordDetail().statusAsString()).isEqualTo("SUCCEEDED");
    }

    private static DescribeRecordResponse ended(SdkClients admin, String record) {
        Eventually.holds(() ->
                assertThat(record(admin, record).recordDetail().statusAsString())
                        .isIn("SUCCEEDED", "FAILED"));
        return record(admin, record);
    }

    private static DescribeRecordResponse record(SdkClients admin, String record) {
        return admin.serviceCatalog().describeRecord(r -> r.id(record));
    }

    private static Map<String, String> outputs(DescribeRecordResponse record) {
        return record.recordOutputs().stream()
                .collect(
                        Collectors.toMap(
                                RecordOutput::outputKey,
                                output -> Objects.requireNonNull(output.outputValue())));
    }

    private static String token() {
        return UUID.randomUUID().toString();
    }
}
