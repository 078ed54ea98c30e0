package dev.wheelhouse.identity;

import java.time.Instant;

/**
 * An organization.
 *
 * @param id {@code o-} and 10 letters and digits
 * @param rootId {@code r-} and 4 letters and digits
 * @param allFeatures whether its feature set is {@code ALL}; otherwise {@code CONSOLIDATED_BILLING}
 */
public record Organization(
        String id,
        String rootId,
        AccountId managementAccount,
        String managementEmail,
        boolean allFeatures,
        Instant created) {
    public String arn() {
        return "arn:aws:organizations::" + managementAccount + ":organization/" + id;
    }

    public String rootArn() {
        return "arn:aws:organizations::" + managementAccount + ":root/" + id + "/" + rootId;
    }

    public String accountArn(AccountId account) {
        return "arn:aws:organizations::" + managementAccount + ":account/" + id + "/" + account;
    }
}
