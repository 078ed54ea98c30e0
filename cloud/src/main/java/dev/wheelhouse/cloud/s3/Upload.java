package dev.wheelhouse.cloud.s3;

import dev.wheelhouse.identity.AccountId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * A multipart upload under way.
 *
 * @param checksumAlgorithm which checksum its parts carry, for example {@code CRC32}; empty where
 *     none was asked for
 * @param checksumType {@code COMPOSITE} or {@code FULL_OBJECT}
 * @param initiator the ARN of who began it
 * @param startedAt to the millisecond, for the order of uploads of one key
 */
public record Upload(
        AccountId account,
        String bucket,
        String id,
        String key,
        Map<String, String> headers,
        Map<String, String> metadata,
        Map<String, String> tags,
        Optional<String> checksumAlgorithm,
        Optional<String> checksumType,
        String initiator,
        Instant startedAt) {
    /** The smallest part but for the last, in bytes: 5 MiB. */
    public static final long MIN_PART_SIZE = 5L << 20;

    public Upload {
        headers = Map.copyOf(headers);
        metadata = Map.copyOf(metadata);
        tags = Map.copyOf(tags);
    }

    /** Whether its object's checksum is one of the checksums of its parts. */
    public boolean isComposite() {
        return checksumType.filter("COMPOSITE"::equals).isPresent();
    }

    /**
     * A part that came in.
     *
     * @param number 1 to 10,000
     * @param size in bytes
     * @param etag the MD5 of its bytes, without quotes
     * @param checksums in base64 by algorithm: of the upload's algorithm, or of the one that S3 has
     *     where the upload has none
     * @param modifiedAt in whole seconds
     */
    public record Part(
            int number,
            String body,
            long size,
            String etag,
            Map<String, String> checksums,
            Instant modifiedAt) {
        public Part {
            checksums = Map.copyOf(checksums);
            modifiedAt = modifiedAt.truncatedTo(ChronoUnit.SECONDS);
        }

        /** The checksums that are told: those that its upload asked for. */
        public Map<String, String> shown(Upload upload) {
            return upload.checksumAlgorithm().isPresent() ? checksums : Map.of();
        }
    }
}
