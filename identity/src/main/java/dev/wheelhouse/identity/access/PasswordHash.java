package dev.wheelhouse.identity.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Hashes passwords with PBKDF2-HMAC-SHA512 at the cost that the OWASP Password Storage Cheat Sheet
 * names. A hash says how it was made: {@code pbkdf2-sha512$210000$SALT$HASH}.
 */
public final class PasswordHash {
    private static final String NAME = "pbkdf2-sha512";
    private static final int ITERATIONS = 210_000;
    private static final int BITS = 512;

    private PasswordHash() {}

    /**
     * The hash of a password; takes some tenths of a second on purpose.
     *
     * @param salt random letters and digits of this password alone
     */
    public static String of(String password, String salt) {
        return NAME
                + "$"
                + ITERATIONS
                + "$"
                + salt
                + "$"
                + Base64.getEncoder().encodeToString(derived(password, salt, ITERATIONS));
    }

    /** Whether a hash is that of this password. */
    public static boolean matches(String hash, String password) {
        var parts = hash.split("\\$", 4);
        if (parts.length != 4 || !parts[0].equals(NAME)) {
            throw new IllegalArgumentException("Not a password's hash");
        }
        return MessageDigest.isEqual(
                Base64.getDecoder().decode(parts[3]),
                derived(password, parts[2], Integer.parseInt(parts[1])));
    }

    private static byte[] derived(String password, String salt, int iterations) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(
                            new PBEKeySpec(
                                    password.toCharArray(),
                                    salt.getBytes(StandardCharsets.UTF_8),
                                    iterations,
                                    BITS))
                    .getEncoded();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("The JDK has no PBKDF2WithHmacSHA512", missing);
        }
    }
}
