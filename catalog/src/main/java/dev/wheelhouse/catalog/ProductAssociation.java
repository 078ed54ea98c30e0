package dev.wheelhouse.catalog;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import java.time.Instant;
import java.util.Optional;

/**
 * A product in a portfolio.
 *
 * @param portfolioAccount who owns the portfolio
 * @param productAccount who owns the product
 * @param source the imported portfolio through which a shared product came into a local one; set if
 *     and only if the two accounts differ
 */
public record ProductAssociation(
        AccountId portfolioAccount,
        Region region,
        PortfolioId portfolio,
        AccountId productAccount,
        ProductId product,
        Optional<PortfolioId> source,
        Instant createdAt) {}
