package dev.wheelhouse.cloud.s3;

import dev.wheelhouse.identity.AccountId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object.
 *
 * @param account the bucket's
 * @param size in bytes
 * @param etag without quotes
 * @param segments the bodies that follow one another to make up its content
 * @param parts what it was uploaded in, in order; empty for one that came in one piece
 * @param headers what was put with it and is given back: {@code Content-Type} and the like
 * @param metadata the user's own
 * @param checksums in base64 by algorithm, for example {@code CRC32}
 * @param modifiedAt in whole seconds, as S3 keeps and tells it (its lists have milliseconds, and
 *     these are always zero): what a list tells equals what {@code Last-Modified} does
 */
public record StoredObject(
        AccountId account,
        String bucket,
        String key,
        long size,
        String etag,
        List<Segment> segments,
        List<Part> parts,
        Map<String, String> headers,
        Map<String, String> metadata,
        Map<String, String> checksums,
        Map<String, String> tags,
        Instant modifiedAt) {
    /** The largest object, in bytes: 256 MiB. */
    public static final long MAX_SIZE = 256L << 20;

    /** The longest key, in bytes of UTF-8. */
    public static final int MAX_KEY_BYTES = 1024;

    /**
     * A stretch of a content.
     *
     * @param body the name of the body that holds it
     * @param size in bytes
     */
    public record Segment(String body, long size) {}

    /**
     * A part that an object was uploaded in. Its number is its place among the parts, from 1.
     *
     * @param size in bytes
     * @param checksums in base64 by algorithm; none where the object's own checksum is not made of
     *     those of its parts
     */
    public record Part(long size, Map<String, String> checksums) {
        public Part {
            checksums = Map.copyOf(checksums);
        }
    }

    public StoredObject {
        segments = List.copyOf(segments);
        parts = List.copyOf(parts);
        headers = Map.copyOf(headers);
        metadata = Map.copyOf(metadata);
        checksums = Map.copyOf(checksums);
        tags = Map.copyOf(tags);
        modifiedAt = modifiedAt.truncatedTo(ChronoUnit.SECONDS);
    }

    /** How many parts it was uploaded in; empty for one that came in one piece. */
    public Optional<Integer> partCount() {
        return parts.isEmpty() ? Optional.empty() : Optional.of(parts.size());
    }

    /**
     * Where a part of it lies; an object that came in one piece is one part.
     *
     * @param number from 1
     * @throws S3Refusal if it has no such part
     */
    public PartPlace part(int number) {
        int count = partCount().orElse(1);
        if (number < 1 || number > count) {
            throw S3Refusal.Reason.INVALID_PART_NUMBER
                    .because("The requested partnumber is not satisfiable")
                    .with("PartNumberRequested", String.valueOf(number))
                    .with("ActualPartCount", String.valueOf(count));
        }
        if (parts.isEmpty()) {
            return new PartPlace(0, size);
        }
        long first = parts.subList(0, number - 1).stream().mapToLong(Part::size).sum();
        return new PartPlace(first, parts.get(number - 1).size());
    }

    /**
     * Where a part lies.
     *
     * @param first the first byte's offset
     * @param length in bytes
     */
    public record PartPlace(long first, long length) {}

    /** This object with other tags. */
    public StoredObject withTags(Map<String, String> changed) {
        return new StoredObject(
                account,
                bucket,
                key,
                size,
                etag,
                segments,
                parts,
                headers,
                metadata,
                checksums,
                changed,
                modifiedAt);
    }
}
