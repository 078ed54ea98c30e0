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

    /** The ARN of what an id names: a root, a unit, a service control policy or an account. */
    public String arnOf(String resource) {
        var owner = managementAccount.value();
        if (resource.startsWith("p-")) {
            return resource.equals(ControlPolicy.FULL_AWS_ACCESS.id())
                    ? "arn:aws:organizations::aws:policy/service_control_policy/" + resource
                    : "arn:aws:organizations::%s:policy/%s/service_control_policy/%s"
                            .formatted(owner, id, resource);
        }
        var type =
                resource.startsWith("r-") ? "root" : resource.startsWith("ou-") ? "ou" : "account";
        return "arn:aws:organizations::%s:%s/%s/%s".formatted(owner, type, id, resource);
    }

    public String accountArn(AccountId account) {
        return "arn:aws:organizations::" + managementAccount + ":account/" + id + "/" + account;
    }
}
