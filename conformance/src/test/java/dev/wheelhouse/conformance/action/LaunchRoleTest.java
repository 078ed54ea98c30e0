package dev.wheelhouse.conformance.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.conformance.SdkClients;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.servicecatalog.model.PrincipalType;
import software.amazon.awssdk.services.servicecatalog.model.ProductType;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactType;
import software.amazon.awssdk.services.servicecatalog.model.RecordDetail;
import software.amazon.awssdk.services.servicecatalog.model.RecordStatus;

/**
 * A launch can do no more than its role: lacking one action of those that it needs, it fails with
 * that action named and leaves nothing behind; an administrator who asks for it changes nothing.
 */
class LaunchRoleTest {
    /** What the launch of the template needs; each is left out once. */
    private static final List<String> NEEDED =
            List.of(
                    "s3:GetObject",
                    "cloudformation:CreateStack",
                    "ec2:CreateSecurityGroup",
                    "ec2:AuthorizeSecurityGroupIngress",
                    "ssm:PutParameter");

    private static final String BUCKET = "launch-role-templates";
    private static final String TEMPLATE =
            """
            {"Resources":{
              "Group":{"Type":"AWS::EC2::SecurityGroup","Properties":{"GroupDescription":"g",
                "SecurityGroupIngress":[{"IpProtocol":"tcp","FromPort":80,"ToPort":80,"CidrIp":"10.0.0.0/8"}]}},
              "Parameter":{"Type":"AWS::SSM::Parameter","DependsOn":"Group","Properties":{
                "Name":"made-by-the-launch","Type":"String","Value":{"Ref":"Group"}}}}}
            """;

    /** What is launched, by a role. */
    private record Product(String id, String version) {}

    @OnEachDatabase
    void aRoleThatLacksOneActionFailsTheLaunchByItsNameAndLeavesNothing(
            TestDatabase given, @TempDir Path folder) {
        try (var cloud = RunningCloud.on(given, folder)) {
            var admin = cloud.admin();
            var product = product(admin);
            for (var action : NEEDED) {
                allowAllBut(admin, action);
                var record = launch(admin, product, "without-" + action.replace(':', '-'));
                assertThat(record.status()).as(action).isEqualTo(RecordStatus.FAILED);
                assertThat(record.recordErrors().toString())
                        .as(action)
                        .contains(
                                ":assumed-role/Launch/", "is not authorized to perform: " + action);
                nothingIsLeft(admin, action);
            }
            allowAllBut(admin, "iam:*");
            assertThat(launch(admin, product, "with-all").status())
                    .isEqualTo(RecordStatus.SUCCEEDED);
            assertThat(groups(admin)).isOne();
        }
    }

    private static void allowAllBut(SdkClients admin, String action) {
        admin.iam()
                .putRolePolicy(r ->
                        r.roleName("Launch")
                                .policyName("allow")
                                .policyDocument(
                                        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"NotAction\":\""
                                                + action
                                                + "\",\"Resource\":\"*\"}}"));
    }

    private static RecordDetail launch(SdkClients admin, Product product, String name) {
        var catalog = admin.serviceCatalog();
        var id =
                catalog.provisionProduct(r ->
                                r.productId(product.id())
                                        .provisioningArtifactId(product.version())
                                        .provisionedProductName(name)
                                        .provisionToken(name))
                        .recordDetail()
                        .recordId();
        Until.holds(() ->
                List.of(RecordStatus.SUCCEEDED, RecordStatus.FAILED)
                        .contains(catalog.describeRecord(r -> r.id(id)).recordDetail().status()));
        return catalog.describeRecord(r -> r.id(id)).recordDetail();
    }

    private static void nothingIsLeft(SdkClients admin, String action) {
        assertThat(groups(admin)).as("groups without " + action).isZero();
        assertThat(admin.ssm().describeParameters().parameters())
                .as("parameters without " + action)
                .isEmpty();
        assertThat(admin.cloudFormation().describeStacksPaginator().stacks())
                .as("stacks without " + action)
                .allMatch(stack -> stack.stackStatusAsString().equals("ROLLBACK_COMPLETE"));
    }

    private static int groups(SdkClients admin) {
        return admin.ec2()
                .describeSecurityGroups(r ->
                        r.filters(
                                Filter.builder()
                                        .name("tag-key")
                                        .values("aws:cloudformation:stack-id")
                                        .build()))
                .securityGroups()
                .size();
    }

    private static Product product(SdkClients admin) {
        admin.s3().createBucket(r -> r.bucket(BUCKET));
        admin.s3().putObject(r -> r.bucket(BUCKET).key("t.json"), RequestBody.fromString(TEMPLATE));
        var role =
                admin.iam()
                        .createRole(r ->
                                r.roleName("Launch")
                                        .assumeRolePolicyDocument(
                                                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":\"servicecatalog.amazonaws.com\"}}}"))
                        .role()
                        .arn();
        var catalog = admin.serviceCatalog();
        var product =
                catalog.createProduct(r ->
                        r.name("Group")
                                .owner("o")
                                .productType(ProductType.CLOUD_FORMATION_TEMPLATE)
                                .idempotencyToken("product")
                                .provisioningArtifactParameters(version ->
                                        version.name("v1")
                                                .type(
                                                        ProvisioningArtifactType
                                                                .CLOUD_FORMATION_TEMPLATE)
                                                .info(
                                                        Map.of(
                                                                "LoadTemplateFromURL",
                                                                "https://s3.amazonaws.com/"
                                                                        + BUCKET
                                                                        + "/t.json"))));
        var id = product.productViewDetail().productViewSummary().productId();
        var portfolio =
                catalog.createPortfolio(r ->
                                r.displayName("p").providerName("p").idempotencyToken("portfolio"))
                        .portfolioDetail()
                        .id();
        catalog.associateProductWithPortfolio(r -> r.portfolioId(portfolio).productId(id));
        catalog.createConstraint(r ->
                r.portfolioId(portfolio)
                        .productId(id)
                        .type("LAUNCH")
                        .parameters("{\"RoleArn\":\"" + role + "\"}")
                        .idempotencyToken("launch"));
        catalog.associatePrincipalWithPortfolio(r ->
                r.portfolioId(portfolio)
                        .principalType(PrincipalType.IAM)
                        .principalARN(admin.sts().getCallerIdentity().arn()));
        return new Product(id, product.provisioningArtifactDetail().id());
    }
}
