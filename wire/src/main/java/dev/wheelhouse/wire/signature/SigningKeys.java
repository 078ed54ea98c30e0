package dev.wheelhouse.wire.signature;

import java.util.Optional;

/** All access keys that may sign; who keeps them implements this. */
@FunctionalInterface
public interface SigningKeys {
    /** The active key of an id, or empty if there is none. */
    Optional<SigningKey> find(String accessKeyId);
}
