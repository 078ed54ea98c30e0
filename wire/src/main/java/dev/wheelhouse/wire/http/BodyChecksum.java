package dev.wheelhouse.wire.http;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** One of the checksums that S3 knows, by the header that carries it. Not thread-safe. */
public sealed interface BodyChecksum {
    /** The headers (and trailers) that carry a checksum, lower case. */
    List<String> HEADERS =
            List.of(
                    "x-amz-checksum-crc32",
                    "x-amz-checksum-crc32c",
                    "x-amz-checksum-crc64nvme",
                    "x-amz-checksum-sha1",
                    "x-amz-checksum-sha256",
                    "content-md5");

    /** What headers of checksums begin with, lower case. */
    String PREFIX = "x-amz-checksum-";

    /** The headers of that prefix that carry no checksum, lower case. */
    List<String> ABOUT =
            List.of("x-amz-checksum-algorithm", "x-amz-checksum-mode", "x-amz-checksum-type");

    void update(byte[] bytes, int offset, int length);

    /** The checksum of what was updated, in base64, as the header carries it. */
    String base64();

    /** The checksum that a header carries, or empty if it is none of {@link #HEADERS}. */
    static Optional<BodyChecksum> of(String header) {
        return switch (header) {
            case "x-amz-checksum-crc32" -> Optional.of(new Cyclic(new CRC32(), Integer.BYTES));
            case "x-amz-checksum-crc32c" -> Optional.of(new Cyclic(new CRC32C(), Integer.BYTES));
            case "x-amz-checksum-crc64nvme" -> Optional.of(new Cyclic(new Crc64Nvme(), Long.BYTES));
            case "x-amz-checksum-sha1" -> Optional.of(new Digest(digest("SHA-1")));
            case "x-amz-checksum-sha256" -> Optional.of(new Digest(digest("SHA-256")));
            case "content-md5" -> Optional.of(new Digest(digest("MD5")));
            default -> Optional.empty();
        };
    }

    /** Whether a header carries a checksum that is not among {@link #HEADERS}. */
    static boolean isUnbuilt(String header) {
        return header.startsWith(PREFIX) && !ABOUT.contains(header) && !HEADERS.contains(header);
    }

    /**
     * Whether a text has the form of a checksum.
     *
     * @param computed one of the same algorithm
     */
    static boolean isWellFormed(String text, String computed) {
        try {
            var bytes = Base64.getDecoder().decode(text);
            return bytes.length == Base64.getDecoder().decode(computed).length
                    && Base64.getEncoder().encodeToString(bytes).equals(text);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** What S3 says of a body that is not the one whose checksum a header or trailer carries. */
    static String mismatch(String header) {
        return header.startsWith(PREFIX)
                ? "The "
                        + header.substring(PREFIX.length()).toUpperCase(Locale.ROOT)
                        + " you specified did not match the calculated checksum."
                : "The Content-MD5 you specified did not match what we received.";
    }

    private static Supplier<MessageDigest> digest(String algorithm) {
        return () -> {
            try {
                return MessageDigest.getInstance(algorithm);
            } catch (NoSuchAlgorithmException cause) {
                throw new IllegalStateException(cause); // every JDK has these
            }
        };
    }

    /** A cyclic redundancy check of 32 or 64 bits. */
    record Cyclic(Checksum checksum, int width) implements BodyChecksum {
        @Override
        public void update(byte[] bytes, int offset, int length) {
            checksum.update(bytes, offset, length);
        }

        @Override
        public String base64() {
            var all = ByteBuffer.allocate(Long.BYTES).putLong(checksum.getValue()).array();
            return Base64.getEncoder()
                    .encodeToString(
                            java.util.Arrays.copyOfRange(all, Long.BYTES - width, Long.BYTES));
        }
    }

    /** A cryptographic hash. */
    record Digest(MessageDigest digest) implements BodyChecksum {
        Digest(Supplier<MessageDigest> digest) {
            this(digest.get());
        }

        @Override
        public void update(byte[] bytes, int offset, int length) {
            digest.update(bytes, offset, length);
        }

        @Override
        public String base64() {
            return Base64.getEncoder().encodeToString(digest.digest());
        }
    }
}
