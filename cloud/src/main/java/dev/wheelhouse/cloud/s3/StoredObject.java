package dev.wheelhouse.cloud.s3;

import dev.wheelhouse.identity.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An object.
 *
 * @param account the bucket's
 * @param size in bytes
 * @param etag without quotes
 * @param segments the bodies that follow one another to make up its content
 * @param headers what was put with it and is given back: {@code Content-Type} and the like
 * @param metadata the user's own
 * @param checksums in base64 by algorithm, for example {@code CRC32}
 */
public record StoredObject(
        AccountId account,
        String bucket,
        String key,
        long size,
        String etag,
        List<Segment> segments,
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
     * A part of a content.
     *
     * @param body the name of the body that holds it
     * @param size in bytes
     */
    public record Segment(String body, long size) {}

    public StoredObject {
        segments = List.copyOf(segments);
        headers = Map.copyOf(headers);
        metadata = Map.copyOf(metadata);
        checksums = Map.copyOf(checksums);
        tags = Map.copyOf(tags);
    }

    /** This object with other tags. */
    public StoredObject withTags(Map<String, String> changed) {
        return new StoredObject(
                account,
                bucket,
                key,
                size,
                etag,
                segments,
                headers,
                metadata,
                checksums,
                changed,
                modifiedAt);
    }
}
