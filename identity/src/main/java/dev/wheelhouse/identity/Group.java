package dev.wheelhouse.identity;

import java.time.Instant;

/**
 * An IAM group.
 *
 * @param id {@code AGPA} and 17 letters and digits
 * @param path {@code /}, or with more between slashes
 */
public record Group(AccountId account, String id, String name, String path, Instant created) {
    public String arn() {
        return Arn.iam(account, "group" + path + name).toString();
    }
}
