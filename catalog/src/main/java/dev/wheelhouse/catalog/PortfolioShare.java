package dev.wheelhouse.catalog;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import java.time.Instant;

/**
 * An offer of a portfolio to another account. Only an accepted one lets the recipient see it.
 *
 * @param owner who owns the portfolio and made the share
 * @param recipient the account that it is offered to
 * @param accepted whether the recipient imported the portfolio
 */
public record PortfolioShare(
        AccountId owner,
        Region region,
        PortfolioId portfolio,
        AccountId recipient,
        boolean shareTagOptions,
        boolean sharePrincipals,
        boolean accepted,
        Instant createdAt) {}
