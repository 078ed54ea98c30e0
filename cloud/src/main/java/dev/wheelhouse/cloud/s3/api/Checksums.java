package dev.wheelhouse.cloud.s3.api;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_REQUEST;

import dev.wheelhouse.cloud.s3.StoredObject;
import dev.wheelhouse.wire.http.BodyChecksum;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * The checksums that go with objects (S3 user guide, "Checking object integrity in Amazon S3").
 * What a request claims of its body has been compared on the way in.
 */
final class Checksums {
    /** What S3 itself computes of objects that come without a checksum. */
    static final String DEFAULT = "CRC64NVME";

    /** The type of checksums of the checksums of parts. */
    static final String COMPOSITE = "COMPOSITE";

    /** The type of checksums of whole contents. */
    static final String FULL_OBJECT = "FULL_OBJECT";

    private Checksums() {}

    /**
     * The checksum that came with an object, by algorithm; empty if none did.
     *
     * @throws dev.wheelhouse.cloud.s3.S3Refusal if several did, or one that the request does not
     *     announce
     */
    static Map<String, String> sent(PutObjectRequest request) {
        return sent(
                request.checksumAlgorithmAsString(),
                claimed(
                        request.checksumCRC32(),
                        request.checksumCRC32C(),
                        request.checksumCRC64NVME(),
                        request.checksumSHA1(),
                        request.checksumSHA256()));
    }

    /** The checksum that came with a part. */
    static Map<String, String> sent(UploadPartRequest request) {
        return sent(
                request.checksumAlgorithmAsString(),
                claimed(
                        request.checksumCRC32(),
                        request.checksumCRC32C(),
                        request.checksumCRC64NVME(),
                        request.checksumSHA1(),
                        request.checksumSHA256()));
    }

    /**
     * Checks what came by the header that names an SDK's algorithm (S3 API reference, PutObject,
     * {@code x-amz-sdk-checksum-algorithm}).
     */
    private static Map<String, String> sent(
            @Nullable String announced, Map<String, String> claimed) {
        checkSingle(claimed);
        if (announced != null && claimed.isEmpty()) {
            throw INVALID_REQUEST.because(
                    "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-*"
                            + " or x-amz-trailer headers were found.");
        }
        if (announced != null && !claimed.containsKey(announced)) {
            throw INVALID_REQUEST.because(
                    "Value for x-amz-sdk-checksum-algorithm header is invalid.");
        }
        return claimed;
    }

    static void checkSingle(Map<String, String> claimed) {
        if (claimed.size() > 1) {
            throw INVALID_REQUEST.because(
                    "Expecting a single x-amz-checksum- header. Multiple checksum Types are not"
                            + " allowed.");
        }
    }

    /** What is claimed of a content, by algorithm in the order of their names. */
    static Map<String, String> claimed(
            @Nullable String crc32,
            @Nullable String crc32c,
            @Nullable String crc64nvme,
            @Nullable String sha1,
            @Nullable String sha256) {
        var claimed = new LinkedHashMap<String, String>();
        put(claimed, "CRC32", crc32);
        put(claimed, "CRC32C", crc32c);
        put(claimed, "CRC64NVME", crc64nvme);
        put(claimed, "SHA1", sha1);
        put(claimed, "SHA256", sha256);
        return claimed;
    }

    private static void put(Map<String, String> claimed, String algorithm, @Nullable String text) {
        if (text != null) {
            claimed.put(algorithm, text);
        }
    }

    /** Whether a text has the form of a checksum of this algorithm. */
    static boolean isWellFormed(String algorithm, String text) {
        return Digests.checksum(algorithm)
                .filter(checksum -> BodyChecksum.isWellFormed(text, checksum.base64()))
                .isPresent();
    }

    /** Sets those that are there. */
    static void set(
            Map<String, String> checksums,
            Consumer<@Nullable String> crc32,
            Consumer<@Nullable String> crc32c,
            Consumer<@Nullable String> crc64nvme,
            Consumer<@Nullable String> sha1,
            Consumer<@Nullable String> sha256) {
        crc32.accept(checksums.get("CRC32"));
        crc32c.accept(checksums.get("CRC32C"));
        crc64nvme.accept(checksums.get("CRC64NVME"));
        sha1.accept(checksums.get("SHA1"));
        sha256.accept(checksums.get("SHA256"));
    }

    /**
     * {@code COMPOSITE} for checksums of checksums of parts, {@code FULL_OBJECT} for all others.
     */
    static @Nullable String type(StoredObject object) {
        if (object.checksums().isEmpty()) {
            return null;
        }
        return isComposite(object) ? COMPOSITE : FULL_OBJECT;
    }

    static boolean isComposite(StoredObject object) {
        return object.checksums().values().stream().anyMatch(text -> text.contains("-"));
    }

    /**
     * The checksums that go with what is read of an object: its own with the whole; that of a part
     * with a part, or a range that is one, where the object's is made of those of its parts.
     *
     * @param partNumber the part that was asked for, if one was
     */
    static Map<String, String> of(
            StoredObject object,
            Extent read,
            @Nullable Integer partNumber,
            @Nullable ChecksumMode mode) {
        if (mode != ChecksumMode.ENABLED) {
            return Map.of();
        }
        if (read.length() == object.size() && (partNumber == null || !isComposite(object))) {
            return object.checksums();
        }
        return partOf(object, read, Optional.ofNullable(partNumber))
                .map(StoredObject.Part::checksums)
                .orElse(Map.of());
    }

    private static Optional<StoredObject.Part> partOf(
            StoredObject object, Extent read, Optional<Integer> partNumber) {
        if (partNumber.isPresent()) {
            return object.parts().stream().skip(partNumber.get() - 1L).findFirst();
        }
        long first = 0;
        for (var part : object.parts()) {
            if (first == read.first() && part.size() == read.length()) {
                return Optional.of(part);
            }
            first += part.size();
        }
        return Optional.empty();
    }
}
