package dev.wheelhouse.identity;

import java.time.Instant;
import java.util.Optional;

/**
 * An IAM instance profile: how an instance gets a role.
 *
 * @param id {@code AIPA} and 17 letters and digits
 * @param path {@code /}, or with more between slashes
 * @param roleId the unique id of the role in it
 */
public record InstanceProfile(
        AccountId account,
        String id,
        String name,
        String path,
        Instant created,
        Optional<String> roleId) {
    public String arn() {
        return Arn.iam(account, "instance-profile" + path + name).toString();
    }
}
