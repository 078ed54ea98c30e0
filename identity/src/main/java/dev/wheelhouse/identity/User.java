package dev.wheelhouse.identity;

import java.time.Instant;
import java.util.Optional;

/**
 * An IAM user.
 *
 * @param id {@code AIDA} and 17 letters and digits
 * @param path {@code /}, or with more between slashes
 * @param boundary the ARN of the managed policy that is its permissions boundary
 */
public record User(
        AccountId account,
        String id,
        String name,
        String path,
        Instant created,
        Optional<String> boundary) {
    public String arn() {
        return Arn.iam(account, "user" + path + name).toString();
    }
}
