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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * What the parts of an upload make together.
 *
 * @param etag the MD5 of the MD5s of the parts, and their number
 * @param checksums the checksum of the checksums of the parts, and their number; none where S3
 *     would give one over the whole content
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
                                            && part.eTag().replace("\"", "").equals(there.etag()))
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
                List.copyOf(parts), size, etag + "-" + parts.size(), composite(parts, upload));
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
            var text = part.checksums().get(algorithm);
            update(checksum.get(), Base64.getDecoder().decode(text == null ? "" : text));
        }
        return Map.of(algorithm, checksum.get().base64() + "-" + parts.size());
    }

    private static void update(BodyChecksum checksum, byte[] bytes) {
        checksum.update(bytes, 0, bytes.length);
    }
}
