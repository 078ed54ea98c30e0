package dev.wheelhouse.identity.founding;

import dev.wheelhouse.identity.AccessKey;

/**
 * A new access key with its secret, which is told this once.
 *
 * @param secret 40 characters
 */
public record IssuedKey(AccessKey key, String secret) {
    @Override
    public String toString() {
        return "IssuedKey[" + key.id() + ", ****]";
    }
}
