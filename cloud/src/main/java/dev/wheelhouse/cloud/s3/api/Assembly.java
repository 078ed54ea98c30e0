package dev.wheelhouse.cloud.s3.api;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.ENTITY_TOO_LARGE;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.ENTITY_TOO_SMALL;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_PART;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_PART_ORDER;

import dev.wheelhouse.cloud.s3.StoredObject;
import dev.wheelhouse.cloud.s3.Upload;
import dev.wheelhouse.wire.http.BodyChecksum;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * What the parts of an upload make together.
 *
 * @param etag the MD5 of the MD5s of the parts, and their number
 * @param checksums by the type of the upload: the checksum of the checksums of the parts, and their
 *     number, or the one of the whole content
 */
record Assembly(List<Upload.Part> parts, long size, String etag, Map<String, String> checksums) {
    static Assembly of(List<CompletedPart> wanted, List<Upload.Part> present, Upload upload) {
        var parts = new ArrayList<Upload.Part>();
        int last = 0;
        for (var part : wanted) {
            int number = part.partNumber() == null ? 0 : part.partNumber();
            if (number <= last) {
                throw INVALID_PART_ORDER.because(
                        "The list of parts was not in ascending order. Parts must be ordered by part number.");
            }
            last = number;
            parts.add(
                    present.stream()
                            .filter(there -> there.number() == number)
                            .filter(there ->
                                    part.eTag() != null
                                            && part.eTag().replace("\"", "").equals(there.etag())
                                            && agrees(part, there))
                            .findFirst()
                            .orElseThrow(() ->
                                    INVALID_PART.because(
                                            "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.")));
        }
        if (parts.isEmpty()) {
            throw INVALID_PART.because("You must specify at least one part");
        }
        if (parts.subList(0, parts.size() - 1).stream()
                .anyMatch(part -> part.size() < Upload.MIN_PART_SIZE)) {
            throw ENTITY_TOO_SMALL.because(
                    "Your proposed upload is smaller than the minimum allowed size");
        }
        long size = parts.stream().mapToLong(Upload.Part::size).sum();
        if (size > StoredObject.MAX_SIZE) {
            throw ENTITY_TOO_LARGE.because(
                    "Your proposed upload exceeds the maximum allowed size: "
                            + StoredObject.MAX_SIZE
                            + " bytes");
        }
        var md5 = BodyChecksum.of("content-md5").orElseThrow();
        parts.forEach(part -> update(md5, HexFormat.of().parseHex(part.etag())));
        var etag = HexFormat.of().formatHex(Base64.getDecoder().decode(md5.base64()));
        return new Assembly(
                List.copyOf(parts), size, etag + "-" + parts.size(), checksums(parts, upload));
    }

    private static Map<String, String> checksums(List<Upload.Part> parts, Upload upload) {
        return upload.checksumType().orElse("").equals("FULL_OBJECT")
                ? whole(parts, upload)
                : composite(parts, upload);
    }

    private static Map<String, String> whole(List<Upload.Part> parts, Upload upload) {
        var algorithm = upload.checksumAlgorithm().orElse("");
        if (!CyclicChecksums.combine(algorithm)
                || parts.stream().anyMatch(part -> !part.checksums().containsKey(algorithm))) {
            return Map.of();
        }
        var whole = text(parts.getFirst(), algorithm);
        for (var part : parts.subList(1, parts.size())) {
            whole = CyclicChecksums.combined(algorithm, whole, text(part, algorithm), part.size());
        }
        return Map.of(algorithm, whole);
    }

    private static String text(Upload.Part part, String algorithm) {
        var text = part.checksums().get(algorithm);
        return text == null ? "" : text;
    }

    private static Map<String, String> composite(List<Upload.Part> parts, Upload upload) {
        var algorithm = upload.checksumAlgorithm().orElse("");
        var checksum = Digests.checksum(algorithm);
        if (checksum.isEmpty()
                || !upload.checksumType().orElse("").equals("COMPOSITE")
                || parts.stream().anyMatch(part -> !part.checksums().containsKey(algorithm))) {
            return Map.of();
        }
        for (var part : parts) {
            update(checksum.get(), Base64.getDecoder().decode(text(part, algorithm)));
        }
        return Map.of(algorithm, checksum.get().base64() + "-" + parts.size());
    }

    /** Whether the checksum that a client gives for a part is that of the part. */
    private static boolean agrees(CompletedPart claimed, Upload.Part there) {
        var claims = new HashMap<String, Optional<String>>();
        claims.put("CRC32", Optional.ofNullable(claimed.checksumCRC32()));
        claims.put("CRC32C", Optional.ofNullable(claimed.checksumCRC32C()));
        claims.put("CRC64NVME", Optional.ofNullable(claimed.checksumCRC64NVME()));
        claims.put("SHA1", Optional.ofNullable(claimed.checksumSHA1()));
        claims.put("SHA256", Optional.ofNullable(claimed.checksumSHA256()));
        return claims.entrySet().stream()
                .filter(claim -> claim.getValue().isPresent())
                .allMatch(claim ->
                        claim.getValue()
                                .equals(
                                        Optional.ofNullable(
                                                there.checksums().get(claim.getKey()))));
    }

    private static void update(BodyChecksum checksum, byte[] bytes) {
        checksum.update(bytes, 0, bytes.length);
    }
}
