package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.Catalog.ALL;
import static dev.wheelhouse.catalog.api.Catalog.HUB;
import static dev.wheelhouse.catalog.api.Catalog.SPOKE;
import static dev.wheelhouse.catalog.api.Catalog.USING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.stacks.StackEngine.Outcome;
import dev.wheelhouse.store.Jobs;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import java.time.Duration;
import software.amazon.awssdk.services.servicecatalog.model.*;

class LaunchTest {
    private static final String RULES =
            """
            {"Rules":{"Sizes":{"Assertions":[{"Assert":
              {"Fn::Contains":[["t3.micro","t3.small"],{"Ref":"InstanceType"}]}}]}}}
            """;

    /** A hub's product, launched by an end user of the spoke through a local portfolio. */
    private static final class Story {
        private final Catalog catalog;
        private final String hub;
        private final String local;
        private final String product;

        Story(TestDatabase given) {
            catalog = new Catalog(given);
            hub = HubAndSpokeTest.portfolio(catalog, HUB, "Linux");
            product = HubAndSpokeTest.product(catalog, "LAMP");
            HubAndSpokeTest.associate(catalog, HUB, hub, product, null);
            HubAndSpokeTest.constrain(catalog, HUB, hub, product, "TEMPLATE", RULES);
            HubAndSpokeTest.share(catalog, hub, SPOKE);
            HubAndSpokeTest.accept(catalog, hub, SPOKE);
            local = HubAndSpokeTest.portfolio(catalog, SPOKE, "Local");
            HubAndSpokeTest.associate(catalog, SPOKE, local, product, hub);
            catalog.launchRole(SPOKE, "Launch", ALL);
            HubAndSpokeTest.constrain(
                    catalog, SPOKE, local, product, "LAUNCH", "{\"LocalRoleName\":\"Launch\"}");
            grant(catalog.user(SPOKE, "Ann", USING));
            catalog.user(SPOKE, "Bob", USING);
        }

        private void grant(String principal) {
            catalog.ask(
                    SPOKE,
                    AssociatePrincipalWithPortfolioRequest.builder()
                            .portfolioId(local)
                            .principalARN(principal)
                            .principalType("IAM")
                            .build(),
                    AssociatePrincipalWithPortfolioResponse.class);
        }

        private RecordDetail launch(String user, String name) {
            return catalog.ask(
                            SPOKE,
                            user,
                            ProvisionProductRequest.builder()
                                    .productName("LAMP")
                                    .provisioningArtifactName("v1")
                                    .provisionedProductName(name)
                                    .provisionToken("token-" + name)
                                    .provisioningParameters(
                                            ProvisioningParameter.builder()
                                                    .key("Password")
                                                    .value("s3cret-of-Ann")
                                                    .build())
                                    .tags(Tag.builder().key("team").value("web").build())
                                    .build(),
                            ProvisionProductResponse.class)
                    .recordDetail();
        }

        private ProvisionedProductDetail provisioned(String name) {
            return catalog.ask(
                            SPOKE,
                            "Ann",
                            DescribeProvisionedProductRequest.builder().name(name).build(),
                            DescribeProvisionedProductResponse.class)
                    .provisionedProductDetail();
        }

        private DescribeRecordResponse record(String id) {
            return catalog.ask(
                    SPOKE,
                    "Ann",
                    DescribeRecordRequest.builder().id(id).build(),
                    DescribeRecordResponse.class);
        }
    }

    @OnEachDatabase
    void aLaunchActsAsTheLaunchRoleUnderTheRulesOfTheHub(TestDatabase given) {
        var story = new Story(given);
        var accepted = story.launch("Ann", "web");
        assertThat(accepted.statusAsString()).isEqualTo("CREATED");
        assertThat(story.provisioned("web").statusAsString()).isEqualTo("UNDER_CHANGE");

        assertThat(story.catalog.work(SPOKE, accepted.recordId()))
                .isInstanceOf(Jobs.Next.Finished.class);

        var record = story.record(accepted.recordId());
        assertThat(record.recordDetail().statusAsString()).isEqualTo("SUCCEEDED");
        assertThat(record.recordDetail().launchRoleArn())
                .isEqualTo("arn:aws:iam::222222222222:role/Launch");
        assertThat(record.recordOutputs())
                .extracting(RecordOutput::outputKey)
                .containsExactly("CloudformationStackARN", "Size");
        assertThat(record.recordDetail().recordTags())
                .extracting(RecordTag::key)
                .contains("team", "aws:servicecatalog:productArn");
        assertThat(story.provisioned("web").statusAsString()).isEqualTo("AVAILABLE");
        var stack = story.catalog.engine().stack(record.recordOutputs().getFirst().outputValue());
        assertThat(stack.name()).isEqualTo("SC-222222222222-" + accepted.provisionedProductId());
        assertThat(stack.extraRules().keySet()).singleElement().asString().endsWith("Sizes");
        assertThat(stack.systemTags())
                .containsEntry(
                        "aws:servicecatalog:productArn",
                        "arn:aws:catalog:us-east-1:111111111111:product/" + story.product);
    }

    @OnEachDatabase
    void aRefusalFailsTheRecordInCloudFormationsWords(TestDatabase given) {
        var story = new Story(given);
        story.catalog.engine().refuses("Parameter 'InstanceType' must be one of AllowedValues");
        var accepted = story.launch("Ann", "web");

        story.catalog.work(SPOKE, accepted.recordId());

        var text =
                "AmazonCloudFormationException  Parameter 'InstanceType' must be one of"
                        + " AllowedValues (Service: AmazonCloudFormation; Status Code: 400; Error"
                        + " Code: ValidationError; Request ID: request-1)";
        var record = story.record(accepted.recordId()).recordDetail();
        assertThat(record.statusAsString()).isEqualTo("FAILED");
        assertThat(record.recordErrors().getFirst().description()).isEqualTo(text);
        assertThat(story.provisioned("web").statusAsString()).isEqualTo("ERROR");
        assertThat(story.provisioned("web").statusMessage()).isEqualTo(text);
    }

    @OnEachDatabase
    void aSecretRestsNowhereInTheClear(TestDatabase given) {
        var story = new Story(given);
        var accepted = story.launch("Ann", "web");

        var rows =
                story.catalog
                        .database()
                        .read(db ->
                                db.createQuery("SELECT sealed_work FROM catalog_record")
                                        .mapTo(String.class)
                                        .list());
        assertThat(rows).hasSize(1).noneMatch(row -> row.contains("s3cret"));
        var journal =
                story.catalog
                        .database()
                        .read(db -> story.catalog.journal().entries(db, SPOKE.value()));
        assertThat(journal.toString()).doesNotContain("s3cret");

        story.catalog.work(SPOKE, accepted.recordId());

        int sealed =
                story.catalog
                        .database()
                        .read(db ->
                                db.createQuery(
                                                "SELECT COUNT(*) FROM catalog_record WHERE"
                                                        + " sealed_work IS NOT NULL")
                                        .mapTo(Integer.class)
                                        .one());
        assertThat(sealed).isZero();
    }

    @OnEachDatabase
    void aJobThatIsRunAgainGoesOnWhereItStopped(TestDatabase given) {
        var story = new Story(given);
        var accepted = story.launch("Ann", "web");
        story.catalog.engine().ends(new Outcome.Waiting(Duration.ofSeconds(1)));
        assertThat(story.catalog.work(SPOKE, accepted.recordId()))
                .isInstanceOf(Jobs.Next.Again.class);
        assertThat(story.record(accepted.recordId()).recordDetail().statusAsString())
                .isEqualTo("IN_PROGRESS");

        story.catalog.engine().ends(new Outcome.Failed("ROLLBACK_COMPLETE", "No quota"));
        story.catalog.work(SPOKE, accepted.recordId());
        story.catalog.work(SPOKE, accepted.recordId());

        assertThat(story.catalog.engine().arns()).hasSize(1);
        assertThat(story.provisioned("web").statusAsString()).isEqualTo("ERROR");
        assertThat(story.provisioned("web").statusMessage()).isEqualTo("No quota");
    }

    @OnEachDatabase
    void whoIsNotAdmittedHasNoPathAndSeesNoLaunchesOfOthers(TestDatabase given) {
        var story = new Story(given);
        story.launch("Ann", "web");

        assertThatThrownBy(() -> story.launch("Bob", "mine"))
                .hasMessage("Product with name LAMP does not exist or access was denied.");
        assertThatThrownBy(() ->
                        story.catalog.ask(
                                SPOKE,
                                "Bob",
                                ListLaunchPathsRequest.builder().productId(story.product).build(),
                                ListLaunchPathsResponse.class))
                .hasMessage("No launch paths found for resource: " + story.product);
        assertThatThrownBy(() ->
                        story.catalog.ask(
                                SPOKE,
                                "Bob",
                                DescribeProvisionedProductRequest.builder().name("web").build(),
                                DescribeProvisionedProductResponse.class))
                .hasMessage("ProvisionedProduct web not found.");
        assertThat(
                        story.catalog
                                .ask(
                                        SPOKE,
                                        "Bob",
                                        SearchProvisionedProductsRequest.builder().build(),
                                        SearchProvisionedProductsResponse.class)
                                .provisionedProducts())
                .isEmpty();
        assertThat(
                        story.catalog
                                .ask(
                                        SPOKE,
                                        "Ann",
                                        SearchProvisionedProductsRequest.builder().build(),
                                        SearchProvisionedProductsResponse.class)
                                .totalResultsCount())
                .isEqualTo(1);
    }

    @OnEachDatabase
    void theFormOffersWhatTemplateAndConstraintsLeave(TestDatabase given) {
        var story = new Story(given);

        var form =
                story.catalog.ask(
                        SPOKE,
                        "Ann",
                        DescribeProvisioningParametersRequest.builder()
                                .productId(story.product)
                                .provisioningArtifactName("v1")
                                .build(),
                        DescribeProvisioningParametersResponse.class);

        var size = form.provisioningArtifactParameters().getFirst();
        assertThat(size.parameterConstraints().allowedValues())
                .containsExactly("t3.micro", "t3.small");
        assertThat(form.provisioningArtifactParameters().get(1).isNoEcho()).isTrue();
        assertThat(form.usageInstructions())
                .extracting(UsageInstruction::type)
                .containsExactly(
                        "rules", "version", "launchAsRole", "tagUpdateOnProvisionedProduct");
        assertThat(form.constraintSummaries())
                .extracting(ConstraintSummary::type)
                .containsExactly("TEMPLATE", "LAUNCH");
    }

    @OnEachDatabase
    void aTerminatedProductIsGoneAndItsNameIsFree(TestDatabase given) {
        var story = new Story(given);
        story.catalog.work(SPOKE, story.launch("Ann", "web").recordId());

        var terminating =
                story.catalog
                        .ask(
                                SPOKE,
                                "Ann",
                                TerminateProvisionedProductRequest.builder()
                                        .provisionedProductName("web")
                                        .terminateToken("end")
                                        .build(),
                                TerminateProvisionedProductResponse.class)
                        .recordDetail();
        assertThat(story.provisioned("web").statusAsString()).isEqualTo("UNDER_CHANGE");
        assertThatThrownBy(() -> update(story)).hasMessageContaining("is under change.");
        story.catalog.work(SPOKE, terminating.recordId());

        assertThatThrownBy(() -> story.provisioned("web"))
                .hasMessage("ProvisionedProduct web not found.");
        assertThat(story.record(terminating.recordId()).recordDetail().statusAsString())
                .isEqualTo("SUCCEEDED");
        assertThat(story.catalog.engine().arns()).isEmpty();
    }

    @OnEachDatabase
    void anUpdateThatIsRolledBackLeavesATaintedProduct(TestDatabase given) {
        var story = new Story(given);
        story.catalog.work(SPOKE, story.launch("Ann", "web").recordId());
        var updating = update(story);
        story.catalog.engine().ends(new Outcome.Failed("UPDATE_ROLLBACK_COMPLETE", "No quota"));

        story.catalog.work(SPOKE, updating.recordId());

        assertThat(story.provisioned("web").statusAsString()).isEqualTo("TAINTED");
        var stack = story.catalog.engine().stack(story.catalog.engine().arns().iterator().next());
        assertThat(stack.previousParameters()).containsExactly("Password");
        assertThat(stack.parameters()).containsEntry("InstanceType", "t3.small");
    }

    @OnEachDatabase
    void withoutItsRoleALaunchFailsWithAClearText(TestDatabase given) {
        var story = new Story(given);
        var accepted = story.launch("Ann", "web");
        story.catalog.database().write(db -> db.createUpdate("DELETE FROM iam_role").execute());

        story.catalog.work(SPOKE, accepted.recordId());

        assertThat(story.provisioned("web").statusMessage())
                .contains("arn:aws:iam::222222222222:role/Launch")
                .contains("does not exist");
    }

    private static RecordDetail update(Story story) {
        return story.catalog
                .ask(
                        SPOKE,
                        "Ann",
                        UpdateProvisionedProductRequest.builder()
                                .provisionedProductName("web")
                                .updateToken("again")
                                .provisioningParameters(
                                        UpdateProvisioningParameter.builder()
                                                .key("InstanceType")
                                                .value("t3.small")
                                                .build())
                                .build(),
                        UpdateProvisionedProductResponse.class)
                .recordDetail();
    }
}
