package dev.wheelhouse.rollout.thing;

import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.Ref;
import dev.wheelhouse.rollout.deploy.Thing;
import dev.wheelhouse.rollout.deploy.Token;
import dev.wheelhouse.rollout.deploy.Undoing;
import java.util.List;
import java.util.Optional;

/**
 * A product's place in a portfolio of the account. Its state is both ids, as CloudFormation joins
 * them: {@code port-…|prod-…}.
 */
public final class ProductInPortfolio implements Thing<String> {
    private final AwsAccess access;
    private final String name;
    private final Ref<String> portfolio;
    private final Ref<String> product;
    private final Optional<Ref<String>> sourcePortfolio;

    /**
     * @param name the names of product and portfolio, for progress
     * @param sourcePortfolio the imported portfolio that the product is taken from, when it is not
     *     the account's own
     */
    public ProductInPortfolio(
            AwsAccess access,
            String name,
            Ref<String> portfolio,
            Ref<String> product,
            Optional<Ref<String>> sourcePortfolio) {
        this.access = access;
        this.name = name;
        this.portfolio = portfolio;
        this.product = product;
        this.sourcePortfolio = sourcePortfolio;
    }

    @Override
    public String kind() {
        return "product in portfolio";
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
        if (portfolio.known().isEmpty() || product.known().isEmpty()) {
            return Optional.empty();
        }
        return access
                .serviceCatalog()
                .listPortfoliosForProductPaginator(request -> request.productId(product.get()))
                .stream()
                .flatMap(page -> page.portfolioDetails().stream())
                .filter(it -> it.id().equals(portfolio.get()))
                .findFirst()
                .map(_ -> ProductUses.user(portfolio.get(), product.get()));
    }

    @Override
    public String create(Token token) {
        access.serviceCatalog()
                .associateProductWithPortfolio(request -> {
                    request.portfolioId(portfolio.get()).productId(product.get());
                    sourcePortfolio.map(Ref::get).ifPresent(request::sourcePortfolioId);
                });
        return ProductUses.user(portfolio.get(), product.get());
    }

    @Override
    public Undoing undoing(String found) {
        return new Undoing.Goes(List.of());
    }

    @Override
    public void remove(String found) {
        access.serviceCatalog()
                .disassociateProductFromPortfolio(
                        request -> request.portfolioId(portfolio.get()).productId(product.get()));
    }
}
