package dev.wheelhouse.identity;

import java.time.Instant;

/**
 * A user's access key, without its secret.
 *
 * @param id {@code AKIA} and 16 letters and digits
 */
public record AccessKey(String id, String userId, boolean active, Instant created) {}
