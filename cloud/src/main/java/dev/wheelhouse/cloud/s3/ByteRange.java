package dev.wheelhouse.cloud.s3;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_RANGE;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A part of an object.
 *
 * @param first the first byte's offset
 * @param last the last byte's offset
 */
public record ByteRange(long first, long last) {
    private static final Pattern FORMAT = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * Reads a {@code Range} header; one that makes no sense is ignored, as RFC 9110 has it.
     *
     * @param size of the object
     * @throws S3Refusal if the range lies outside of the object
     */
    public static Optional<ByteRange> parse(String header, long size) {
        var match = FORMAT.matcher(header.strip());
        if (!match.matches() || (match.group(1).isEmpty() && match.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (match.group(1).isEmpty()) {
            long count = Math.min(Long.parseLong(match.group(2)), size);
            if (count == 0) {
                throw notSatisfiable(header, size);
            }
            return Optional.of(new ByteRange(size - count, size - 1));
        }
        long first = Long.parseLong(match.group(1));
        long last =
                match.group(2).isEmpty()
                        ? size - 1
                        : Math.min(Long.parseLong(match.group(2)), size - 1);
        if (!match.group(2).isEmpty() && Long.parseLong(match.group(2)) < first) {
            return Optional.empty();
        }
        if (first >= size) {
            throw notSatisfiable(header, size);
        }
        return Optional.of(new ByteRange(first, last));
    }

    public long length() {
        return last - first + 1;
    }

    private static S3Refusal notSatisfiable(String header, long size) {
        return INVALID_RANGE
                .because("The requested range is not satisfiable")
                .with("RangeRequested", header)
                .with("ActualObjectSize", String.valueOf(size));
    }
}
