package dev.wheelhouse.catalog;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import java.time.Instant;
import java.util.Optional;

/**
 * A portfolio: a set of products with those who may launch them. An account that imports it sees
 * this very portfolio, under the same id and ARN.
 *
 * @param account who owns it
 * @param region where it is
 * @param displayName 1 to 100 characters; need not be unique
 * @param description at most 2000 characters
 * @param providerName 1 to 50 characters
 */
public record Portfolio(
        AccountId account,
        Region region,
        PortfolioId id,
        String displayName,
        Optional<String> description,
        String providerName,
        Tags tags,
        Instant createdAt) {
    /** {@code arn:aws:catalog:REGION:OWNER:portfolio/ID}. */
    public String arn() {
        return arn(region, account, id);
    }

    /** The ARN that a portfolio of this account has. */
    public static String arn(Region region, AccountId account, PortfolioId id) {
        return "arn:aws:catalog:" + region + ":" + account + ":portfolio/" + id;
    }
}
