package dev.wheelhouse.cloud.s3.api;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The checksum of a whole from those of its parts, for cyclic redundancy checks: they are linear,
 * so that what follows a part changes its share by a matrix over GF(2) that depends on the length
 * alone.
 */
final class CyclicChecksums {
    /** The polynomials, bits reversed, as the algorithms of S3 use them. */
    private static final Map<String, Polynomial> POLYNOMIALS =
            Map.of(
                    "CRC32", new Polynomial(32, 0xEDB88320L),
                    "CRC32C", new Polynomial(32, 0x82F63B78L),
                    "CRC64NVME", new Polynomial(64, 0x9A6C9329AC4BC9B5L));

    private record Polynomial(int width, long reversed) {}

    private CyclicChecksums() {}

    /** Whether checksums of an algorithm can be combined. */
    static boolean combine(String algorithm) {
        return POLYNOMIALS.containsKey(algorithm);
    }

    /**
     * The checksum of two contents one after the other, all in base64.
     *
     * @param length of the second, in bytes
     */
    static String combined(String algorithm, String first, String second, long length) {
        var polynomial =
                Optional.ofNullable(POLYNOMIALS.get(algorithm))
                        .orElseThrow(() ->
                                new IllegalArgumentException("No cyclic checksum: " + algorithm));
        long moved = advance(polynomial, number(first), length);
        return text(polynomial.width(), moved ^ number(second));
    }

    /** What a checksum becomes when zeros follow: that many steps of eight zero bits. */
    private static long advance(Polynomial polynomial, long checksum, long zeroBytes) {
        var step = oneBit(polynomial);
        for (int doubling = 0; doubling < 3; doubling++) {
            step = square(step);
        }
        long moved = checksum;
        for (long left = zeroBytes; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                moved = times(step, moved);
            }
            step = square(step);
        }
        return moved;
    }

    /** The matrix of one zero bit: column by column, what becomes of each bit. */
    private static long[] oneBit(Polynomial polynomial) {
        var matrix = new long[polynomial.width()];
        matrix[0] = polynomial.reversed();
        for (int bit = 1; bit < matrix.length; bit++) {
            matrix[bit] = 1L << (bit - 1);
        }
        return matrix;
    }

    private static long[] square(long[] matrix) {
        var squared = new long[matrix.length];
        for (int bit = 0; bit < matrix.length; bit++) {
            squared[bit] = times(matrix, matrix[bit]);
        }
        return squared;
    }

    private static long times(long[] matrix, long vector) {
        long product = 0;
        for (int bit = 0; bit < matrix.length; bit++) {
            if ((vector >>> bit & 1) == 1) {
                product ^= matrix[bit];
            }
        }
        return product;
    }

    private static long number(String base64) {
        long number = 0;
        for (byte each : Base64.getDecoder().decode(base64)) {
            number = number << 8 | (each & 255);
        }
        return number;
    }

    private static String text(int width, long number) {
        var bytes = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        return Base64.getEncoder()
                .encodeToString(
                        java.util.Arrays.copyOfRange(bytes, Long.BYTES - width / 8, Long.BYTES));
    }
}
