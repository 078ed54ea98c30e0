package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;
import static dev.wheelhouse.catalog.api.CatalogError.RESOURCE_NOT_FOUND;

import dev.wheelhouse.catalog.Portfolio;
import dev.wheelhouse.catalog.PortfolioId;
import dev.wheelhouse.catalog.Product;
import dev.wheelhouse.catalog.ProductId;
import dev.wheelhouse.catalog.sql.PortfolioStore;
import dev.wheelhouse.catalog.sql.ProductStore;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.sql.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Finds portfolios and products for an action, and asks the policies before it says whether there
 * is one: an account learns nothing about what does not reach it.
 */
final class AuthorizedLookup {
    private final PortfolioStore portfolios;
    private final ProductStore products;

    AuthorizedLookup(PortfolioStore portfolios, ProductStore products) {
        this.portfolios = portfolios;
        this.products = products;
    }

    /** The portfolio, owned or imported, once the caller may do this to it. */
    Portfolio visiblePortfolio(Handle db, Call call, String action, String portfolioId) {
        var id = new PortfolioId(portfolioId);
        var found = portfolios.visibleTo(db, call.account(), call.region(), id);
        call.require(
                found.map(portfolio -> about(action, portfolio))
                        .orElseGet(() ->
                                question(
                                        action, Portfolio.arn(call.region(), call.account(), id))));
        return found.orElseThrow(() -> noPortfolio(id));
    }

    /** The portfolio, if the account owns it; an imported one cannot be changed. */
    Portfolio ownPortfolio(Handle db, Call call, String action, String portfolioId) {
        return own(call, visiblePortfolio(db, call, action, portfolioId));
    }

    /**
     * The portfolio, if the account owns it, for an action whose policies are about a product that
     * they have allowed already.
     */
    Portfolio ownPortfolio(Handle db, Call call, String portfolioId) {
        var id = new PortfolioId(portfolioId);
        return own(
                call,
                portfolios
                        .visibleTo(db, call.account(), call.region(), id)
                        .orElseThrow(() -> noPortfolio(id)));
    }

    /** The portfolio, if the account owns it: whom it is shared with is nobody else's business. */
    Portfolio sharingPortfolio(Handle db, Call call, String action, String portfolioId) {
        var portfolio = visiblePortfolio(db, call, action, portfolioId);
        if (!portfolio.account().equals(call.account())) {
            throw INVALID_PARAMETERS.because(
                    "Portfolio "
                            + portfolioId
                            + " is shared with this account; only its owner sees its shares.");
        }
        return portfolio;
    }

    /**
     * Refuses a portfolio that the account does not see, named in a request whose policies are
     * about something else that they have allowed already.
     */
    void requireVisible(Handle db, Call call, @Nullable String portfolioId) {
        if (portfolioId != null) {
            var id = new PortfolioId(portfolioId);
            if (portfolios.visibleTo(db, call.account(), call.region(), id).isEmpty()) {
                throw noPortfolio(id);
            }
        }
    }

    private static Portfolio own(Call call, Portfolio portfolio) {
        if (!portfolio.account().equals(call.account())) {
            throw shared("Portfolio", portfolio.id().value());
        }
        return portfolio;
    }

    static RuntimeException noPortfolio(PortfolioId id) {
        return RESOURCE_NOT_FOUND.because("Portfolio not found: " + id);
    }

    /** The product, owned or shared, once the caller may do this to it. */
    Product visibleProduct(Handle db, Call call, String action, String productId) {
        var id = new ProductId(productId);
        var found = products.visibleTo(db, call.account(), call.region(), id);
        call.require(
                found.map(product -> about(action, product))
                        .orElseGet(() ->
                                question(action, Product.arn(call.region(), call.account(), id))));
        return found.orElseThrow(() -> RESOURCE_NOT_FOUND.because("Product " + id + " not found."));
    }

    /** The product, if the account owns it; a shared one cannot be changed. */
    Product ownProduct(Handle db, Call call, String action, String productId) {
        var product = visibleProduct(db, call, action, productId);
        if (!product.account().equals(call.account())) {
            throw shared("Product", productId);
        }
        return product;
    }

    static AccessRequest about(String action, Portfolio portfolio) {
        return TagLists.about(question(action, portfolio.arn()), portfolio.tags());
    }

    static AccessRequest about(String action, Product product) {
        return TagLists.about(question(action, product.arn()), product.tags());
    }

    /** The question about a whole account's things. */
    static AccessRequest about(String action) {
        return question(action, "*");
    }

    static AccessRequest question(String action, String resource) {
        return AccessRequest.to("servicecatalog:" + action, resource);
    }

    static RuntimeException shared(String kind, String id) {
        return INVALID_PARAMETERS.because(
                kind + " " + id + " is shared with this account and cannot be modified.");
    }
}
