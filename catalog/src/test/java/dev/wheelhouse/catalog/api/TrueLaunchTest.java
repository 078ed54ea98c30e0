package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.Catalog.ALL;
import static dev.wheelhouse.catalog.api.Catalog.HUB;
import static dev.wheelhouse.catalog.api.Catalog.SPOKE;
import static dev.wheelhouse.catalog.api.Catalog.USING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import java.util.Map;
import software.amazon.awssdk.services.servicecatalog.model.*;

/** Launches with the stack engine and the resource types of the cloud. */
class TrueLaunchTest {
    private static final String TEMPLATE =
            """
            Parameters:
              Port: {Type: String, Default: "80"}
              Secret: {Type: String, NoEcho: true, Default: initial}
            Resources:
              WebGroup:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupDescription: !Sub "Opens ${Port}"
            Outputs:
              GroupId: {Value: !GetAtt WebGroup.GroupId}
            """;

    private static final String HUB_RULES =
            """
            {"Rules":{"Ports":{"Assertions":[{"Assert":
              {"Fn::Contains":[["80","443"],{"Ref":"Port"}]},"AssertDescription":"Web ports only"}]}}}
            """;

    private static final String SPOKE_RULES =
            """
            {"Rules":{"Ports":{"Assertions":[{"Assert":
              {"Fn::Contains":[["443","8443"],{"Ref":"Port"}]},"AssertDescription":"TLS only"}]}}}
            """;

    /** The hub's product in a spoke: imported, or in a local portfolio with rules of its own. */
    private static final class Spoke {
        private final Catalog catalog;
        private final String portfolio;
        private final String product;

        Spoke(TestDatabase given, boolean local, String launchRights) {
            catalog = new Catalog(given, TEMPLATE, true);
            var hub = HubAndSpokeTest.portfolio(catalog, HUB, "Linux");
            product = HubAndSpokeTest.product(catalog, "LAMP");
            HubAndSpokeTest.associate(catalog, HUB, hub, product, null);
            HubAndSpokeTest.constrain(catalog, HUB, hub, product, "TEMPLATE", HUB_RULES);
            catalog.launchRole(HUB, "Launch", launchRights);
            catalog.launchRole(SPOKE, "Launch", launchRights);
            HubAndSpokeTest.constrain(
                    catalog, HUB, hub, product, "LAUNCH", "{\"LocalRoleName\":\"Launch\"}");
            HubAndSpokeTest.share(catalog, hub, SPOKE);
            HubAndSpokeTest.accept(catalog, hub, SPOKE);
            portfolio = local ? local(hub) : hub;
            catalog.ask(
                    SPOKE,
                    AssociatePrincipalWithPortfolioRequest.builder()
                            .portfolioId(portfolio)
                            .principalARN(catalog.user(SPOKE, "Ann", USING))
                            .build(),
                    AssociatePrincipalWithPortfolioResponse.class);
        }

        private String local(String hub) {
            var local = HubAndSpokeTest.portfolio(catalog, SPOKE, "Local");
            HubAndSpokeTest.associate(catalog, SPOKE, local, product, hub);
            HubAndSpokeTest.constrain(catalog, SPOKE, local, product, "TEMPLATE", SPOKE_RULES);
            HubAndSpokeTest.constrain(
                    catalog, SPOKE, local, product, "LAUNCH", "{\"LocalRoleName\":\"Launch\"}");
            return local;
        }

        private DescribeRecordResponse launch(Map<String, String> parameters) {
            var record =
                    catalog.ask(
                                    SPOKE,
                                    "Ann",
                                    ProvisionProductRequest.builder()
                                            .productId(product)
                                            .provisioningArtifactName("v1")
                                            .provisionedProductName("web")
                                            .provisioningParameters(
                                                    parameters.entrySet().stream()
                                                            .map(one ->
                                                                    ProvisioningParameter.builder()
                                                                            .key(one.getKey())
                                                                            .value(one.getValue())
                                                                            .build())
                                                            .toList())
                                            .build(),
                                    ProvisionProductResponse.class)
                            .recordDetail()
                            .recordId();
            return worked(record);
        }

        private DescribeRecordResponse worked(String record) {
            catalog.work(SPOKE, record);
            return catalog.ask(
                    SPOKE,
                    "Ann",
                    DescribeRecordRequest.builder().id(record).build(),
                    DescribeRecordResponse.class);
        }

        private int groups(AccountId account) {
            return catalog.database()
                    .read(db ->
                            db.createQuery(
                                            "SELECT COUNT(*) FROM ec2_security_group"
                                                    + " WHERE account = :account AND"
                                                    + " description LIKE 'Opens%'")
                                    .bind("account", account.value())
                                    .mapTo(Integer.class)
                                    .one());
        }
    }

    @OnEachDatabase
    void anImportedPortfolioLaunchesWithTheRoleOfTheAgreedName(TestDatabase given) {
        var spoke = new Spoke(given, false, ALL);

        var record = spoke.launch(Map.of("Secret", "s3cret"));

        assertThat(record.recordDetail().recordErrors()).isEmpty();
        assertThat(record.recordDetail().statusAsString()).isEqualTo("SUCCEEDED");
        assertThat(record.recordOutputs())
                .extracting(RecordOutput::outputKey)
                .containsExactly("CloudformationStackARN", "GroupId");
        assertThat(record.recordOutputs().getLast().outputValue()).startsWith("sg-");
        assertThat(spoke.groups(SPOKE)).isEqualTo(1);
        assertThat(spoke.groups(HUB)).isZero();
    }

    @OnEachDatabase
    void aLocalPortfolioMustHoldTheRulesOfHubAndSpoke(TestDatabase given) {
        var spoke = new Spoke(given, true, ALL);

        var record = spoke.launch(Map.of("Port", "80"));

        assertThat(record.recordDetail().statusAsString()).isEqualTo("FAILED");
        assertThat(record.recordDetail().recordErrors().getFirst().description())
                .startsWith("AmazonCloudFormationException  ")
                .contains("TLS only", "'80'", "443, 8443")
                .doesNotContain("Web ports only")
                .endsWith("Request ID: request-1)");
        assertThat(spoke.groups(SPOKE)).isZero();
    }

    @OnEachDatabase
    void aRoleThatLacksARightFailsTheLaunchWithThatActionAndLeavesNothing(TestDatabase given) {
        var spoke =
                new Spoke(
                        given,
                        false,
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                + "\"NotAction\":\"ec2:CreateSecurityGroup\",\"Resource\":\"*\"}]}");

        var record = spoke.launch(Map.of());

        assertThat(record.recordDetail().statusAsString()).isEqualTo("FAILED");
        assertThat(record.recordDetail().recordErrors().getFirst().description())
                .contains("ec2:CreateSecurityGroup");
        assertThat(spoke.groups(SPOKE)).isZero();

        assertThat(update(spoke, "443").recordDetail().statusAsString()).isEqualTo("FAILED");
        assertThat(
                        spoke.catalog
                                .ask(
                                        SPOKE,
                                        "Ann",
                                        DescribeProvisionedProductRequest.builder()
                                                .name("web")
                                                .build(),
                                        DescribeProvisionedProductResponse.class)
                                .provisionedProductDetail()
                                .statusAsString())
                .isEqualTo("ERROR");
    }

    @OnEachDatabase
    void anUpdateKeepsWhatItDoesNotNameAndATerminationTakesAllDown(TestDatabase given) {
        var spoke = new Spoke(given, false, ALL);
        spoke.launch(Map.of("Port", "80"));

        var same = update(spoke, "80");
        var other = update(spoke, "443");
        var refused = update(spoke, "22");
        var gone =
                spoke.worked(
                        spoke.catalog
                                .ask(
                                        SPOKE,
                                        "Ann",
                                        TerminateProvisionedProductRequest.builder()
                                                .provisionedProductName("web")
                                                .build(),
                                        TerminateProvisionedProductResponse.class)
                                .recordDetail()
                                .recordId());

        assertThat(same.recordDetail().recordErrors()).isEmpty();
        assertThat(same.recordDetail().statusAsString()).isEqualTo("SUCCEEDED");
        assertThat(same.recordOutputs()).hasSize(2);
        assertThat(other.recordDetail().recordErrors()).isEmpty();
        assertThat(other.recordDetail().statusAsString()).isEqualTo("SUCCEEDED");
        assertThat(refused.recordDetail().statusAsString()).isEqualTo("FAILED");
        assertThat(gone.recordDetail().statusAsString()).isEqualTo("SUCCEEDED");
        assertThat(spoke.groups(SPOKE)).isZero();
    }

    private static DescribeRecordResponse update(Spoke spoke, String port) {
        return spoke.worked(
                spoke.catalog
                        .ask(
                                SPOKE,
                                "Ann",
                                UpdateProvisionedProductRequest.builder()
                                        .provisionedProductName("web")
                                        .provisioningParameters(
                                                UpdateProvisioningParameter.builder()
                                                        .key("Port")
                                                        .value(port)
                                                        .build())
                                        .build(),
                                UpdateProvisionedProductResponse.class)
                        .recordDetail()
                        .recordId());
    }
}
