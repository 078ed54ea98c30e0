package dev.wheelhouse.catalog;

import dev.wheelhouse.identity.Caller;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A way by which a caller may launch a product: a portfolio that holds it and admits the caller.
 *
 * @param portfolio its name names the path, too
 * @param holding how the caller's account holds the product there
 * @param constraints what binds launches by this path
 */
public record LaunchPath(
        Portfolio portfolio, ProductHolding holding, ConstraintsInForce constraints) {
    /** Which path a request takes. */
    public sealed interface Choice {
        /** This one. */
        record Taken(LaunchPath path) implements Choice {}

        /** No portfolio offers the product to the caller. */
        record NoPath() implements Choice {}

        /** The request must say which. */
        record Ambiguous() implements Choice {}

        /** The request names one that is not among the caller's. */
        record Unknown() implements Choice {}
    }

    public LaunchPathId id() {
        return LaunchPathId.through(portfolio.id());
    }

    public String name() {
        return portfolio.displayName();
    }

    /** Whether some association admits the caller to a portfolio: rights alone never do. */
    public static boolean admitted(Caller caller, List<PrincipalAssociation> associations) {
        return associations.stream().anyMatch(association -> association.admits(caller));
    }

    /**
     * Chooses among the caller's paths to a product.
     *
     * @param id the id that the request names
     * @param name the name that the request names
     */
    public static Choice choose(
            List<LaunchPath> paths, @Nullable String id, @Nullable String name) {
        if (paths.isEmpty()) {
            return new Choice.NoPath();
        }
        var fitting =
                paths.stream()
                        .filter(path -> id == null || path.id().value().equals(id))
                        .filter(path -> name == null || path.name().equals(name))
                        .toList();
        return switch (fitting.size()) {
            case 0 -> new Choice.Unknown();
            case 1 -> new Choice.Taken(fitting.getFirst());
            default -> new Choice.Ambiguous();
        };
    }

    /** The tags of portfolio and product, which a launch by this path puts on its stack. */
    public Tags tags(Product product) {
        return portfolio.tags().under(product.tags());
    }

    /** The portfolio through which a product of the hub came into one of the spoke's own. */
    public Optional<PortfolioId> source() {
        return holding.association().source();
    }
}
