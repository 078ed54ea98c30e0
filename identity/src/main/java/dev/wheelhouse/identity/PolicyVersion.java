package dev.wheelhouse.identity;

import java.time.Instant;

/**
 * One version of a managed policy.
 *
 * @param number 1 for {@code v1}
 * @param document the policy as JSON text, as it was given
 */
public record PolicyVersion(int number, String document, Instant created) {
    /** {@code v1}. */
    public String id() {
        return "v" + number;
    }
}
