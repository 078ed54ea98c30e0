package dev.wheelhouse.cloud.s3.api;

import dev.wheelhouse.cloud.s3.StoredObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The checksums that go with objects. What a request claims has been compared on the way in. */
final class Checksums {
    private Checksums() {}

    /** The algorithm of the checksum that came with a request, or that it asks for. */
    static Optional<String> wanted(PutObjectRequest request) {
        return wanted(
                request.checksumAlgorithmAsString(),
                request.checksumCRC32(),
                request.checksumCRC32C(),
                request.checksumCRC64NVME(),
                request.checksumSHA1(),
                request.checksumSHA256());
    }

    static Optional<String> wanted(
            @Nullable String algorithm,
            @Nullable String crc32,
            @Nullable String crc32c,
            @Nullable String crc64nvme,
            @Nullable String sha1,
            @Nullable String sha256) {
        if (crc32 != null) {
            return Optional.of("CRC32");
        }
        if (crc32c != null) {
            return Optional.of("CRC32C");
        }
        if (crc64nvme != null) {
            return Optional.of("CRC64NVME");
        }
        if (sha1 != null) {
            return Optional.of("SHA1");
        }
        if (sha256 != null) {
            return Optional.of("SHA256");
        }
        return Optional.ofNullable(algorithm);
    }

    /** What is claimed of a content, by algorithm. */
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
        return object.checksums().values().stream().anyMatch(text -> text.contains("-"))
                ? "COMPOSITE"
                : "FULL_OBJECT";
    }
}
