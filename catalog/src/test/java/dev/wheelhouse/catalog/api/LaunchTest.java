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
import dev.wheelhouse.store.TestDatabases;
import dev.wheelhouse.wire.ServiceException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    void aLaunchThatIsGivenUpFailsWhetherItsStackWasBegunOrNot(TestDatabase given) {
        var story = new Story(given);
        var first = story.launch("Ann", "web");
        var second = story.launch("Ann", "api");
        story.catalog.engine().ends(new Outcome.Waiting(Duration.ofSeconds(1)));
        story.catalog.work(SPOKE, second.recordId());

        for (var launch : List.of(first, second)) {
            assertThat(story.catalog.giveUp(SPOKE, launch.recordId()))
                    .isInstanceOf(Jobs.Next.Finished.class);

            var record = story.record(launch.recordId()).recordDetail();
            assertThat(record.statusAsString()).isEqualTo("FAILED");
            assertThat(record.recordErrors())
                    .singleElement()
                    .satisfies(
                            error -> assertThat(error.description()).isEqualTo("Internal Failure"));
            assertThat(story.provisioned(launch.provisionedProductName()).statusAsString())
                    .isEqualTo("ERROR");
        }
    }

    @OnEachDatabase
    void aParameterOfAnUpdateThatKeepsItsValueIgnoresAnotherBesideThatWish(TestDatabase given) {
        var story = new Story(given);
        story.catalog.work(SPOKE, story.launch("Ann", "web").recordId());
        var kept =
                UpdateProvisioningParameter.builder()
                        .key("Password")
                        .value("new")
                        .usePreviousValue(true)
                        .build();

        var updating = update(story, kept, parameter("InstanceType", "t3.small"));
        story.catalog.work(SPOKE, updating.recordId());

        var stack = story.catalog.engine().stack(story.catalog.engine().arns().iterator().next());
        assertThat(stack.previousParameters()).containsExactly("Password");
        assertThat(stack.parameters()).isEqualTo(Map.of("InstanceType", "t3.small"));
        assertThatThrownBy(() -> update(story, kept, parameter("Password", "new")))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        error ->
                                assertThat(error.kind().code())
                                        .isEqualTo("InvalidParametersException"))
                .hasMessage("Duplicate parameter: Password.");
        assertThatThrownBy(() -> update(story, UpdateProvisioningParameter.builder().build()))
                .hasMessage("Each of ProvisioningParameters must have a Key.");
    }

    private static UpdateProvisioningParameter parameter(String key, String value) {
        return UpdateProvisioningParameter.builder().key(key).value(value).build();
    }

    private static RecordDetail update(Story story, UpdateProvisioningParameter... parameters) {
        return story.catalog
                .ask(
                        SPOKE,
                        "Ann",
                        UpdateProvisionedProductRequest.builder()
                                .provisionedProductName("web")
                                .provisioningParameters(parameters)
                                .build(),
                        UpdateProvisionedProductResponse.class)
                .recordDetail();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name:web AND status:AVAILABLE",
                "web OR api",
                "NOT web",
                "(name:web)",
                "owner:ann"
            })
    void aSearchThatIsNoQueryIsRefusedWithTheFieldsThatThereAre(String query) {
        try (var given = TestDatabases.sqlite()) {
            var catalog = new Catalog(given);

            assertThatThrownBy(() -> found(catalog, query))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            error ->
                                    assertThat(error.kind().code())
                                            .isEqualTo("InvalidParametersException"))
                    .hasMessageEndingWith(
                            "The fields are arn, createdTime, id, idempotencyToken,"
                                    + " lastProvisioningRecordId, lastRecordId,"
                                    + " lastSuccessfulProvisioningRecordId, name, physicalId,"
                                    + " productId, productName, provisioningArtifactId,"
                                    + " provisioningArtifactName, status, tags, type, userArn,"
                                    + " userArnSession.");
        }
    }

    @OnEachDatabase
    void wordsAndFieldsAreLookedForAsBefore(TestDatabase given) {
        var story = new Story(given);
        story.catalog.work(SPOKE, story.launch("Ann", "web").recordId());

        for (var query : List.of("web", "we lamp", "name:web", "status:available", "lamp (web)")) {
            assertThat(found(story.catalog, query)).as(query).isOne();
        }
        assertThat(found(story.catalog, "name:\"web AND api\"")).isZero();
        assertThat(found(story.catalog, "web and lamp")).as("no operator").isZero();
    }

    private static int found(Catalog catalog, String query) {
        return catalog.ask(
                        SPOKE,
                        SearchProvisionedProductsRequest.builder()
                                .filtersWithStrings(Map.of("SearchQuery", List.of(query)))
                                .build(),
                        SearchProvisionedProductsResponse.class)
                .totalResultsCount();
    }

    @Test
    void aLanguageIsOneOfThree() {
        try (var given = TestDatabases.sqlite()) {
            var catalog = new Catalog(given);

            for (var language : List.of("en", "jp", "zh")) {
                catalog.ask(
                        HUB,
                        ListPortfoliosRequest.builder().acceptLanguage(language).build(),
                        ListPortfoliosResponse.class);
            }
            assertThatThrownBy(() ->
                            catalog.ask(
                                    HUB,
                                    ListPortfoliosRequest.builder().acceptLanguage("fr").build(),
                                    ListPortfoliosResponse.class))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            error ->
                                    assertThat(error.kind().code())
                                            .isEqualTo("InvalidParametersException"))
                    .hasMessage("Invalid AcceptLanguage: fr. The languages are [en, jp, zh].");
        }
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
    void anAccessLevelIsOfOneselfHoweverThatIsSpelt(TestDatabase given) {
        var story = new Story(given);
        story.launch("Ann", "web");

        for (var self : List.of("self", "Self")) {
            assertThat(scan(story, AccessLevelFilter.builder().key("Account").value(self).build()))
                    .extracting(ProvisionedProductDetail::name)
                    .containsExactly("web");
        }
        assertThatThrownBy(() ->
                        scan(story, AccessLevelFilter.builder().key("User").value("Ann").build()))
                .hasMessage("The only value of an AccessLevelFilter is self, not Ann.");
        assertThatThrownBy(() -> scan(story, AccessLevelFilter.builder().key("User").build()))
                .hasMessage("The only value of an AccessLevelFilter is self, which must be given.");
    }

    private static List<ProvisionedProductDetail> scan(Story story, AccessLevelFilter filter) {
        return story.catalog
                .ask(
                        SPOKE,
                        ScanProvisionedProductsRequest.builder().accessLevelFilter(filter).build(),
                        ScanProvisionedProductsResponse.class)
                .provisionedProducts();
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
    void updateAndTerminationTakeItsArnForItsName(TestDatabase given) {
        var story = new Story(given);
        story.catalog.work(SPOKE, story.launch("Ann", "web").recordId());
        var arn = story.provisioned("web").arn();

        var updating =
                story.catalog
                        .ask(
                                SPOKE,
                                "Ann",
                                UpdateProvisionedProductRequest.builder()
                                        .provisionedProductName(arn)
                                        .build(),
                                UpdateProvisionedProductResponse.class)
                        .recordDetail();
        story.catalog.work(SPOKE, updating.recordId());
        var others = arn.replace(SPOKE.value(), HUB.value());

        assertThat(updating.provisionedProductName()).isEqualTo("web");
        assertThatThrownBy(() -> terminate(story, others, "end"))
                .hasMessage("ProvisionedProduct " + others + " not found.");
        assertThat(terminate(story, arn, "end").provisionedProductName()).isEqualTo("web");
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

    @OnEachDatabase
    void anUpdateMayNameItsProductAndKeepsTheTagOfTheFirstVersion(TestDatabase given) {
        var story = new Story(given);
        var launched = story.launch("Ann", "web");
        story.catalog.work(SPOKE, launched.recordId());
        var second =
                story.catalog
                        .ask(
                                HUB,
                                CreateProvisioningArtifactRequest.builder()
                                        .productId(story.product)
                                        .parameters(
                                                HubAndSpokeTest.version(
                                                        "https://s3.amazonaws.com/b/2"))
                                        .build(),
                                CreateProvisioningArtifactResponse.class)
                        .provisioningArtifactDetail()
                        .id();

        var updating =
                story.catalog
                        .ask(
                                SPOKE,
                                "Ann",
                                UpdateProvisionedProductRequest.builder()
                                        .provisionedProductName("web")
                                        .productId(story.product)
                                        .provisioningArtifactId(second)
                                        .updateToken("u")
                                        .build(),
                                UpdateProvisionedProductResponse.class)
                        .recordDetail();
        story.catalog.work(SPOKE, updating.recordId());

        assertThat(story.provisioned("web").provisioningArtifactId()).isEqualTo(second);
        assertThat(story.record(updating.recordId()).recordDetail().recordTags())
                .contains(
                        RecordTag.builder()
                                .key("aws:servicecatalog:provisioningArtifactIdentifier")
                                .value(launched.provisioningArtifactId())
                                .build());
    }

    @OnEachDatabase
    void whatTheAdministratorDoesToItIsTheUsersToSee(TestDatabase given) {
        var story = new Story(given);
        story.catalog.work(SPOKE, story.launch("Ann", "web").recordId());
        story.grant("arn:aws:iam::222222222222:user/Admin");

        var updating = update(story, "Admin");
        story.catalog.work(SPOKE, updating.recordId());

        assertThat(story.record(updating.recordId()).recordDetail().statusAsString())
                .isEqualTo("SUCCEEDED");
        assertThat(
                        story.catalog
                                .database()
                                .read(db -> story.catalog.journal().entries(db, SPOKE.value()))
                                .getLast()
                                .entry()
                                .principal())
                .isEqualTo("arn:aws:iam::222222222222:user/Admin");
    }

    @OnEachDatabase
    void whatNeverRanIsTerminatedWithoutItsRole(TestDatabase given) {
        var story = new Story(given);
        var accepted = story.launch("Ann", "web");
        story.catalog.database().write(db -> db.createUpdate("DELETE FROM iam_role").execute());
        story.catalog.work(SPOKE, accepted.recordId());
        assertThat(story.provisioned("web").statusAsString()).isEqualTo("ERROR");

        var terminating = terminate(story, "end");
        assertThat(terminate(story, "end")).isEqualTo(terminating);
        assertThatThrownBy(() -> terminate(story, "other"))
                .hasMessageContaining("is under change.");
        assertThat(story.provisioned("web").idempotencyToken()).isEqualTo("token-web");
        story.catalog.work(SPOKE, terminating.recordId());

        assertThat(story.record(terminating.recordId()).recordDetail().statusAsString())
                .isEqualTo("SUCCEEDED");
        assertThatThrownBy(() -> terminate(story, "end"))
                .hasMessage("ProvisionedProduct web not found.");
    }

    @OnEachDatabase
    void aRollbackShowsWhileItGoesOn(TestDatabase given) {
        var story = new Story(given);
        story.catalog.engine().turnsBack();
        var accepted = story.launch("Ann", "web");

        story.catalog.work(SPOKE, accepted.recordId());

        assertThat(story.record(accepted.recordId()).recordDetail().statusAsString())
                .isEqualTo("IN_PROGRESS_IN_ERROR");
        assertThat(story.provisioned("web").statusAsString()).isEqualTo("UNDER_CHANGE");
        story.catalog.engine().ends(new Outcome.Failed("ROLLBACK_COMPLETE", "No quota"));
        story.catalog.work(SPOKE, accepted.recordId());
        assertThat(story.provisioned("web").statusAsString()).isEqualTo("ERROR");
    }

    @OnEachDatabase
    void tagsChangeOnlyWhereAConstraintAllowsItAndNotByOmission(TestDatabase given) {
        var story = new Story(given);
        story.catalog.work(SPOKE, story.launch("Ann", "web").recordId());
        assertThat(tagsAfter(story, "1", tag("team", "mail"))).contains(recordTag("team", "web"));

        HubAndSpokeTest.constrain(
                story.catalog,
                SPOKE,
                story.local,
                story.product,
                "RESOURCE_UPDATE",
                "{\"Version\":\"2.0\",\"Properties\":{\"TagUpdateOnProvisionedProduct\":\"ALLOWED\"}}");
        assertThat(tagsAfter(story, "2", tag("team", "mail"), tag("more", "1")))
                .contains(recordTag("team", "mail"), recordTag("more", "1"));
        assertThat(tagsAfter(story, "3", tag("more", "1"))).contains(recordTag("team", "mail"));
        assertThat(tagsAfter(story, "4", tag("more", "2")))
                .contains(recordTag("more", "2"))
                .doesNotContain(recordTag("team", "mail"));
    }

    private static List<RecordTag> tagsAfter(Story story, String token, Tag... tags) {
        var updating =
                story.catalog
                        .ask(
                                SPOKE,
                                "Ann",
                                UpdateProvisionedProductRequest.builder()
                                        .provisionedProductName("web")
                                        .updateToken(token)
                                        .tags(tags)
                                        .build(),
                                UpdateProvisionedProductResponse.class)
                        .recordDetail();
        story.catalog.work(SPOKE, updating.recordId());
        return story.record(updating.recordId()).recordDetail().recordTags();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static RecordTag recordTag(String key, String value) {
        return RecordTag.builder().key(key).value(value).build();
    }

    private static RecordDetail terminate(Story story, String token) {
        return terminate(story, "web", token);
    }

    private static RecordDetail terminate(Story story, String nameOrArn, String token) {
        return story.catalog
                .ask(
                        SPOKE,
                        "Ann",
                        TerminateProvisionedProductRequest.builder()
                                .provisionedProductName(nameOrArn)
                                .terminateToken(token)
                                .build(),
                        TerminateProvisionedProductResponse.class)
                .recordDetail();
    }

    private static RecordDetail update(Story story) {
        return update(story, "Ann");
    }

    private static RecordDetail update(Story story, String user) {
        return story.catalog
                .ask(
                        SPOKE,
                        user,
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
