package dev.wheelhouse.cloud.ec2;

import dev.wheelhouse.identity.NearbyNumbers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * EC2's ids: a prefix and 17 hexadecimal digits, for example {@code sg-0123456789abcdef0}. Those
 * made one after another begin alike. Thread-safe when the generator is.
 */
public final class ResourceIds {
    private static final Pattern FORMAT = Pattern.compile("[a-z]+-([0-9a-f]{8}|[0-9a-f]{17})");

    private final NearbyNumbers numbers;

    public ResourceIds(RandomGenerator random) {
        this.numbers = new NearbyNumbers(random);
    }

    /** A new id; always begins with 0, as the real ones do. */
    public String next(String prefix) {
        return prefix + "-0" + HexFormat.of().toHexDigits(numbers.next());
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
