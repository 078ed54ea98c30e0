package dev.wheelhouse.rollout.thing;

import dev.wheelhouse.rollout.RolloutException;
import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.Ref;
import dev.wheelhouse.rollout.deploy.Thing;
import dev.wheelhouse.rollout.deploy.Token;
import dev.wheelhouse.rollout.deploy.Undoing;
import java.util.Optional;
import software.amazon.awssdk.services.servicecatalog.model.ProductViewSummary;

/** A product of an imported portfolio. It can be found only; its state is its id. */
public final class SharedProduct implements Thing<String> {
    private final AwsAccess access;
    private final Ref<String> portfolio;
    private final String name;

    /**
     * @param portfolio the imported portfolio's id
     */
    public SharedProduct(AwsAccess access, Ref<String> portfolio, String name) {
        this.access = access;
        this.portfolio = portfolio;
        this.name = name;
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
