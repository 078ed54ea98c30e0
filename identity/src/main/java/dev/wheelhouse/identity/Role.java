package dev.wheelhouse.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An IAM role.
 *
 * @param id {@code AROA} and 17 letters and digits
 * @param path {@code /}, or with more between slashes
 * @param description empty when there is none
 * @param trustPolicy who may assume it, as JSON text; users and roles in it by their unique ids
 * @param maxSession how long a session may last at most, one to twelve hours
 * @param boundary the ARN of the managed policy that is its permissions boundary
 */
public record Role(
        AccountId account,
        String id,
        String name,
        String path,
        Instant created,
        String description,
        String trustPolicy,
        Duration maxSession,
        Optional<String> boundary) {
    public String arn() {
        return Arn.iam(account, "role" + path + name).toString();
    }

    public Role withTrustPolicy(String policy) {
        return new Role(
                account, id, name, path, created, description, policy, maxSession, boundary);
    }

    /** The ARN of a session of this role. */
    public String sessionArn(String sessionName) {
        return new Arn(
                        "aws",
                        "sts",
                        "",
                        account.value(),
                        "assumed-role/" + name + "/" + sessionName)
                .toString();
    }
}
