package dev.wheelhouse.cloud.ec2;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * EC2's ids: a prefix and 17 hexadecimal digits, for example {@code sg-0123456789abcdef0}. Their
 * order is that of their numbers. Thread-safe when the source of numbers is.
 */
public final class ResourceIds {
    private static final Pattern FORMAT = Pattern.compile("[a-z]+-([0-9a-f]{8}|[0-9a-f]{17})");

    private final LongSupplier numbers;

    public ResourceIds(LongSupplier numbers) {
        this.numbers = numbers;
    }

    /** A new id; always begins with 0, as the real ones do. */
    public String next(String prefix) {
        return prefix + "-0" + HexFormat.of().toHexDigits(numbers.getAsLong());
    }

    /** An id that follows from a name: the same for all who ask. */
    public static String derived(String prefix, String name) {
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest((prefix + "/" + name).getBytes(StandardCharsets.UTF_8));
            return prefix + "-0" + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException cause) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", cause);
        }
    }

    /** Whether a text has the form of an id of that prefix. */
    public static boolean isWellFormed(String prefix, String id) {
        return id.startsWith(prefix + "-") && FORMAT.matcher(id).matches();
    }
}
