package dev.wheelhouse.rollout.thing;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.MalformedJsonException;
import dev.wheelhouse.rollout.Change;
import dev.wheelhouse.rollout.RolloutException;
import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.Ref;
import dev.wheelhouse.rollout.deploy.Thing;
import dev.wheelhouse.rollout.deploy.Token;
import dev.wheelhouse.rollout.deploy.Undoing;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.servicecatalog.model.ProductViewSummary;

/**
 * A product of an imported portfolio. It can be found only; its state is its id. Where it is to be
 * launched with a role of this account, the hub's launch constraint must name that very role.
 */
public final class SharedProduct implements Thing<String> {
    private static final String LAUNCH = "LAUNCH";

    private final AwsAccess access;
    private final Ref<String> portfolio;
    private final String name;
    private final Optional<String> launchRole;

    /**
     * @param portfolio the imported portfolio's id
     * @param launchRole the name of the role that launches it from the imported portfolio; empty
     *     where it is launched from another one
     */
    public SharedProduct(
            AwsAccess access, Ref<String> portfolio, String name, Optional<String> launchRole) {
        this.access = access;
        this.portfolio = portfolio;
        this.name = name;
        this.launchRole = launchRole;
    }

    @Override
    public String kind() {
        return "shared product";
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String id(String state) {
        return state;
    }

    @Override
    public Optional<String> find() {
        return portfolio
                .known()
                .flatMap(id ->
                        access
                                .serviceCatalog()
                                .searchProductsAsAdminPaginator(request -> request.portfolioId(id))
                                .stream()
                                .flatMap(page -> page.productViewDetails().stream())
                                .map(product -> product.productViewSummary())
                                .filter(product -> name.equals(product.name()))
                                .map(ProductViewSummary::productId)
                                .findFirst());
    }

    /**
     * @throws RolloutException if a launch constraint of the hub names another role
     */
    @Override
    public List<Change> compare(String found) {
        launchRole.ifPresent(wanted ->
                namedRoles(found)
                        .filter(named -> !named.equals(wanted))
                        .findFirst()
                        .ifPresent(named -> refuse(wanted, named)));
        return List.of();
    }

    private void refuse(String wanted, String named) {
        throw new RolloutException(
                "Launching \"" + name + "\" with the role " + wanted,
                Optional.of(access.whereAmI()),
                "the hub's launch constraint on it in portfolio "
                        + portfolio.get()
                        + " names the role "
                        + named,
                "--launch-role-name "
                        + named
                        + ", or have the hub's administrator change the constraint to "
                        + wanted);
    }

    /** The local role names in the launch constraints that come with the portfolio. */
    private Stream<String> namedRoles(String product) {
        return access
                .serviceCatalog()
                .listConstraintsForPortfolioPaginator(
                        request -> request.portfolioId(portfolio.get()).productId(product))
                .stream()
                .flatMap(page -> page.constraintDetails().stream())
                .filter(constraint -> LAUNCH.equals(constraint.type()))
                .map(constraint ->
                        access.serviceCatalog()
                                .describeConstraint(
                                        request -> request.id(constraint.constraintId()))
                                .constraintParameters())
                .flatMap(parameters -> localRoleName(parameters).stream());
    }

    private static Optional<String> localRoleName(@Nullable String parameters) {
        try {
            return parameters == null
                    ? Optional.empty()
                    : Json.readObject(parameters).text("LocalRoleName");
        } catch (MalformedJsonException _) {
            return Optional.empty();
        }
    }

    @Override
    public String create(Token token) {
        throw new RolloutException(
                "Looking for the shared product \"" + name + "\"",
                Optional.of(access.whereAmI()),
                "the portfolio " + portfolio.get() + " holds no product of that name",
                "run hub deploy in the hub account, which puts it there");
    }

    @Override
    public Undoing undoing(String found) {
        return new Undoing.LookedUp(LaunchUses.of(access, found));
    }

    @Override
    public void remove(String found) {
        throw new IllegalStateException("The product " + found + " is another account's");
    }
}
