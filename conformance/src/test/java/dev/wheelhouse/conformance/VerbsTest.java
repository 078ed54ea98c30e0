package dev.wheelhouse.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.access.Profiles;
import dev.wheelhouse.rollout.deploy.RunId;
import dev.wheelhouse.rollout.enduser.EndUser;
import dev.wheelhouse.rollout.enduser.LaunchProgress;
import dev.wheelhouse.rollout.enduser.Launched;
import dev.wheelhouse.rollout.enduser.Launches;
import dev.wheelhouse.rollout.linux.LaunchRole;
import dev.wheelhouse.rollout.linux.LinuxProduct;
import dev.wheelhouse.rollout.status.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactType;
import software.amazon.awssdk.services.servicecatalog.model.UpdateProvisioningArtifactRequest;

/**
 * What the verbs say of a hub that publishes more than {@code hub deploy} does: a product of its
 * own, other types of constraints, versions that are retired. The tests stand on each other in
 * order.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VerbsTest {
    private static final String BUCKET = "linux-products-of-verbs";
    private static final String APP = "App";

    /** It goes on for a while, and then fails: nobody signals. */
    private static final String WAITING =
            """
            Resources:
              Handle: {Type: AWS::CloudFormation::WaitConditionHandle}
              Signal:
                Type: AWS::CloudFormation::WaitCondition
                Properties: {Handle: !Ref Handle, Timeout: "3"}
            """;

    @TempDir private static Path folder;

    private static Path data;
    private static AwsAccess hub;
    private static AwsAccess spoke;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private static String portfolio;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private static String app;

    @BeforeAll
    static void publish() throws IOException {
        data = folder.resolve("data");
        var up =
                Program.wheelhouse(
                        data, Map.of(), "up", "--detach", "--port", "" + Program.freePort());
        assertThat(up.exitCode()).as(up.all()).isZero();
        hub = as("hub");
        spoke = as("spoke1");
        hub.s3().createBucket(request -> request.bucket(BUCKET));
        for (var product : LinuxProduct.ALL) {
            for (var key : List.of(product.templateKey(), product.constraintKey())) {
                put(key, Files.readString(Program.home().resolve("examples/linux").resolve(key)));
            }
        }
        put("app.yaml", WAITING);
        done(
                "hub",
                "hub",
                "deploy",
                BUCKET,
                spoke.whereAmI().account(),
                "--launch-role-name",
                role());
        portfolio = new Status(hub).account().portfolios().getFirst().id();
        app = product(APP);
    }

    @AfterAll
    static void stop() {
        List.of(hub, spoke).forEach(AwsAccess::close);
        Program.wheelhouse(data, Map.of(), "down");
    }

    @Test
    @Order(1)
    void aRoleThatTheHubsConstraintsDoNotNameIsRefused() {
        for (var run = 1; run <= 2; run++) { // the first of them accepts the share
            var refused =
                    verb(
                            "spoke1",
                            "spoke",
                            "deploy",
                            portfolio,
                            "--imported",
                            "--launch-role-name",
                            "Wrong");
            assertThat(refused.exitCode()).as(refused.all()).isEqualTo(1);
            assertThat(refused.err())
                    .contains(
                            "Linux LAMP Stack",
                            "names the role " + role(),
                            "Try: --launch-role-name " + role());
            assertThatThrownBy(() -> spoke.iam().getRole(request -> request.roleName("Wrong")))
                    .isInstanceOf(NoSuchEntityException.class);
        }
    }

    @Test
    @Order(2)
    void theAdviceForAProductThatNoLaunchConstraintCoversWorks() {
        var parameters = "{\"LocalRoleName\":\"" + role() + "\"}";
        assertThat(done("spoke1", "spoke", "deploy", portfolio, "--imported").out())
                .contains(
                        "No launch constraint covers App",
                        "aws servicecatalog create-constraint --portfolio-id "
                                + portfolio
                                + " --product-id "
                                + app
                                + " --type LAUNCH --parameters '"
                                + parameters
                                + "'")
                .doesNotContain("Run hub deploy");

        constraint(app, "LAUNCH", parameters);

        assertThat(done("spoke1", "spoke", "deploy", portfolio, "--imported").out())
                .doesNotContain("No launch constraint");
    }

    @Test
    @Order(3)
    void aMisspeltParameterIsToldBeforeMissingOnes() {
        var refused = verb("spoke1-enduser", "launch", "Linux LAMP Stack", "--set", "Keyname=me");
        assertThat(refused.exitCode()).as(refused.all()).isEqualTo(1);
        assertThat(refused.err()).contains("it has no parameter Keyname", "KeyName");
    }

    @Test
    @Order(4)
    void onceAStacksEventsAreToldTheRecordsStatusIsToldAtItsEndOnly() {
        try (var access = as("spoke1-enduser")) {
            var user = new EndUser(access);
            var launches = new Launches(access, Thread::sleep);
            var form = user.form(user.product(APP), Optional.empty(), Optional.empty());
            var begun = launches.launch(form, "waiting", Map.of(), new RunId("run-1"));
            var stack = "SC-" + access.whereAmI().account() + "-" + begun.provisionedProductId();
            Eventually.holds(() -> assertThat(resources(stack)).hasSize(2));

            var told = new ArrayList<String>();
            var ended =
                    launches.follow(
                            begun,
                            new LaunchProgress() {
                                @Override
                                public void status(String status) {
                                    told.add(status);
                                }

                                @Override
                                public void event(StackEvent event) {
                                    told.add(event.logicalId() + " " + event.status());
                                }
                            });

            assertThat(ended.status()).isEqualTo(Launched.RecordState.FAILED);
            assertThat(told)
                    .contains("Signal CREATE_IN_PROGRESS", "Signal CREATE_FAILED")
                    .endsWith("FAILED")
                    .doesNotContain("CREATED", "IN_PROGRESS", "IN_PROGRESS_IN_ERROR");
        }
    }

    @Test
    @Order(5)
    void everyTypeOfConstraintSaysWhatItDoes() {
        constraint(
                app,
                "RESOURCE_UPDATE",
                "{\"Version\":\"2.0\",\"Properties\":{\"TagUpdateOnProvisionedProduct\":\"ALLOWED\"}}");
        constraint(
                app,
                "NOTIFICATION",
                "{\"NotificationArns\":[\"arn:aws:sns:us-east-1:111122223333:launches\"]}");
        var everywhere = product("Everywhere");
        constraint(
                everywhere,
                "RESOURCE_UPDATE",
                "{\"Version\":\"2.0\",\"Properties\":{\"TagUpdateOnProvisionedProduct\":\"NOT_ALLOWED\"}}");
        constraint(
                everywhere,
                "STACKSET",
                "{\"Version\":\"1.0\",\"Properties\":{\"AccountList\":[\"111122223333\"],"
                        + "\"RegionList\":[\"us-east-1\",\"us-west-2\"]}}");

        assertThat(done("hub", "status", "--profile", "hub").out())
                .containsPattern("RESOURCE_UPDATE +tags may be updated +own")
                .containsPattern("RESOURCE_UPDATE +tags may not be updated +own")
                .containsPattern(
                        "NOTIFICATION +topics arn:aws:sns:us-east-1:111122223333:launches +own")
                .containsPattern(
                        "STACKSET +accounts 111122223333; regions us-east-1, us-west-2 +own");
    }

    @Test
    @Order(6)
    void aVersionThatCannotBeLaunchedIsNotShownAsIfItCould() {
        var second =
                hub.serviceCatalog()
                        .createProvisioningArtifact(request ->
                                request.productId(app)
                                        .idempotencyToken("v2")
                                        .parameters(it ->
                                                it.name("v2")
                                                        .type(
                                                                ProvisioningArtifactType
                                                                        .CLOUD_FORMATION_TEMPLATE)
                                                        .info(template())))
                        .provisioningArtifactDetail()
                        .id();
        var first =
                hub
                        .serviceCatalog()
                        .listProvisioningArtifacts(request -> request.productId(app))
                        .provisioningArtifactDetails()
                        .stream()
                        .filter(version -> version.name().equals("v1"))
                        .findFirst()
                        .orElseThrow()
                        .id();
        update(first, request -> request.guidance("DEPRECATED"));
        for (var profile : List.of("hub", "spoke1")) {
            assertThat(done(profile, "status", "--profile", profile).out())
                    .containsPattern("App +v1 \\(deprecated\\), v2 ");
        }

        update(second, request -> request.active(false));
        assertThat(done("spoke1", "spoke", "deploy", portfolio, "--imported").out())
                .containsPattern("App +v1 \\(deprecated\\) +[A-Z]");

        update(first, request -> request.active(false));
        assertThat(done("spoke1", "spoke", "deploy", portfolio, "--imported").out())
                .containsPattern("App +none active ");
        assertThat(done("spoke1-enduser", "products").out()).containsPattern("App +none active ");
    }

    private static void update(
            String version, Consumer<UpdateProvisioningArtifactRequest.Builder> change) {
        hub.serviceCatalog()
                .updateProvisioningArtifact(request ->
                        change.accept(request.productId(app).provisioningArtifactId(version)));
    }

    private static String product(String name) {
        var id =
                hub.serviceCatalog()
                        .createProduct(request ->
                                request.name(name)
                                        .owner("IT Services")
                                        .productType("CLOUD_FORMATION_TEMPLATE")
                                        .idempotencyToken(name)
                                        .provisioningArtifactParameters(it ->
                                                it.name("v1")
                                                        .type(
                                                                ProvisioningArtifactType
                                                                        .CLOUD_FORMATION_TEMPLATE)
                                                        .info(template())))
                        .productViewDetail()
                        .productViewSummary()
                        .productId();
        hub.serviceCatalog()
                .associateProductWithPortfolio(
                        request -> request.portfolioId(portfolio).productId(id));
        return id;
    }

    private static Map<String, String> template() {
        return Map.of("LoadTemplateFromURL", "https://s3.amazonaws.com/" + BUCKET + "/app.yaml");
    }

    private static void constraint(String product, String type, String parameters) {
        hub.serviceCatalog()
                .createConstraint(request ->
                        request.portfolioId(portfolio)
                                .productId(product)
                                .type(type)
                                .parameters(parameters)
                                .idempotencyToken(product + type));
    }

    private static String role() {
        return LaunchRole.DEFAULT_NAME;
    }

    private static Program.Ended done(String profile, String... words) {
        var ended = verb(profile, words);
        assertThat(ended.exitCode()).as(ended.all()).isZero();
        return ended;
    }

    private static Program.Ended verb(String profile, String... words) {
        return Program.wheelhouse(data, Program.as(data, profile), words);
    }

    private static AwsAccess as(String profile) {
        return new AwsAccess(
                Profiles.in(data.resolve("aws/config"), data.resolve("aws/credentials"))
                        .connection(Optional.of(profile)));
    }

    private static void put(String key, String text) {
        hub.s3()
                .putObject(
                        request -> request.bucket(BUCKET).key(key), RequestBody.fromString(text));
    }

    /** The resources of the spoke's stack; none before it is there. */
    private List<StackResource> resources(String stack) {
        try {
            return spoke.cloudFormation()
                    .describeStackResources(request -> request.stackName(stack))
                    .stackResources();
        } catch (CloudFormationException _) {
            return List.of();
        }
    }
}
