package dev.wheelhouse.rollout.thing;

import dev.wheelhouse.rollout.RolloutException;
import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.Thing;
import dev.wheelhouse.rollout.deploy.Token;
import dev.wheelhouse.rollout.deploy.Undoing;
import dev.wheelhouse.rollout.deploy.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.servicecatalog.model.PortfolioDetail;
import software.amazon.awssdk.services.servicecatalog.model.PortfolioShareType;
import software.amazon.awssdk.services.servicecatalog.model.ResourceNotFoundException;

/**
 * A portfolio that another account shares with this one, imported. Its state is the portfolio's id.
 */
public final class AcceptedShare implements Thing<String> {
    private final AwsAccess access;
    private final String portfolio;

    /**
     * @param portfolio the id, for example {@code port-4k2m7qzxbn3ra}
     */
    public AcceptedShare(AwsAccess access, String portfolio) {
        this.access = access;
        this.portfolio = portfolio;
    }

    @Override
    public String kind() {
        return "accepted share";
    }

    @Override
    public String name() {
        return portfolio;
    }

    @Override
    public String id(String state) {
        return state;
    }

    @Override
    public Optional<String> find() {
        return access.serviceCatalog().listAcceptedPortfolioSharesPaginator(request -> {}).stream()
                .flatMap(page -> page.portfolioDetails().stream())
                .map(PortfolioDetail::id)
                .filter(portfolio::equals)
                .findFirst()
                .or(this::findFromOrganization);
    }

    /** A share with an organization's node needs no acceptance and is in a list of its own. */
    private Optional<String> findFromOrganization() {
        return access
                .serviceCatalog()
                .listAcceptedPortfolioSharesPaginator(
                        request -> request.portfolioShareType(PortfolioShareType.AWS_ORGANIZATIONS))
                .stream()
                .flatMap(page -> page.portfolioDetails().stream())
                .map(PortfolioDetail::id)
                .filter(portfolio::equals)
                .findFirst();
    }

    @Override
    public String create(Token token) {
        try {
            access.serviceCatalog().acceptPortfolioShare(request -> request.portfolioId(portfolio));
        } catch (ResourceNotFoundException cause) {
            var place = access.whereAmI();
            throw new RolloutException(
                    "Accepting the share of portfolio " + portfolio,
                    Optional.of(place),
                    "no other account shares a portfolio of that id with account "
                            + place.account()
                            + " in "
                            + place.region(),
                    "check the id that hub deploy printed, and run hub deploy with account "
                            + place.account()
                            + " in the same region",
                    cause);
        }
        return portfolio;
    }

    @Override
    public Undoing undoing(String found) {
        if (findFromOrganization().isPresent()) {
            return new Undoing.Stays("the organization shares it, and nobody here accepted it");
        }
        return new Undoing.Goes(uses());
    }

    /** Who uses the imported portfolio. */
    List<Use> uses() {
        var uses = new ArrayList<>(PrincipalUses.of(access, portfolio));
        for (var product : ProductUses.in(access, portfolio)) {
            uses.addAll(ProductUses.holders(access, product.productId(), product.name()));
            uses.addAll(LaunchUses.of(access, product.productId()));
        }
        return uses;
    }

    @Override
    public void remove(String found) {
        access.serviceCatalog().rejectPortfolioShare(request -> request.portfolioId(found));
    }
}
