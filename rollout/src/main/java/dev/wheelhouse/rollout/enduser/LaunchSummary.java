package dev.wheelhouse.rollout.enduser;

import java.time.Instant;

/**
 * One provisioned product of the caller.
 *
 * @param id for example {@code pp-4k2m7qzxbn3ra}
 * @param status AVAILABLE, UNDER_CHANGE, TAINTED, ERROR or PLAN_IN_PROGRESS
 * @param message why, when it is not available; may be empty
 */
public record LaunchSummary(
        String id,
        String name,
        String product,
        String version,
        String status,
        String message,
        Instant createdAt) {}
