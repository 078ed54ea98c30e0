package dev.wheelhouse.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.rollout.RolloutException;
import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.access.Profiles;
import dev.wheelhouse.rollout.deploy.Outcome;
import dev.wheelhouse.rollout.deploy.Patience;
import dev.wheelhouse.rollout.deploy.Progress;
import dev.wheelhouse.rollout.deploy.Removal;
import dev.wheelhouse.rollout.deploy.RunId;
import dev.wheelhouse.rollout.deploy.StepPlan;
import dev.wheelhouse.rollout.deploy.StepResult;
import dev.wheelhouse.rollout.deploy.Use;
import dev.wheelhouse.rollout.enduser.EndUser;
import dev.wheelhouse.rollout.enduser.LaunchProgress;
import dev.wheelhouse.rollout.enduser.Launched;
import dev.wheelhouse.rollout.enduser.Launches;
import dev.wheelhouse.rollout.linux.HubDeployment;
import dev.wheelhouse.rollout.linux.HubRemoval;
import dev.wheelhouse.rollout.linux.LaunchRole;
import dev.wheelhouse.rollout.linux.LinuxProduct;
import dev.wheelhouse.rollout.linux.SpokeDeployment;
import dev.wheelhouse.rollout.linux.SpokeRemoval;
import dev.wheelhouse.rollout.status.ConstraintStatus;
import dev.wheelhouse.rollout.status.PortfolioStatus;
import dev.wheelhouse.rollout.status.ProductStatus;
import dev.wheelhouse.rollout.status.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * Hub and spoke deployment against a real server: runs that are cut off, repeated, or wrong. The
 * tests stand on each other in order.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RolloutTest {
    private static final String BUCKET = "linux-products-under-test";
    private static final AtomicInteger RUNS = new AtomicInteger();

    @TempDir private static Path folder;

    private static Path data;
    private static AwsAccess hub;
    private static AwsAccess spoke1;
    private static AwsAccess spoke2;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private static String portfolio;

    @BeforeAll
    static void start() throws IOException {
        data = folder.resolve("data");
        var up =
                Program.wheelhouse(
                        data, Map.of(), "up", "--detach", "--port", "" + Program.freePort());
        assertThat(up.exitCode()).as(up.all()).isZero();
        hub = as("hub");
        spoke1 = as("spoke1");
        spoke2 = as("spoke2");
        hub.s3().createBucket(request -> request.bucket(BUCKET));
    }

    @AfterAll
    static void stop() {
        List.of(hub, spoke1, spoke2).forEach(AwsAccess::close);
        Program.wheelhouse(data, Map.of(), "down");
    }

    @Test
    @Order(1)
    void whatIsWrongWithARequestIsSaidBeforeAnythingIsChanged() throws IOException {
        var account = spoke1.whereAmI().account();
        refused(
                request("no-such-bucket-anywhere", account),
                "there is no such bucket",
                "aws s3 mb");
        refused(request(BUCKET, account), "does not hold", "LAMP_Single_Instance_v1.template");
        refused(request(BUCKET, "12345"), "12345", "12 digits");
        refused(request(BUCKET), "no account is named");
        refused(request(BUCKET, account, hub.whereAmI().account()), "is the hub itself");
        upload();
        put("LAMP_Launch_Constraint.json", "{\"Rules\": {\"A\": ");
        refused(request(BUCKET, account), "LAMP_Launch_Constraint.json", "line 1");
        put("LAMP_Launch_Constraint.json", "{\"Rules\": {}}");
        refused(request(BUCKET, account), "no member \"Rules\" with rules");
        upload();
        refused(
                new HubDeployment.Request(BUCKET, List.of(account), Optional.of("path/of/role")),
                "The role's name");

        assertThat(new Status(hub).account().portfolios()).isEmpty();
    }

    @Test
    @Order(2)
    void aPortfolioOfTheSameNameThatSomebodyElseMadeIsLeftAlone() {
        var foreign =
                hub.serviceCatalog()
                        .createPortfolio(request ->
                                request.displayName(LinuxProduct.HUB_PORTFOLIO)
                                        .providerName("Somebody"))
                        .portfolioDetail()
                        .id();

        refused(
                request(BUCKET, spoke1.whereAmI().account()),
                foreign,
                "made by somebody else",
                "update-portfolio");

        assertThat(new Status(hub).portfolio(foreign).shares()).isEmpty();
        hub.serviceCatalog().deletePortfolio(request -> request.id(foreign));
    }

    @Test
    @Order(3)
    void aRunThatIsCutOffAfterAnyStepIsFinishedByTheNextOne() {
        var deployment = hubDeployment();
        var plan = deployment.plan();
        assertThat(plan).extracting(StepPlan::action).containsOnly(StepPlan.Action.CREATE);

        for (int steps = 1; steps < plan.size(); steps++) {
            var last = steps;
            assertThatThrownBy(() -> deployment.apply(run(), cutAfter(last)))
                    .isInstanceOf(CutOff.class);
        }
        var result = deployment.apply(run(), Progress.silent());

        portfolio = result.portfolioId();
        assertThat(result.steps()).hasSameSizeAs(plan);
        assertThat(result.steps().subList(0, plan.size() - 1))
                .extracting(StepResult::outcome)
                .containsOnly(Outcome.UNCHANGED);
        var status = new Status(hub).account();
        assertThat(status.portfolios())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.id()).isEqualTo(portfolio);
                    assertThat(it.kind()).isEqualTo(PortfolioStatus.Kind.OWN);
                    assertThat(it.products())
                            .extracting(ProductStatus::name)
                            .containsExactly("Linux Instance", "Linux LAMP Stack");
                    assertThat(it.products())
                            .allSatisfy(product -> {
                                assertThat(product.versions())
                                        .containsExactly(new ProductStatus.Version("v1", false));
                                assertThat(product.constraints())
                                        .extracting(ConstraintStatus::type)
                                        .containsExactlyInAnyOrder("TEMPLATE", "LAUNCH");
                                assertThat(product.launchRole()).contains(LaunchRole.DEFAULT_NAME);
                            });
                    assertThat(it.shares())
                            .extracting(PortfolioStatus.ShareStatus::with)
                            .containsExactlyInAnyOrder(
                                    spoke1.whereAmI().account(), spoke2.whereAmI().account());
                });
    }

    @Test
    @Order(4)
    void twiceChangesNothing() {
        assertThat(hubDeployment().plan())
                .extracting(StepPlan::action)
                .containsOnly(StepPlan.Action.NOTHING);
        assertThat(hubDeployment().apply(run(), Progress.silent()).steps())
                .extracting(StepResult::outcome)
                .containsOnly(Outcome.UNCHANGED);
    }

    @Test
    @Order(5)
    void aWrongPortfolioIsNamedAndNothingIsLeftBehind() {
        assertThatThrownBy(() ->
                        spoke(spoke1, "port-aaaaaaaaaaaaa", SpokeDeployment.Model.LOCAL)
                                .apply(run(), Progress.silent()))
                .isInstanceOf(RolloutException.class)
                .hasMessageContainingAll(
                        "port-aaaaaaaaaaaaa", "no other account shares", "hub deploy");
        assertThatThrownBy(() ->
                        spoke(spoke1, "prod-aaaaaaaaaaaaa", SpokeDeployment.Model.LOCAL)
                                .apply(run(), Progress.silent()))
                .hasMessageContaining("begins with port-");
        assertThatThrownBy(() ->
                        spoke(hub, portfolio, SpokeDeployment.Model.LOCAL)
                                .apply(run(), Progress.silent()))
                .isInstanceOf(RolloutException.class);
        assertThatThrownBy(() ->
                        new SpokeDeployment(
                                        spoke1,
                                        new SpokeDeployment.Request(
                                                portfolio,
                                                SpokeDeployment.Model.LOCAL,
                                                List.of("arn:aws:iam::000000000000:user/stranger"),
                                                LaunchRole.DEFAULT_NAME),
                                        patience())
                                .apply(run(), Progress.silent()))
                .hasMessageContaining("of another account");
        assertThat(new Status(spoke1).account().portfolios()).isEmpty();
    }

    @Test
    @Order(6)
    void aLocalPortfolioInheritsTheHubsRulesAndHasALaunchConstraintOfItsOwn() {
        var deployment = spoke(spoke1, portfolio, SpokeDeployment.Model.LOCAL);
        for (int steps = 1; steps < deployment.plan().size(); steps++) {
            var last = steps;
            assertThatThrownBy(() -> deployment.apply(run(), cutAfter(last)))
                    .isInstanceOf(CutOff.class);
        }

        var result = deployment.apply(run(), Progress.silent());

        assertThat(result.notes()).isEmpty();
        assertThat(result.portfolio().kind()).isEqualTo(PortfolioStatus.Kind.LOCAL);
        assertThat(result.portfolio().name()).isEqualTo(LinuxProduct.LOCAL_PORTFOLIO);
        assertThat(result.portfolio().principals()).containsExactly(endUsers(spoke1));
        assertThat(result.portfolio().products())
                .hasSize(2)
                .allSatisfy(product -> {
                    assertThat(origin(product, "TEMPLATE"))
                            .isEqualTo(
                                    new ConstraintStatus.Origin.Inherited(
                                            hub.whereAmI().account(), portfolio));
                    assertThat(origin(product, "LAUNCH"))
                            .isEqualTo(new ConstraintStatus.Origin.Own());
                });
        assertThat(new Status(spoke1).account().portfolios())
                .extracting(PortfolioStatus::kind)
                .containsExactly(PortfolioStatus.Kind.LOCAL, PortfolioStatus.Kind.IMPORTED);
        assertThat(deployment.apply(run(), Progress.silent()).steps())
                .extracting(StepResult::outcome)
                .containsOnly(Outcome.UNCHANGED);
    }

    @Test
    @Order(7)
    void anImportedPortfolioInheritsEverything() {
        var result =
                spoke(spoke2, portfolio, SpokeDeployment.Model.IMPORTED)
                        .apply(run(), Progress.silent());

        assertThat(result.notes()).isEmpty();
        assertThat(result.portfolio().id()).isEqualTo(portfolio);
        assertThat(result.portfolio().kind()).isEqualTo(PortfolioStatus.Kind.IMPORTED);
        assertThat(result.portfolio().owner()).isEqualTo(hub.whereAmI().account());
        var inherited = new ConstraintStatus.Origin.Inherited(hub.whereAmI().account(), portfolio);
        assertThat(result.portfolio().products())
                .hasSize(2)
                .allSatisfy(product -> {
                    assertThat(origin(product, "TEMPLATE")).isEqualTo(inherited);
                    assertThat(origin(product, "LAUNCH")).isEqualTo(inherited);
                });
    }

    @Test
    @Order(8)
    void aFormOffersWhatTheConstraintsAllow() {
        try (var access = as("spoke1-enduser")) {
            var user = new EndUser(access);
            var form =
                    user.form(user.product("Linux LAMP Stack"), Optional.empty(), Optional.empty());

            assertThat(form.field("InstanceType").orElseThrow().allowedValues())
                    .containsExactly("t3.micro", "t3.small", "t3.medium");
            assertThat(form.field("DBPassword").orElseThrow().secret()).isTrue();
            assertThat(form.field("KeyName").orElseThrow().label()).isEqualTo("Key pair");
            assertThat(form.missing(Map.of("DBPassword", "x")))
                    .extracting(field -> field.key())
                    .containsExactly("KeyName", "DBRootPassword");
            assertThat(form.launchRole())
                    .hasValueSatisfying(
                            role -> assertThat(role).endsWith(":role/" + LaunchRole.DEFAULT_NAME));
            assertThatThrownBy(() -> user.product("Nothing"))
                    .hasMessageContainingAll("no such product", "\"Linux LAMP Stack\"");
            assertThatThrownBy(() -> user.form(form.product(), Optional.of("v9"), Optional.empty()))
                    .hasMessageContaining("no version v9");
        }
    }

    @Test
    @Order(9)
    void anEndUserLaunchesFollowsAndTerminates() {
        spoke1.ec2().createKeyPair(request -> request.keyName("mine"));
        try (var access = as("spoke1-enduser")) {
            var user = new EndUser(access);
            var launches = new Launches(access, Thread::sleep);
            var form =
                    user.form(user.product("Linux LAMP Stack"), Optional.empty(), Optional.empty());
            var values =
                    new HashMap<>(
                            Map.of(
                                    "KeyName",
                                    "mine",
                                    "DBPassword",
                                    "abcdefgh1",
                                    "DBRootPassword",
                                    "abcdefgh2"));
            assertThatThrownBy(
                            () -> launches.launch(form, "typo", Map.of("Keyname", "mine"), run()))
                    .hasMessageContainingAll("no parameter Keyname", "KeyName");

            values.put("InstanceType", "r5.large");
            var refused =
                    launches.follow(
                            launches.launch(form, "refused", values, run()),
                            LaunchProgress.silent());
            assertThat(refused.status()).isEqualTo(Launched.RecordState.FAILED);
            assertThat(refused.errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error).contains("WebServerSizes"));

            values.put("InstanceType", "t3.micro");
            var history = new History();
            var launched = launches.follow(launches.launch(form, "lamp", values, run()), history);
            assertThat(launched.status())
                    .as("%s", launched.errors())
                    .isEqualTo(Launched.RecordState.SUCCEEDED);
            assertThat(launched.outputs())
                    .extracting(Launched.Output::key)
                    .containsExactlyInAnyOrder("WebsiteURL", "SecurityGroupId", "InstanceId");
            assertThat(launched.output("WebsiteURL").orElseThrow()).startsWith("http://ec2-");
            assertThat(history.lines)
                    .contains(
                            "WebServerSecurityGroup CREATE_COMPLETE", "WebServer CREATE_COMPLETE");

            assertThat(user.launches())
                    .extracting(it -> it.name() + " " + it.status())
                    .containsExactlyInAnyOrder("lamp AVAILABLE", "refused ERROR");
            var terminated =
                    launches.follow(launches.terminate("lamp", run()), LaunchProgress.silent());
            assertThat(terminated.status()).isEqualTo(Launched.RecordState.SUCCEEDED);
            assertThatThrownBy(() -> launches.terminate("lamp", run()))
                    .hasMessageContaining("you have launched nothing of that name");
        }
    }

    @Test
    @Order(10)
    void aChangedTemplateIsANewVersionAndAChangedConstraintIsChanged() throws IOException {
        put(
                "LAMP_Single_Instance_v1.template",
                example("LAMP_Single_Instance_v1.template").replace("t3.large", "t3.xlarge"));
        put(
                "LAMP_Launch_Constraint.json",
                example("LAMP_Launch_Constraint.json").replace(", \"t3.medium\"", ""));

        assertThat(hubDeployment().apply(run(), Progress.silent()).steps())
                .filteredOn(step -> step.outcome() == Outcome.UPDATED)
                .extracting(StepResult::kind)
                .containsExactly("product", "template constraint");

        assertThat(new Status(hub).portfolio(portfolio).products())
                .extracting(it -> it.versions().stream().map(ProductStatus.Version::name).toList())
                .containsExactly(List.of("v1"), List.of("v1", "v2"));
        try (var access = as("spoke1-enduser")) {
            var user = new EndUser(access);
            var form =
                    user.form(user.product("Linux LAMP Stack"), Optional.empty(), Optional.empty());
            assertThat(form.version().name()).isEqualTo("v2");
            assertThat(form.field("InstanceType").orElseThrow().allowedValues())
                    .containsExactly("t3.micro", "t3.small");
        }
    }

    @Test
    @Order(11)
    void aHubIsNotRemovedWhileSpokesHoldItsPortfolio() {
        var before = new Status(hub).account();
        var removal = hubRemoval().plan();

        assertThat(removal.goes())
                .extracting(Removal.Going::kind)
                .containsExactly(
                        "shares of portfolio",
                        "launch constraint",
                        "template constraint",
                        "launch constraint",
                        "template constraint",
                        "product in portfolio",
                        "product in portfolio",
                        "product",
                        "product",
                        "role",
                        "portfolio");
        assertThat(removal.goes())
                .filteredOn(it -> it.name().equals("Linux LAMP Stack"))
                .extracting(Removal.Going::detail)
                .containsExactly("versions v1, v2");
        assertThat(words(removal))
                .containsExactlyInAnyOrder(
                        "account "
                                + spoke1.whereAmI().account()
                                + " has imported portfolio "
                                + portfolio,
                        "account "
                                + spoke2.whereAmI().account()
                                + " has imported portfolio "
                                + portfolio);
        assertThatThrownBy(() -> hubRemoval().remove(removal, run(), Progress.silent()))
                .isInstanceOf(RolloutException.class)
                .hasMessageContaining("has imported portfolio");
        assertThat(new Status(hub).account()).isEqualTo(before);
        assertThat(
                        words(
                                new HubRemoval(
                                                hub,
                                                Optional.empty(),
                                                Optional.of("OrganizationAccountAccessRole"),
                                                patience())
                                        .plan()))
                .contains(
                        "account "
                                + spoke2.whereAmI().account()
                                + ": "
                                + endUsers(spoke2)
                                + " has access to portfolio "
                                + portfolio)
                .anySatisfy(words ->
                        assertThat(words)
                                .startsWith("account " + spoke1.whereAmI().account() + ": ")
                                .contains(
                                        "\"" + LinuxProduct.LOCAL_PORTFOLIO + "\"",
                                        "holds product"))
                .anySatisfy(words -> assertThat(words).contains("launch \"refused\"", "ERROR"));
    }

    @Test
    @Order(12)
    void aSpokeIsNotRemovedWhileSomebodyUsesWhatItHas() {
        try (var access = as("spoke1-enduser")) {
            var user = new EndUser(access);
            var launches = new Launches(access, Thread::sleep);
            var form =
                    user.form(user.product("Linux LAMP Stack"), Optional.empty(), Optional.empty());
            var values =
                    Map.of(
                            "KeyName",
                            "mine",
                            "DBPassword",
                            "abcdefgh1",
                            "DBRootPassword",
                            "abcdefgh2");
            assertThat(
                            launches.follow(
                                            launches.launch(form, "running", values, run()),
                                            LaunchProgress.silent())
                                    .status())
                    .isEqualTo(Launched.RecordState.SUCCEEDED);
            var product = form.product().id();
            var mine =
                    spoke1.serviceCatalog()
                            .createConstraint(request ->
                                    request.portfolioId(localPortfolio())
                                            .productId(product)
                                            .type("TEMPLATE")
                                            .description("mine")
                                            .parameters(
                                                    "{\"Rules\":{\"Small\":{\"Assertions\":[{\"Assert\":"
                                                            + "{\"Fn::Contains\":[[\"t3.micro\"],{\"Ref\":"
                                                            + "\"InstanceType\"}]}}]}}}"))
                            .constraintDetail()
                            .constraintId();
            var stranger =
                    endUsers(spoke1)
                            .replace("group/EndUsers", "role/OrganizationAccountAccessRole");
            spoke1.serviceCatalog()
                    .associatePrincipalWithPortfolio(request ->
                            request.portfolioId(localPortfolio())
                                    .principalARN(stranger)
                                    .principalType("IAM"));
            spoke1.iam()
                    .attachRolePolicy(request ->
                            request.roleName(LaunchRole.DEFAULT_NAME)
                                    .policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess"));

            var removal = removal(spoke1).plan();
            assertThat(String.join("\n", words(removal)))
                    .contains(
                            "\"running\"",
                            "of Linux LAMP Stack, AVAILABLE, launched by "
                                    + access.whereAmI().principal(),
                            "\"refused\"",
                            "ERROR",
                            mine,
                            stranger + " has access",
                            "ReadOnlyAccess is attached to role " + LaunchRole.DEFAULT_NAME);
            assertThat(removal.uses()).hasSize(5).noneMatch(use -> use.remedy().isEmpty());
            var before = new Status(spoke1).account();
            assertThatThrownBy(() -> removal(spoke1).remove(removal, run(), Progress.silent()))
                    .isInstanceOf(RolloutException.class);
            assertThat(new Status(spoke1).account()).isEqualTo(before);

            spoke1.iam()
                    .detachRolePolicy(request ->
                            request.roleName(LaunchRole.DEFAULT_NAME)
                                    .policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess"));
            spoke1.serviceCatalog()
                    .disassociatePrincipalFromPortfolio(request ->
                            request.portfolioId(localPortfolio())
                                    .principalARN(stranger)
                                    .principalType("IAM"));
            spoke1.serviceCatalog().deleteConstraint(request -> request.id(mine));
            for (var name : List.of("running", "refused")) {
                assertThat(
                                launches.follow(
                                                launches.terminate(name, run()),
                                                LaunchProgress.silent())
                                        .status())
                        .isEqualTo(Launched.RecordState.SUCCEEDED);
            }
        }
        assertThat(removal(spoke1).plan().uses()).isEmpty();
    }

    @Test
    @Order(13)
    void ofTwoWaysOneGoesAndWhatTheOtherNeedsStays() {
        spoke(spoke1, portfolio, SpokeDeployment.Model.IMPORTED).apply(run(), Progress.silent());

        var local = removal(spoke1, SpokeDeployment.Model.LOCAL);
        var plan = local.plan();
        assertThat(plan.uses()).isEmpty();
        assertThat(plan.stays())
                .extracting(Removal.Staying::what)
                .containsExactly(
                        "role \""
                                + LaunchRole.DEFAULT_NAME
                                + "\" (arn:aws:iam::"
                                + spoke1.whereAmI().account()
                                + ":role/"
                                + LaunchRole.DEFAULT_NAME
                                + ")",
                        "accepted share \"" + portfolio + "\" (" + portfolio + ")");
        local.remove(plan, run(), Progress.silent());

        assertThat(new Status(spoke1).account().portfolios())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.kind()).isEqualTo(PortfolioStatus.Kind.IMPORTED);
                    assertThat(it.principals()).containsExactly(endUsers(spoke1));
                });
        spoke(spoke1, portfolio, SpokeDeployment.Model.LOCAL).apply(run(), Progress.silent());
    }

    @Test
    @Order(14)
    void aSpokesRemovalThatIsCutOffAgainAndAgainIsFinishedByTheNextOne() {
        for (var spoke : List.of(spoke1, spoke2)) {
            var steps = removal(spoke).plan().goes().size();
            for (int left = steps; left > 2; left -= 2) {
                var plan = removal(spoke).plan();
                assertThat(plan.goes()).hasSize(left);
                assertThatThrownBy(() -> removal(spoke).remove(plan, run(), cutAfter(2)))
                        .isInstanceOf(CutOff.class);
            }
            var last = removal(spoke).plan();
            assertThat(last.goes().getLast().kind()).isEqualTo("accepted share");
            removal(spoke).remove(last, run(), Progress.silent());

            assertThat(removal(spoke).plan().goes()).isEmpty();
            assertThat(new Status(spoke).account().portfolios()).isEmpty();
            assertThatThrownBy(() ->
                            spoke.iam()
                                    .getRole(request -> request.roleName(LaunchRole.DEFAULT_NAME)))
                    .isInstanceOf(NoSuchEntityException.class);
        }
    }

    @Test
    @Order(15)
    void aHubIsRemovedAndWhatIsNotItsOwnStays() {
        var foreign =
                hub.serviceCatalog()
                        .createPortfolio(request ->
                                request.displayName(LinuxProduct.HUB_PORTFOLIO)
                                        .providerName("Somebody"))
                        .portfolioDetail()
                        .id();
        var lamp =
                new Status(hub)
                        .portfolio(portfolio).products().stream()
                                .filter(it -> it.name().equals("Linux LAMP Stack"))
                                .map(ProductStatus::id)
                                .findFirst()
                                .orElseThrow();
        hub.serviceCatalog()
                .associateProductWithPortfolio(
                        request -> request.portfolioId(foreign).productId(lamp));
        assertThat(words(hubRemoval().plan()))
                .singleElement()
                .satisfies(words -> assertThat(words).contains(foreign, "holds product", lamp));
        hub.serviceCatalog()
                .disassociateProductFromPortfolio(
                        request -> request.portfolioId(foreign).productId(lamp));

        var steps = hubRemoval().plan().goes().size();
        for (int left = steps; left > 2; left -= 2) {
            var plan = hubRemoval().plan();
            assertThat(plan.goes()).hasSize(left);
            assertThat(plan.stays())
                    .extracting(Removal.Staying::what)
                    .contains("portfolio \"" + LinuxProduct.HUB_PORTFOLIO + "\" (" + foreign + ")");
            assertThatThrownBy(() -> hubRemoval().remove(plan, run(), cutAfter(2)))
                    .isInstanceOf(CutOff.class);
        }
        hubRemoval().remove(hubRemoval().plan(), run(), Progress.silent());

        assertThat(hubRemoval().plan().goes()).isEmpty();
        assertThat(new Status(hub).account().portfolios())
                .extracting(PortfolioStatus::id)
                .containsExactly(foreign);
        assertThat(hub.serviceCatalog().searchProductsAsAdmin(_ -> {}).productViewDetails())
                .isEmpty();
        assertThat(hub.s3().listObjectsV2(request -> request.bucket(BUCKET)).keyCount())
                .isEqualTo(4);
        hub.serviceCatalog().deletePortfolio(request -> request.id(foreign));
    }

    @Test
    @Order(16)
    void afterARemovalTheSameIsDeployedAgain() {
        var again = hubDeployment().apply(run(), Progress.silent());
        assertThat(again.steps()).extracting(StepResult::outcome).containsOnly(Outcome.CREATED);
        portfolio = again.portfolioId();
        assertThat(
                        spoke(spoke1, portfolio, SpokeDeployment.Model.LOCAL)
                                .apply(run(), Progress.silent())
                                .portfolio()
                                .products())
                .hasSize(2);
    }

    @Test
    @Order(17)
    void theVerbsShowAskAndSayWhenThereIsNothing() {
        var used = verb("hub", "hub", "remove", "--yes");
        assertThat(used.exitCode()).as(used.all()).isEqualTo(1);
        assertThat(used.err())
                .contains("Nothing was removed", "has imported", "first: wheelhouse spoke remove");

        var unasked = verb("spoke1", "spoke", "remove", portfolio);
        assertThat(unasked.exitCode()).as(unasked.all()).isEqualTo(64);
        assertThat(unasked.out())
                .contains("This goes, in this order:", portfolio)
                .doesNotContainPattern("kind +name +id +account");
        assertThat(unasked.err()).contains("Nothing was removed", "Say --yes", "Usage:");
        if (Terminal.available()) {
            try (var terminal =
                    Terminal.wheelhouse(
                            data, Program.as(data, "spoke1"), "spoke", "remove", portfolio)) {
                terminal.shows("Remove these? [y/N]").types("");
                var ended = terminal.ended();
                assertThat(ended.exitCode()).as(ended.all()).isEqualTo(1);
                assertThat(ended.out()).contains("Nothing was removed.");
            }
        }
        assertThat(new Status(spoke1).account().portfolios()).hasSize(2);

        var removed = verb("spoke1", "spoke", "remove", portfolio, "--yes");
        assertThat(removed.exitCode()).as(removed.all()).isZero();
        assertThat(removed.out()).contains("accepted share " + portfolio + ": removed");
        var hubs = verb("hub", "hub", "remove", "--yes");
        assertThat(hubs.exitCode()).as(hubs.all()).isZero();
        assertThat(hubs.out()).contains("[11/11] portfolio Master Linux Portfolio: removed");
        var nothing = verb("hub", "hub", "remove");
        assertThat(nothing.exitCode()).as(nothing.all()).isZero();
        assertThat(nothing.out()).contains("Nothing is here that a deployment made");
    }

    private static Program.Ended verb(String profile, String... words) {
        return Program.wheelhouse(data, Program.as(data, profile), words);
    }

    private static HubRemoval hubRemoval() {
        return new HubRemoval(hub, Optional.empty(), Optional.empty(), patience());
    }

    private static SpokeRemoval removal(AwsAccess spoke) {
        return removal(spoke, SpokeDeployment.Model.values());
    }

    private static SpokeRemoval removal(AwsAccess spoke, SpokeDeployment.Model... models) {
        return new SpokeRemoval(
                spoke,
                new SpokeRemoval.Request(portfolio, Set.of(models), List.of(), Optional.empty()),
                patience());
    }

    private static List<String> words(Removal removal) {
        return removal.uses().stream().map(Use::words).toList();
    }

    private static String localPortfolio() {
        return new Status(spoke1)
                .account().portfolios().stream()
                        .filter(it -> it.kind() == PortfolioStatus.Kind.LOCAL)
                        .map(PortfolioStatus::id)
                        .findFirst()
                        .orElseThrow();
    }

    private static ConstraintStatus.Origin origin(ProductStatus product, String type) {
        return product.constraints().stream()
                .filter(constraint -> constraint.type().equals(type))
                .findFirst()
                .orElseThrow()
                .origin();
    }

    private static String endUsers(AwsAccess spoke) {
        return "arn:aws:iam::" + spoke.whereAmI().account() + ":group/EndUsers";
    }

    private static void refused(HubDeployment.Request request, String... words) {
        assertThatThrownBy(() ->
                        new HubDeployment(hub, request, patience()).apply(run(), Progress.silent()))
                .isInstanceOf(RolloutException.class)
                .hasMessageContainingAll(words);
    }

    private static HubDeployment.Request request(String bucket, String... accounts) {
        return new HubDeployment.Request(bucket, List.of(accounts), Optional.empty());
    }

    private static HubDeployment hubDeployment() {
        return new HubDeployment(
                hub,
                new HubDeployment.Request(
                        BUCKET,
                        List.of(spoke1.whereAmI().account(), spoke2.whereAmI().account()),
                        Optional.of(LaunchRole.DEFAULT_NAME)),
                patience());
    }

    private static SpokeDeployment spoke(
            AwsAccess spoke, String portfolio, SpokeDeployment.Model model) {
        return new SpokeDeployment(
                spoke,
                new SpokeDeployment.Request(portfolio, model, List.of(), LaunchRole.DEFAULT_NAME),
                patience());
    }

    private static RunId run() {
        return new RunId("run-" + RUNS.incrementAndGet());
    }

    private static Patience patience() {
        return Patience.upTo(Duration.ofSeconds(5));
    }

    private static AwsAccess as(String profile) {
        return new AwsAccess(
                Profiles.in(data.resolve("aws/config"), data.resolve("aws/credentials"))
                        .connection(Optional.of(profile)));
    }

    private static void upload() throws IOException {
        for (var product : LinuxProduct.ALL) {
            for (var key : List.of(product.templateKey(), product.constraintKey())) {
                put(key, example(key));
            }
        }
    }

    private static void put(String key, String text) {
        hub.s3()
                .putObject(
                        request -> request.bucket(BUCKET).key(key), RequestBody.fromString(text));
    }

    private static String example(String key) throws IOException {
        return Files.readString(Program.home().resolve("examples/linux").resolve(key));
    }

    /** Ends a run after a number of steps that changed something or not. */
    private static Progress cutAfter(int steps) {
        return result -> {
            if (result.number() == steps) {
                throw new CutOff();
            }
        };
    }

    /** What a power failure looks like to the code that runs. */
    private static final class CutOff extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What was told of a launch. */
    private static final class History implements LaunchProgress {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void status(String status) {
            lines.add(status);
        }

        @Override
        public void event(StackEvent event) {
            lines.add(event.logicalId() + " " + event.status());
        }
    }
}
