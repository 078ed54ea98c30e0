package dev.wheelhouse.rollout.linux;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.rollout.Place;
import dev.wheelhouse.rollout.RolloutException;
import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.Deployment;
import dev.wheelhouse.rollout.deploy.Kept;
import dev.wheelhouse.rollout.deploy.Ref;
import dev.wheelhouse.rollout.deploy.Thing;
import dev.wheelhouse.rollout.thing.AcceptedShare;
import dev.wheelhouse.rollout.thing.OwnPortfolio;
import dev.wheelhouse.rollout.thing.Ownership;
import dev.wheelhouse.rollout.thing.PortfolioPrincipal;
import dev.wheelhouse.rollout.thing.ProductConstraint;
import dev.wheelhouse.rollout.thing.ProductInPortfolio;
import dev.wheelhouse.rollout.thing.RoleWithPolicy;
import dev.wheelhouse.rollout.thing.SharedProduct;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;

/** The things of a spoke, in the order in which they are made; a removal takes them backwards. */
final class SpokeThings {
    static final Ownership OWNERSHIP = new Ownership("linux-spoke");

    private static final Pattern PORTFOLIO = Pattern.compile("port-[a-zA-Z0-9_-]{1,95}");
    private static final Pattern PRINCIPAL =
            Pattern.compile("arn:[a-z-]+:iam::([0-9]{12}):(user|group|role)/.+");
    private static final Map<String, String> TAGS = Map.of("OperatingSystem", "Linux");

    private final AwsAccess access;
    private final Deployment deployment;
    private final Optional<String> kept;

    SpokeThings(AwsAccess access, Deployment deployment) {
        this(access, deployment, Optional.empty());
    }

    /**
     * @param kept why a removal leaves the share and the launch roles, when it does
     */
    SpokeThings(AwsAccess access, Deployment deployment, Optional<String> kept) {
        this.access = access;
        this.deployment = deployment;
        this.kept = kept;
    }

    /**
     * Adds all of them.
     *
     * @param portfolioId the hub's portfolio
     * @param models one way or both
     * @param launchRoles the first of them launches; a removal knows all that were ever made
     * @param endUsers ARNs
     * @return by model, the portfolio that end users launch from
     */
    Map<SpokeDeployment.Model, Ref<String>> all(
            String portfolioId,
            Set<SpokeDeployment.Model> models,
            List<String> launchRoles,
            List<String> endUsers) {
        var imported = deployment.step(common(new AcceptedShare(access, portfolioId)));
        var products = new HashMap<LinuxProduct, Ref<String>>();
        for (var linux : LinuxProduct.ALL) {
            products.put(
                    linux,
                    deployment.step(
                            new SharedProduct(
                                    access,
                                    imported,
                                    linux.name(),
                                    models.contains(SpokeDeployment.Model.IMPORTED)
                                            ? launchRoles.stream().findFirst()
                                            : Optional.empty())));
        }
        var roles = new ArrayList<NamedRole>();
        for (var name : launchRoles) {
            roles.add(
                    new NamedRole(
                            name,
                            deployment.step(common(LaunchRole.thing(access, OWNERSHIP, name)))));
        }
        var portfolios =
                new EnumMap<SpokeDeployment.Model, Ref<String>>(SpokeDeployment.Model.class);
        for (var model : models) {
            portfolios.put(
                    model,
                    switch (model) {
                        case LOCAL -> local(imported, products, roles);
                        case IMPORTED -> imported;
                    });
        }
        portfolios
                .values()
                .forEach(portfolio ->
                        endUsers.forEach(principal ->
                                deployment.step(
                                        new PortfolioPrincipal(access, portfolio, principal))));
        return portfolios;
    }

    private record NamedRole(String name, Ref<RoleWithPolicy.State> role) {}

    private Ref<String> local(
            Ref<String> imported, Map<LinuxProduct, Ref<String>> products, List<NamedRole> roles) {
        var portfolio = deployment.step(localPortfolio(access)).map(OwnPortfolio.State::id);
        for (var linux : LinuxProduct.ALL) {
            deployment.step(
                    new ProductInPortfolio(
                            access,
                            inPortfolio(linux),
                            portfolio,
                            product(products, linux),
                            Optional.of(imported)));
        }
        for (var linux : LinuxProduct.ALL) {
            for (var role : roles) {
                deployment.step(
                        new ProductConstraint(
                                access,
                                inPortfolio(linux),
                                portfolio,
                                product(products, linux),
                                ProductConstraint.Type.LAUNCH,
                                "Launched with the role " + role.name(),
                                role.role().map(SpokeThings::launchedWith)));
            }
        }
        return portfolio;
    }

    /** The portfolio that a spoke makes of its own. */
    static OwnPortfolio localPortfolio(AwsAccess access) {
        return new OwnPortfolio(
                access,
                OWNERSHIP,
                LinuxProduct.LOCAL_PORTFOLIO,
                LinuxProduct.PROVIDER,
                "Linux products of the hub, for this account",
                TAGS);
    }

    private <S> Thing<S> common(Thing<S> thing) {
        return kept.<Thing<S>>map(why -> new Kept<>(thing, why)).orElse(thing);
    }

    private static String launchedWith(RoleWithPolicy.State role) {
        return Json.write(Value.object("RoleArn", Value.text(role.arn())));
    }

    private static String inPortfolio(LinuxProduct linux) {
        return linux.name() + " in " + LinuxProduct.LOCAL_PORTFOLIO;
    }

    private static Ref<String> product(
            Map<LinuxProduct, Ref<String>> products, LinuxProduct linux) {
        return Optional.ofNullable(products.get(linux)).orElseThrow();
    }

    /**
     * Checks that an id is a portfolio's, and not one of this account's own.
     *
     * @throws RolloutException if it is not
     */
    static void checkPortfolioId(AwsAccess access, String id) {
        if (!PORTFOLIO.matcher(id).matches()) {
            throw new RolloutException(
                    "The portfolio \"" + id + "\"",
                    Optional.empty(),
                    "a portfolio's id begins with port-",
                    "the id that hub deploy printed");
        }
        var place = access.whereAmI();
        try {
            var own =
                    access.serviceCatalog().listPortfoliosPaginator().stream()
                            .flatMap(page -> page.portfolioDetails().stream())
                            .anyMatch(portfolio -> portfolio.id().equals(id));
            if (own) {
                throw new RolloutException(
                        "Importing portfolio " + id,
                        Optional.of(place),
                        "it belongs to this very account, which is its hub",
                        "a spoke's profile, for example --profile spoke1");
            }
        } catch (SdkException cause) {
            throw access.failure("Listing the portfolios", cause);
        }
    }

    /**
     * Who may launch: those that were named, checked, or the group of end users.
     *
     * @throws RolloutException if one of them is no user, group or role of this account
     */
    static List<String> endUsers(Place place, List<String> named) {
        if (named.isEmpty()) {
            return List.of(
                    "arn:"
                            + partition(place)
                            + ":iam::"
                            + place.account()
                            + ":group/"
                            + SpokeDeployment.END_USERS_GROUP);
        }
        for (var principal : named) {
            var matcher = PRINCIPAL.matcher(principal);
            if (!matcher.matches() || !matcher.group(1).equals(place.account())) {
                throw new RolloutException(
                        "The end users " + principal,
                        Optional.of(place),
                        matcher.matches()
                                ? "they are of another account"
                                : "that is not the ARN of a user, group or role",
                        "arn:aws:iam::" + place.account() + ":group/NAME");
            }
        }
        return named;
    }

    private static String partition(Place place) {
        return place.principal().split(":", -1)[1];
    }
}
