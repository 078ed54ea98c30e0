package dev.wheelhouse.rollout.linux;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.Deployment;
import dev.wheelhouse.rollout.deploy.Ref;
import dev.wheelhouse.rollout.thing.OwnPortfolio;
import dev.wheelhouse.rollout.thing.OwnProduct;
import dev.wheelhouse.rollout.thing.Ownership;
import dev.wheelhouse.rollout.thing.PortfolioShares;
import dev.wheelhouse.rollout.thing.ProductConstraint;
import dev.wheelhouse.rollout.thing.ProductInPortfolio;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The things of a hub, in the order in which they are made; a removal takes them backwards. */
final class HubThings {
    static final Ownership OWNERSHIP = new Ownership("linux-hub");

    /** Stands between a template's key and its bucket in a version's description. */
    static final String OF_BUCKET = " of bucket ";

    private static final Map<String, String> TAGS = Map.of("OperatingSystem", "Linux");

    private final AwsAccess access;
    private final Deployment deployment;
    private final Optional<String> spokeRole;

    /**
     * What the bucket says of a product; unknown to a removal, which does not need it.
     *
     * @param rules the template constraint
     */
    record Contents(Ref<OwnProduct.Template> template, Ref<String> rules) {
        /** Nothing is known of a product but its name. */
        static Contents unknown() {
            return new Contents(Optional::empty, Optional::empty);
        }
    }

    /**
     * @param spokeRole a role with which a removal reads who uses the portfolio in a spoke
     */
    HubThings(AwsAccess access, Deployment deployment, Optional<String> spokeRole) {
        this.access = access;
        this.deployment = deployment;
        this.spokeRole = spokeRole;
    }

    /**
     * Adds all of them.
     *
     * @param contents by product
     * @param launchRoles the role of the launch constraints: none, one, or all that were ever made
     * @param accounts to share with
     * @return the portfolio
     */
    Ref<OwnPortfolio.State> all(
            Map<LinuxProduct, Contents> contents, List<String> launchRoles, Set<String> accounts) {
        var portfolio =
                deployment.step(
                        new OwnPortfolio(
                                access,
                                OWNERSHIP,
                                LinuxProduct.HUB_PORTFOLIO,
                                LinuxProduct.PROVIDER,
                                "Linux products for all accounts",
                                TAGS));
        var portfolioId = portfolio.map(OwnPortfolio.State::id);
        launchRoles.forEach(role -> deployment.step(LaunchRole.thing(access, OWNERSHIP, role)));
        var products = new HashMap<LinuxProduct, Ref<String>>();
        for (var linux : LinuxProduct.ALL) {
            products.put(linux, product(linux, of(contents, linux)));
        }
        for (var linux : LinuxProduct.ALL) {
            deployment.step(
                    new ProductInPortfolio(
                            access,
                            inPortfolio(linux),
                            portfolioId,
                            of(products, linux),
                            Optional.empty()));
        }
        for (var linux : LinuxProduct.ALL) {
            constraints(
                    linux,
                    portfolioId,
                    of(products, linux),
                    of(contents, linux).rules(),
                    launchRoles);
        }
        deployment.step(
                new PortfolioShares(
                        access, LinuxProduct.HUB_PORTFOLIO, portfolioId, accounts, spokeRole));
        return portfolio;
    }

    private Ref<String> product(LinuxProduct linux, Contents contents) {
        return deployment
                .step(
                        new OwnProduct(
                                access,
                                OWNERSHIP,
                                new OwnProduct.Desired(
                                        linux.name(),
                                        LinuxProduct.PROVIDER,
                                        linux.description(),
                                        contents.template()),
                                TAGS))
                .map(OwnProduct.State::id);
    }

    private void constraints(
            LinuxProduct linux,
            Ref<String> portfolio,
            Ref<String> product,
            Ref<String> rules,
            List<String> launchRoles) {
        deployment.step(
                new ProductConstraint(
                        access,
                        inPortfolio(linux),
                        portfolio,
                        product,
                        ProductConstraint.Type.TEMPLATE,
                        linux.constraintDescription(),
                        rules));
        for (var role : launchRoles) {
            deployment.step(
                    new ProductConstraint(
                            access,
                            inPortfolio(linux),
                            portfolio,
                            product,
                            ProductConstraint.Type.LAUNCH,
                            "Launched with the role " + role + " of the launching account",
                            Ref.of(Json.write(Value.object("LocalRoleName", Value.text(role))))));
        }
    }

    private static String inPortfolio(LinuxProduct linux) {
        return linux.name() + " in " + LinuxProduct.HUB_PORTFOLIO;
    }

    private static <V> V of(Map<LinuxProduct, V> map, LinuxProduct product) {
        return Optional.ofNullable(map.get(product)).orElseThrow();
    }
}
