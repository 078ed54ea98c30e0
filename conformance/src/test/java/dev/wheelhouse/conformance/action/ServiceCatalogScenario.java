package dev.wheelhouse.conformance.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.servicecatalog.ServiceCatalogClient;
import software.amazon.awssdk.services.servicecatalog.model.AccessLevelFilterKey;
import software.amazon.awssdk.services.servicecatalog.model.PrincipalType;
import software.amazon.awssdk.services.servicecatalog.model.ProductType;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactProperties;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactType;
import software.amazon.awssdk.services.servicecatalog.model.RecordStatus;
import software.amazon.awssdk.services.servicecatalog.model.UpdateProvisioningParameter;

/** A hub publishes and shares; a spoke accepts; an end user launches, changes and terminates. */
final class ServiceCatalogScenario implements Scenario {
    private static final String BUCKET = "every-action-of-the-catalog";
    private static final String TEMPLATE =
            """
            {"Parameters":{"Purpose":{"Type":"String","Default":"web"}},
             "Resources":{"Group":{"Type":"AWS::EC2::SecurityGroup",
               "Properties":{"GroupDescription":{"Ref":"Purpose"}}}},
             "Outputs":{"GroupId":{"Value":{"Fn::GetAtt":["Group","GroupId"]}}}}
            """;
    private static final String RULES =
            """
            {"Rules":{"Purposes":{"Assertions":[{
              "Assert":{"Fn::Contains":[["web","mail"],{"Ref":"Purpose"}]},
              "AssertDescription":"for web or mail"}]}}}
            """;

    @Override
    public String service() {
        return "servicecatalog";
    }

    @Override
    public void play(RunningCloud cloud) {
        var admin = cloud.admin();
        var s3 = admin.s3();
        s3.createBucket(r -> r.bucket(BUCKET));
        s3.putObject(r -> r.bucket(BUCKET).key("group.json"), RequestBody.fromString(TEMPLATE));
        var hub = admin.serviceCatalog();
        var portfolio = portfolio(hub);
        var product = product(hub, portfolio);
        var constraint = constraint(hub, portfolio, product);
        shares(cloud, portfolio);
        hub.associatePrincipalWithPortfolio(r ->
                r.portfolioId(portfolio)
                        .principalARN(admin.sts().getCallerIdentity().arn())
                        .principalType(PrincipalType.IAM));
        assertThat(hub.listPrincipalsForPortfolio(r -> r.portfolioId(portfolio)).principals())
                .hasSize(1);
        launches(hub, product);

        hub.disassociatePrincipalFromPortfolio(
                r -> r.portfolioId(portfolio).principalARN(admin.sts().getCallerIdentity().arn()));
        hub.deleteConstraint(r -> r.id(constraint));
        hub.disassociateProductFromPortfolio(r -> r.portfolioId(portfolio).productId(product));
        hub.deleteProduct(r -> r.id(product));
        hub.deletePortfolio(r -> r.id(portfolio));
        assertThat(hub.listPortfolios().portfolioDetails()).isEmpty();
    }

    private static String portfolio(ServiceCatalogClient hub) {
        var id =
                hub.createPortfolio(r ->
                                r.displayName("Groups")
                                        .providerName("the hub")
                                        .idempotencyToken(UUID.randomUUID().toString()))
                        .portfolioDetail()
                        .id();
        hub.updatePortfolio(r -> r.id(id).description("Security groups"));
        assertThat(hub.describePortfolio(r -> r.id(id)).portfolioDetail().description())
                .isEqualTo("Security groups");
        assertThat(hub.listPortfolios().portfolioDetails()).hasSize(1);
        return id;
    }

    private static ProvisioningArtifactProperties version(String name) {
        return ProvisioningArtifactProperties.builder()
                .name(name)
                .type(ProvisioningArtifactType.CLOUD_FORMATION_TEMPLATE)
                .info(
                        Map.of(
                                "LoadTemplateFromURL",
                                "https://s3.amazonaws.com/" + BUCKET + "/group.json"))
                .build();
    }

    private static String product(ServiceCatalogClient hub, String portfolio) {
        var id =
                hub.createProduct(r ->
                                r.name("Group")
                                        .owner("the hub")
                                        .productType(ProductType.CLOUD_FORMATION_TEMPLATE)
                                        .provisioningArtifactParameters(version("v1"))
                                        .idempotencyToken(UUID.randomUUID().toString()))
                        .productViewDetail()
                        .productViewSummary()
                        .productId();
        hub.updateProduct(r -> r.id(id).description("A security group"));
        var second =
                hub.createProvisioningArtifact(r ->
                                r.productId(id)
                                        .parameters(version("v2"))
                                        .idempotencyToken(UUID.randomUUID().toString()))
                        .provisioningArtifactDetail()
                        .id();
        hub.updateProvisioningArtifact(
                r -> r.productId(id).provisioningArtifactId(second).description("the second"));
        assertThat(
                        hub.describeProvisioningArtifact(
                                        r -> r.productId(id).provisioningArtifactId(second))
                                .provisioningArtifactDetail()
                                .description())
                .isEqualTo("the second");
        assertThat(
                        hub.listProvisioningArtifacts(r -> r.productId(id))
                                .provisioningArtifactDetails())
                .hasSize(2);
        hub.deleteProvisioningArtifact(r -> r.productId(id).provisioningArtifactId(second));
        assertThat(hub.describeProductAsAdmin(r -> r.id(id)).provisioningArtifactSummaries())
                .hasSize(1);
        hub.associateProductWithPortfolio(r -> r.portfolioId(portfolio).productId(id));
        assertThat(hub.listPortfoliosForProduct(r -> r.productId(id)).portfolioDetails())
                .hasSize(1);
        assertThat(hub.searchProductsAsAdmin(r -> r.portfolioId(portfolio)).productViewDetails())
                .hasSize(1);
        return id;
    }

    private static String constraint(ServiceCatalogClient hub, String portfolio, String product) {
        var id =
                hub.createConstraint(r ->
                                r.portfolioId(portfolio)
                                        .productId(product)
                                        .type("TEMPLATE")
                                        .parameters(RULES)
                                        .idempotencyToken(UUID.randomUUID().toString()))
                        .constraintDetail()
                        .constraintId();
        hub.updateConstraint(r -> r.id(id).description("what for"));
        assertThat(hub.describeConstraint(r -> r.id(id)).constraintDetail().description())
                .isEqualTo("what for");
        assertThat(
                        hub.listConstraintsForPortfolio(r -> r.portfolioId(portfolio))
                                .constraintDetails())
                .hasSize(1);
        return id;
    }

    private static void shares(RunningCloud cloud, String portfolio) {
        var hub = cloud.admin().serviceCatalog();
        var member = cloud.memberAccount("catalog-spoke");
        var account = member.account();
        var spoke = member.serviceCatalog();
        hub.createPortfolioShare(r -> r.portfolioId(portfolio).accountId(account));
        hub.updatePortfolioShare(
                r -> r.portfolioId(portfolio).accountId(account).shareTagOptions(true));
        assertThat(hub.listPortfolioAccess(r -> r.portfolioId(portfolio)).accountIds())
                .containsExactly(account);
        spoke.acceptPortfolioShare(r -> r.portfolioId(portfolio));
        assertThat(spoke.listAcceptedPortfolioShares().portfolioDetails()).hasSize(1);
        assertThat(
                        hub.describePortfolioShares(r -> r.portfolioId(portfolio).type("ACCOUNT"))
                                .portfolioShareDetails())
                .singleElement()
                .satisfies(share -> assertThat(share.accepted()).isTrue());
        spoke.rejectPortfolioShare(r -> r.portfolioId(portfolio));
        hub.deletePortfolioShare(r -> r.portfolioId(portfolio).accountId(account));
        assertThat(hub.listPortfolioAccess(r -> r.portfolioId(portfolio)).accountIds()).isEmpty();
    }

    private static void launches(ServiceCatalogClient user, String product) {
        var found = user.searchProducts().productViewSummaries().getFirst();
        assertThat(found.productId()).isEqualTo(product);
        assertThat(user.describeProductView(r -> r.id(found.id())).provisioningArtifacts())
                .hasSize(1);
        var version =
                user.describeProduct(r -> r.id(product)).provisioningArtifacts().getFirst().id();
        var path =
                user.listLaunchPaths(r -> r.productId(product))
                        .launchPathSummaries()
                        .getFirst()
                        .id();
        assertThat(
                        user.describeProvisioningParameters(r ->
                                        r.productId(product)
                                                .provisioningArtifactId(version)
                                                .pathId(path))
                                .provisioningArtifactParameters())
                .hasSize(1);
        var launched =
                user.provisionProduct(r ->
                                r.productId(product)
                                        .provisioningArtifactId(version)
                                        .pathId(path)
                                        .provisionedProductName("mine")
                                        .provisionToken(UUID.randomUUID().toString()))
                        .recordDetail();
        succeeds(user, launched.recordId());
        var id = launched.provisionedProductId();
        assertThat(
                        user.describeProvisionedProduct(r -> r.id(id))
                                .provisionedProductDetail()
                                .statusAsString())
                .isEqualTo("AVAILABLE");
        assertThat(user.getProvisionedProductOutputs(r -> r.provisionedProductId(id)).outputs())
                .anyMatch(output -> output.outputKey().equals("GroupId"));
        assertThat(
                        user.scanProvisionedProducts(r ->
                                        r.accessLevelFilter(f ->
                                                f.key(AccessLevelFilterKey.ACCOUNT).value("self")))
                                .provisionedProducts())
                .hasSize(1);
        assertThat(user.searchProvisionedProducts(r -> {}).provisionedProducts()).hasSize(1);
        var updated =
                user.updateProvisionedProduct(r ->
                                r.provisionedProductId(id)
                                        .productId(product)
                                        .provisioningArtifactId(version)
                                        .provisioningParameters(
                                                UpdateProvisioningParameter.builder()
                                                        .key("Purpose")
                                                        .value("mail")
                                                        .build())
                                        .updateToken(UUID.randomUUID().toString()))
                        .recordDetail();
        succeeds(user, updated.recordId());
        var ended =
                user.terminateProvisionedProduct(r ->
                                r.provisionedProductId(id)
                                        .terminateToken(UUID.randomUUID().toString()))
                        .recordDetail();
        succeeds(user, ended.recordId());
        assertThat(user.listRecordHistory(r -> {}).recordDetails()).hasSize(3);
    }

    private static void succeeds(ServiceCatalogClient user, String record) {
        Until.holds(() -> {
            var detail = user.describeRecord(r -> r.id(record)).recordDetail();
            assertThat(detail.status())
                    .as(detail.recordErrors().toString())
                    .isNotEqualTo(RecordStatus.FAILED);
            return detail.status().equals(RecordStatus.SUCCEEDED);
        });
    }
}
