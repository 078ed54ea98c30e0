package dev.wheelhouse.catalog;

import dev.wheelhouse.identity.AccountId;
import java.util.Optional;

/**
 * How an account holds a product in a portfolio: the consumption models of the hub-and-spoke
 * pattern.
 *
 * <p>What an account sees follows from facts of the moment and is never stored: the database view
 * {@code held_product} finds the holdings that {@link #of} admits. A product that leaves the source
 * portfolio, or a share that is deleted or rejected, ends the holding at once; what runs already
 * goes on running.
 */
public sealed interface ProductHolding {
    ProductAssociation association();

    /** The account's own product in its own portfolio. */
    record Own(ProductAssociation association) implements ProductHolding {}

    /** A portfolio of the hub, imported and used as it is: a live view of it. */
    record Imported(ProductAssociation association) implements ProductHolding {}

    /**
     * A product of the hub in a portfolio of the spoke's own.
     *
     * @param source the association in the hub's portfolio that it came through
     */
    record LocalCopy(ProductAssociation association, PortfolioId source)
            implements ProductHolding {}

    /**
     * Whether and how an account holds a product through an association.
     *
     * @param association a product in a portfolio that the account owns or has imported
     * @param account whose view it is
     * @param sourceReaches whether the source portfolio, if there is one, is still shared with the
     *     account, accepted, and still holds the product
     */
    static Optional<ProductHolding> of(
            ProductAssociation association, AccountId account, boolean sourceReaches) {
        if (!association.portfolioAccount().equals(account)) {
            return Optional.of(new Imported(association));
        }
        if (association.source().isEmpty()) {
            return Optional.of(new Own(association));
        }
        return sourceReaches
                ? Optional.of(new LocalCopy(association, association.source().get()))
                : Optional.empty();
    }
}
