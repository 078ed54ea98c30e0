package dev.wheelhouse.rollout.status;

import java.util.List;

/**
 * One portfolio as an account sees it.
 *
 * @param id for example {@code port-4k2m7qzxbn3ra}
 * @param name its display name
 * @param kind whose it is
 * @param owner the 12-digit account that owns it
 * @param products what it holds, by name
 * @param principals who may launch from it: ARNs
 * @param shares with whom it is shared; empty unless it is the account's own
 */
public record PortfolioStatus(
        String id,
        String name,
        Kind kind,
        String owner,
        List<ProductStatus> products,
        List<String> principals,
        List<ShareStatus> shares) {
    public PortfolioStatus {
        products = List.copyOf(products);
        principals = List.copyOf(principals);
        shares = List.copyOf(shares);
    }

    /** Whose a portfolio is. */
    public enum Kind {
        /** The account's own, with products of its own. */
        OWN,
        /** The account's own, with products of another account's portfolio. */
        LOCAL,
        /** Another account's, shared with this one. */
        IMPORTED
    }

    /**
     * A share.
     *
     * @param with an account, an organization or an organizational unit: its id
     * @param accepted whether it was accepted
     */
    public record ShareStatus(String with, boolean accepted) {}
}
