package dev.wheelhouse.wire.signature;

import java.time.Instant;
import java.util.Optional;

/**
 * An access key that may sign.
 *
 * @param accessKeyId for example {@code AKIA…}, or {@code ASIA…} of a session
 * @param secret the secret access key
 * @param sessionToken what a session's requests must carry in {@code X-Amz-Security-Token}; empty
 *     for a user's own key
 * @param expires when a session ends; empty for a user's own key
 */
public record SigningKey(
        String accessKeyId,
        String secret,
        Optional<String> sessionToken,
        Optional<Instant> expires) {
    @Override
    public String toString() {
        return "SigningKey[" + accessKeyId + "]";
    }
}
