package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;
import static dev.wheelhouse.catalog.api.CatalogError.LIMIT_EXCEEDED;
import static dev.wheelhouse.catalog.api.CatalogError.RESOURCE_IN_USE;
import static dev.wheelhouse.catalog.api.CatalogError.RESOURCE_NOT_FOUND;

import dev.wheelhouse.catalog.Portfolio;
import dev.wheelhouse.catalog.PortfolioId;
import dev.wheelhouse.catalog.Product;
import dev.wheelhouse.catalog.ProductAssociation;
import dev.wheelhouse.catalog.ProductId;
import dev.wheelhouse.catalog.Quotas;
import dev.wheelhouse.catalog.sql.ConstraintStore;
import dev.wheelhouse.catalog.sql.PortfolioShareStore;
import dev.wheelhouse.catalog.sql.PortfolioStore;
import dev.wheelhouse.catalog.sql.PrincipalAssociationStore;
import dev.wheelhouse.catalog.sql.ProductAssociationStore;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.servicecatalog.model.AssociateProductWithPortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.AssociateProductWithPortfolioResponse;
import software.amazon.awssdk.services.servicecatalog.model.DisassociateProductFromPortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.DisassociateProductFromPortfolioResponse;
import software.amazon.awssdk.services.servicecatalog.model.ListPortfoliosForProductRequest;
import software.amazon.awssdk.services.servicecatalog.model.ListPortfoliosForProductResponse;

/** The actions that put products into portfolios. */
final class ProductAssociations {
    private final Database database;
    private final PortfolioStore portfolios;
    private final ProductAssociationStore associations;
    private final ConstraintStore constraints;
    private final PortfolioShareStore shares;
    private final PrincipalAssociationStore principals;
    private final AuthorizedLookup lookup;
    private final Entries journal;
    private final Quotas quotas;

    ProductAssociations(
            Database database,
            PortfolioStore portfolios,
            ProductAssociationStore associations,
            ConstraintStore constraints,
            PortfolioShareStore shares,
            PrincipalAssociationStore principals,
            AuthorizedLookup lookup,
            Entries journal,
            Quotas quotas) {
        this.database = database;
        this.portfolios = portfolios;
        this.associations = associations;
        this.constraints = constraints;
        this.shares = shares;
        this.principals = principals;
        this.lookup = lookup;
        this.journal = journal;
        this.quotas = quotas;
    }

    AssociateProductWithPortfolioResponse associate(
            Call call, AssociateProductWithPortfolioRequest request) {
        var action = "AssociateProductWithPortfolio";
        return database.write(db -> {
            var product = lookup.visibleProduct(db, call, action, request.productId());
            var portfolio = lookup.ownPortfolio(db, call, request.portfolioId());
            var source = source(db, call, portfolio, product, request.sourcePortfolioId());
            var present = associations.find(db, portfolio, product.id());
            if (present.isEmpty() || !present.get().source().equals(source)) {
                associate(db, call, portfolio, product, source, present);
            }
            return AssociateProductWithPortfolioResponse.builder().build();
        });
    }

    private void associate(
            Handle db,
            Call call,
            Portfolio portfolio,
            Product product,
            Optional<PortfolioId> source,
            Optional<ProductAssociation> present) {
        var held = associations.holdingsIn(db, call.account(), call.region(), portfolio.id());
        if (held.stream()
                .anyMatch(holding -> holding.association().product().equals(product.id()))) {
            return; // the first source stays as long as it reaches this account
        }
        if (held.size() >= quotas.productsPerPortfolio()) {
            throw LIMIT_EXCEEDED.because(
                    "Product limit exceeded. Limit: " + quotas.productsPerPortfolio());
        }
        present.ifPresent(stale -> associations.delete(db, stale));
        associations.insert(
                db,
                new ProductAssociation(
                        portfolio.account(),
                        portfolio.region(),
                        portfolio.id(),
                        product.account(),
                        product.id(),
                        source,
                        call.time()));
        Principals.checkProducts(db, call, principals, portfolio, quotas);
        journal.created(
                db,
                call,
                "AssociateProductWithPortfolio",
                portfolio.arn(),
                Entries.text("Product", product.id().value())
                        .with(
                                "SourcePortfolio",
                                Value.text(source.map(PortfolioId::value).orElse(""))));
    }

    /** The imported portfolio that a shared product comes through; none for an own product. */
    private Optional<PortfolioId> source(
            Handle db,
            Call call,
            Portfolio portfolio,
            Product product,
            @Nullable String sourcePortfolioId) {
        var own = product.account().equals(call.account());
        if (sourcePortfolioId == null) {
            if (own) {
                return Optional.empty();
            }
            throw INVALID_PARAMETERS.because(
                    "SourcePortfolioId must be provided for product "
                            + product.id()
                            + ", which is shared with this account.");
        }
        var source = new PortfolioId(sourcePortfolioId);
        var holds =
                associations.holdingsIn(db, call.account(), call.region(), source).stream()
                        .map(holding -> holding.association())
                        .anyMatch(association ->
                                association.product().equals(product.id())
                                        && association
                                                .portfolioAccount()
                                                .equals(product.account()));
        if (!holds) {
            throw RESOURCE_NOT_FOUND.because(
                    "Product " + product.id() + " not found in portfolio " + source + ".");
        }
        if (own) {
            return Optional.empty();
        }
        if (shares.count(db, portfolio) > 0) {
            throw INVALID_PARAMETERS.because(
                    "Portfolio "
                            + portfolio.id()
                            + " is shared with other accounts and cannot hold products that are"
                            + " shared with this account.");
        }
        return Optional.of(source);
    }

    DisassociateProductFromPortfolioResponse disassociate(
            Call call, DisassociateProductFromPortfolioRequest request) {
        var action = "DisassociateProductFromPortfolio";
        return database.write(db -> {
            var product = new ProductId(request.productId());
            var found =
                    portfolios
                            .visibleTo(
                                    db,
                                    call.account(),
                                    call.region(),
                                    new PortfolioId(request.portfolioId()))
                            .flatMap(portfolio -> associations.find(db, portfolio, product));
            call.require(
                    AuthorizedLookup.question(
                            action,
                            Product.arn(
                                    call.region(),
                                    found.map(ProductAssociation::productAccount)
                                            .orElse(call.account()),
                                    product)));
            var portfolio = lookup.ownPortfolio(db, call, request.portfolioId());
            var association =
                    found.orElseThrow(() ->
                            RESOURCE_NOT_FOUND.because(
                                    "Product "
                                            + product
                                            + " is not associated with portfolio "
                                            + portfolio.id()
                                            + "."));
            if (!constraints
                    .on(db, portfolio.account(), call.region(), portfolio.id(), product)
                    .isEmpty()) {
                throw RESOURCE_IN_USE.because(
                        "Product "
                                + product
                                + " in portfolio "
                                + portfolio.id()
                                + " still has associated Constraints");
            }
            associations.delete(db, association);
            journal.deleted(
                    db, call, action, portfolio.arn(), Entries.text("Product", product.value()));
            return DisassociateProductFromPortfolioResponse.builder().build();
        });
    }

    ListPortfoliosForProductResponse listPortfolios(
            Call call, ListPortfoliosForProductRequest request) {
        var paging =
                Paging.of(
                        call,
                        "ListPortfoliosForProduct",
                        request.productId(),
                        request.pageToken(),
                        request.pageSize());
        var page =
                database.read(db -> {
                    var product =
                            lookup.visibleProduct(
                                    db, call, "ListPortfoliosForProduct", request.productId());
                    return paging.of(
                            portfolios.holding(db, call.account(), call.region(), product.id()),
                            Portfolios::cursor);
                });
        return ListPortfoliosForProductResponse.builder()
                .portfolioDetails(page.items().stream().map(Shapes::detail).toList())
                .nextPageToken(page.nextToken())
                .build();
    }
}
