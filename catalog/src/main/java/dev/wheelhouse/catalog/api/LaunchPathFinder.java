package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;
import static dev.wheelhouse.catalog.api.CatalogError.RESOURCE_NOT_FOUND;

import dev.wheelhouse.catalog.LaunchPath;
import dev.wheelhouse.catalog.Product;
import dev.wheelhouse.catalog.ProductHolding;
import dev.wheelhouse.catalog.ProductId;
import dev.wheelhouse.catalog.sql.ConstraintStore;
import dev.wheelhouse.catalog.sql.PortfolioStore;
import dev.wheelhouse.catalog.sql.PrincipalAssociationStore;
import dev.wheelhouse.catalog.sql.ProductAssociationStore;
import dev.wheelhouse.catalog.sql.ProductStore;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.sql.Handle;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds by which paths a caller may launch what: what an end user sees of the catalog. */
final class LaunchPathFinder {
    private final PortfolioStore portfolios;
    private final ProductStore products;
    private final ProductAssociationStore associations;
    private final ConstraintStore constraints;
    private final PrincipalAssociationStore principals;

    LaunchPathFinder(
            PortfolioStore portfolios,
            ProductStore products,
            ProductAssociationStore associations,
            ConstraintStore constraints,
            PrincipalAssociationStore principals) {
        this.portfolios = portfolios;
        this.products = products;
        this.associations = associations;
        this.constraints = constraints;
        this.principals = principals;
    }

    /** The caller's paths to a product; none if the product does not reach the account at all. */
    List<LaunchPath> paths(Handle db, Call call, ProductId product) {
        return associations.holdings(db, call.account(), call.region(), product).stream()
                .filter(holding -> admits(db, call, holding))
                .flatMap(holding -> path(db, call, holding).stream())
                .toList();
    }

    private boolean admits(Handle db, Call call, ProductHolding holding) {
        return LaunchPath.admitted(
                call.caller(),
                principals.of(
                        db, call.account(), call.region(), holding.association().portfolio()));
    }

    private Optional<LaunchPath> path(Handle db, Call call, ProductHolding holding) {
        return portfolios
                .visibleTo(db, call.account(), call.region(), holding.association().portfolio())
                .map(portfolio ->
                        new LaunchPath(portfolio, holding, constraints.inForce(db, holding)));
    }

    /** The one path that a request takes. */
    LaunchPath path(
            Handle db, Call call, Product product, @Nullable String id, @Nullable String name) {
        if (Shapes.given(id) && Shapes.given(name)) {
            throw INVALID_PARAMETERS.because("Only one of PathId or PathName must be provided.");
        }
        return switch (LaunchPath.choose(
                paths(db, call, product.id()),
                Shapes.given(id) ? id : null,
                Shapes.given(name) ? name : null)) {
            case LaunchPath.Choice.Taken taken -> taken.path();
            case LaunchPath.Choice.NoPath _ -> throw noPath(product.id());
            case LaunchPath.Choice.Ambiguous _ ->
                    throw INVALID_PARAMETERS.because(
                            "More than one launch path ids exist. Please specify the launch path"
                                    + " id");
            case LaunchPath.Choice.Unknown _ ->
                    throw INVALID_PARAMETERS.because(
                            Shapes.given(id)
                                    ? "Invalid PathId: " + id
                                    : "Invalid PathName: " + name);
        };
    }

    static RuntimeException noPath(ProductId product) {
        return RESOURCE_NOT_FOUND.because("No launch paths found for resource: " + product);
    }

    /** All products that the caller has a path to, by creation. */
    List<Product> launchable(Handle db, Call call) {
        var admitting =
                principals.of(db, call.account(), call.region()).stream()
                        .filter(association -> association.admits(call.caller()))
                        .map(association -> association.portfolio())
                        .collect(Collectors.toSet());
        if (admitting.isEmpty()) {
            return List.of();
        }
        var reachable =
                associations.holdings(db, call.account(), call.region()).stream()
                        .map(holding -> holding.association())
                        .filter(association -> admitting.contains(association.portfolio()))
                        .map(association -> association.product())
                        .collect(Collectors.toCollection(HashSet::new));
        return products.heldBy(db, call.account(), call.region()).stream()
                .filter(product -> reachable.contains(product.id()))
                .toList();
    }

    /**
     * The product that an end user names, once the policies allow the action on it.
     *
     * @param id the id in the request
     * @param name the name in the request
     * @param names how the two members are called, for the message
     */
    Product product(
            Handle db,
            Call call,
            String action,
            @Nullable String id,
            @Nullable String name,
            String names) {
        var named = named(db, call, id, name, names);
        if (named.size() == 1) {
            call.require(AuthorizedLookup.about(action, named.getFirst()));
        } else if (id != null && !id.isEmpty()) {
            call.require(
                    AuthorizedLookup.question(
                            action, Product.arn(call.region(), call.account(), new ProductId(id))));
        } else {
            call.require(AuthorizedLookup.about(action));
        }
        return only(named, id, name);
    }

    /** The product that an end user names, for an action that the policies have allowed already. */
    Product allowedProduct(
            Handle db, Call call, @Nullable String id, @Nullable String name, String names) {
        return only(named(db, call, id, name, names), id, name);
    }

    private List<Product> named(
            Handle db, Call call, @Nullable String id, @Nullable String name, String names) {
        if (Shapes.given(id) == Shapes.given(name)) {
            throw INVALID_PARAMETERS.because("Exactly one of " + names + " must be provided.");
        }
        if (id != null && !id.isEmpty()) {
            return products.visibleTo(db, call.account(), call.region(), new ProductId(id)).stream()
                    .toList();
        }
        return launchable(db, call).stream()
                .filter(product -> product.name().equals(name))
                .toList();
    }

    private static Product only(List<Product> named, @Nullable String id, @Nullable String name) {
        if (named.size() == 1) {
            return named.getFirst();
        }
        if (id != null && !id.isEmpty()) {
            throw noPath(new ProductId(id));
        }
        throw named.isEmpty()
                ? RESOURCE_NOT_FOUND.because(
                        "Product with name " + name + " does not exist or access was denied.")
                : INVALID_PARAMETERS.because("Multiple Product with name " + name + " found.");
    }
}
