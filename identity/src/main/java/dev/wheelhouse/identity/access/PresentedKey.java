package dev.wheelhouse.identity.access;

import dev.wheelhouse.wire.signature.SigningKey;
import dev.wheelhouse.wire.signature.SigningKeys;
import java.util.Optional;

/**
 * The access key that one request presents: looked up once, for the signature and for who it
 * belongs to. Of one request and one thread.
 */
public final class PresentedKey implements SigningKeys {
    private final AccessKeySecrets secrets;
    private Optional<KnownKey> known = Optional.empty();

    public PresentedKey(AccessKeySecrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public Optional<SigningKey> find(String accessKeyId) {
        known = secrets.look(accessKeyId);
        return known.map(secrets::open);
    }

    /** The key that was looked up; empty before, and where there is none. */
    public Optional<KnownKey> known() {
        return known;
    }
}
