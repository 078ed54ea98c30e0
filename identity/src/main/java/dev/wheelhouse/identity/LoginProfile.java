package dev.wheelhouse.identity;

import java.time.Instant;

/**
 * A user's password for the console, hashed.
 *
 * @param passwordHash as {@link dev.wheelhouse.identity.access.PasswordHash} writes it
 * @param resetRequired whether the user must set another at the next sign-in
 */
public record LoginProfile(
        AccountId account,
        String userId,
        String passwordHash,
        boolean resetRequired,
        Instant created) {
    @Override
    public String toString() {
        return "LoginProfile[" + userId + ", ****]";
    }
}
