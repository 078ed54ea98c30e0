package dev.wheelhouse.catalog;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import java.time.Instant;
import java.util.Optional;

/**
 * A product: what can be launched, in one or more provisioning artifacts.
 *
 * @param account the account that owns it
 * @param viewId the id of its view, {@code prodview-} and a suffix of its own
 * @param owner who is named as its owner: free text, not an account
 */
public record Product(
        AccountId account,
        Region region,
        ProductId id,
        String viewId,
        ProductType type,
        String name,
        String owner,
        Optional<String> description,
        Optional<String> distributor,
        Support support,
        Tags tags,
        Instant createdAt) {
    /** Whom a user turns to. */
    public record Support(
            Optional<String> description, Optional<String> email, Optional<String> url) {}

    /** {@code arn:aws:catalog:REGION:OWNER:product/ID}. */
    public String arn() {
        return arn(region, account, id);
    }

    /** The ARN that a product of this account has. */
    public static String arn(Region region, AccountId account, ProductId id) {
        return "arn:aws:catalog:" + region + ":" + account + ":product/" + id;
    }
}
