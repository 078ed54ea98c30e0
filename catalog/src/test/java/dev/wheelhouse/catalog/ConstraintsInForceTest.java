package dev.wheelhouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConstraintsInForceTest {
    private static final AccountId HUB = new AccountId("111111111111");
    private static final AccountId SPOKE = new AccountId("222222222222");
    private static final Region REGION = new Region("us-east-1");
    private static final PortfolioId HUBS = new PortfolioId("port-hub");
    private static final PortfolioId LOCAL = new PortfolioId("port-local");
    private static final ProductId PRODUCT = new ProductId("prod-lamp");

    private final Constraint hubRules = template(HUB, HUBS, "cons-hub", "t3.micro");
    private final Constraint hubRole = launch(HUB, HUBS, "cons-role");
    private final Constraint localRules = template(SPOKE, LOCAL, "cons-local", "t3.small");
    private final Constraint localRole = launch(SPOKE, LOCAL, "cons-own");

    private final ProductHolding imported =
            ProductHolding.of(association(HUB, HUBS, Optional.empty()), SPOKE, true).orElseThrow();
    private final ProductHolding copy =
            ProductHolding.of(association(SPOKE, LOCAL, Optional.of(HUBS)), SPOKE, true)
                    .orElseThrow();

    @Test
    void anImportedPortfolioBringsAllOfTheHubsConstraints() {
        var inForce =
                ConstraintsInForce.on(imported, List.of(hubRules, hubRole, localRules), false);

        assertThat(inForce.constraints()).containsExactly(hubRules, hubRole);
        assertThat(inForce.launchRoleArn(SPOKE))
                .contains("arn:aws:iam::222222222222:role/LaunchRole");
    }

    @Test
    void aLocalPortfolioInheritsTheHubsTemplateConstraintsOnly() {
        var inForce = ConstraintsInForce.on(copy, List.of(hubRules, hubRole), false);

        assertThat(inForce.constraints()).containsExactly(hubRules);
        assertThat(inForce.launchRoleArn(SPOKE)).isEmpty();
    }

    @Test
    void aLocalPortfolioAddsItsOwnToWhatItInherits() {
        var inForce =
                ConstraintsInForce.on(
                        copy, List.of(hubRules, hubRole, localRules, localRole), false);

        assertThat(inForce.constraints()).containsExactly(hubRules, localRules, localRole);
        assertThat(inForce.rules().byName().keySet())
                .containsExactly("conshubSizes", "conslocalSizes");
        assertThat(inForce.rules().allowedValues("InstanceType")).contains(List.of());
    }

    @Test
    void theHubsLaunchConstraintMayBeMadeToFollowUntilTheSpokeHasItsOwn() {
        assertThat(ConstraintsInForce.on(copy, List.of(hubRules, hubRole), true).constraints())
                .containsExactly(hubRules, hubRole);
        assertThat(
                        ConstraintsInForce.on(copy, List.of(hubRules, hubRole, localRole), true)
                                .constraints())
                .containsExactly(hubRules, localRole);
    }

    @Test
    void aProductWhoseSourceNoLongerReachesTheSpokeIsNotHeld() {
        assertThat(ProductHolding.of(association(SPOKE, LOCAL, Optional.of(HUBS)), SPOKE, false))
                .isEmpty();
    }

    @Test
    void aSecondLaunchConstraintIsADuplicateAndOneBesideAStackSetIsExclusive() {
        var stackSet =
                new Constraint.StackSet(List.of(), List.of(), Optional.empty(), Optional.empty());

        assertThat(Constraint.conflict(List.of(hubRole), new Constraint.LaunchRole("x"), "{}"))
                .contains(Constraint.Conflict.DUPLICATE);
        assertThat(Constraint.conflict(List.of(hubRole), stackSet, "{}"))
                .contains(Constraint.Conflict.EXCLUSIVE);
        assertThat(
                        Constraint.conflict(
                                List.of(hubRole, hubRules),
                                localRules.definition(),
                                localRules.parameters()))
                .isEmpty();
        assertThat(
                        Constraint.conflict(
                                List.of(hubRules), hubRules.definition(), hubRules.parameters()))
                .contains(Constraint.Conflict.DUPLICATE);
    }

    private static ProductAssociation association(
            AccountId account, PortfolioId portfolio, Optional<PortfolioId> source) {
        return new ProductAssociation(
                account, REGION, portfolio, HUB, PRODUCT, source, Instant.EPOCH);
    }

    private static Constraint template(
            AccountId account, PortfolioId portfolio, String id, String allowed) {
        return constraint(
                account,
                portfolio,
                id,
                "TEMPLATE",
                """
                {"Sizes":{"Assertions":[{"Assert":{"Fn::Contains":[["%s"],{"Ref":"InstanceType"}]}}]}}
                """
                        .formatted(allowed));
    }

    private static Constraint launch(AccountId account, PortfolioId portfolio, String id) {
        return constraint(account, portfolio, id, "LAUNCH", "{\"LocalRoleName\":\"LaunchRole\"}");
    }

    private static Constraint constraint(
            AccountId account, PortfolioId portfolio, String id, String type, String parameters) {
        return new Constraint(
                account,
                REGION,
                new ConstraintId(id),
                portfolio,
                PRODUCT,
                Optional.empty(),
                ConstraintParameters.read(type, parameters),
                parameters,
                Instant.EPOCH);
    }
}
