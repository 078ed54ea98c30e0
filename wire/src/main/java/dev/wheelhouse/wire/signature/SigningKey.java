package dev.wheelhouse.wire.signature;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An access key that may sign. It remembers what it derived for the scopes of late. Thread-safe.
 */
public final class SigningKey {
    /** One a day, region and service. */
    private static final int SCOPES = 64;

    private final String accessKeyId;
    private final String secret;
    private final Optional<String> sessionToken;
    private final Optional<Instant> expires;
    private final ConcurrentHashMap<String, byte[]> derived = new ConcurrentHashMap<>();

    /**
     * @param accessKeyId for example {@code AKIA…}, or {@code ASIA…} of a session
     * @param secret the secret access key
     * @param sessionToken what a session's requests must carry in {@code X-Amz-Security-Token};
     *     empty for a user's own key
     * @param expires when a session ends; empty for a user's own key
     */
    public SigningKey(
            String accessKeyId,
            String secret,
            Optional<String> sessionToken,
            Optional<Instant> expires) {
        this.accessKeyId = accessKeyId;
        this.secret = secret;
        this.sessionToken = sessionToken;
        this.expires = expires;
    }

    public String accessKeyId() {
        return accessKeyId;
    }

    public String secret() {
        return secret;
    }

    public Optional<String> sessionToken() {
        return sessionToken;
    }

    public Optional<Instant> expires() {
        return expires;
    }

    /** The key that signs in a credential's scope. */
    byte[] in(Credential credential) {
        var scope = credential.scope();
        var known = derived.get(scope);
        if (known != null) {
            return known;
        }
        var key = Hashes.signingKey(secret, credential);
        if (derived.size() >= SCOPES) {
            derived.clear();
        }
        derived.put(scope, key);
        return key;
    }

    @Override
    public String toString() {
        return "SigningKey[" + accessKeyId + "]";
    }
}
