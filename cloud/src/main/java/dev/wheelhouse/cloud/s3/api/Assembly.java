package dev.wheelhouse.cloud.s3.api;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.ENTITY_TOO_LARGE;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.ENTITY_TOO_SMALL;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_PART;

import dev.wheelhouse.cloud.s3.StoredObject;
import dev.wheelhouse.cloud.s3.Upload;
import dev.wheelhouse.wire.http.BodyChecksum;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What the parts of an upload make together.
 *
 * @param etag the MD5 of the MD5s of the parts, and their number
 * @param checksums by the type of the upload: the checksum of the checksums of the parts, and their
 *     number, or the one of the whole content
 */
record Assembly(List<Upload.Part> parts, long size, String etag, Map<String, String> checksums) {
    /**
     * Puts parts together.
     *
     * @param present the parts of the upload
     * @throws dev.wheelhouse.cloud.s3.S3Refusal if one is not there or not what is claimed of it,
     *     is too small, or all are too large; if the whole is not what is claimed of it
     */
    static Assembly of(Completion wanted, List<Upload.Part> present, Upload upload) {
        wanted.checkKind(upload);
        if (upload.isComposite()) {
            wanted.checkWhole(
                    upload,
                    composite(
                            upload,
                            wanted.parts().stream().map(Completion.Claim::checksums).toList()));
        }
        var parts = new ArrayList<Upload.Part>();
        for (var claim : wanted.parts()) {
            parts.add(
                    present.stream()
                            .filter(part -> part.number() == claim.number())
                            .filter(part -> agrees(claim, part, upload))
                            .findFirst()
                            .orElseThrow(() ->
                                    INVALID_PART
                                            .because(
                                                    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.")
                                            .with("UploadId", upload.id())
                                            .with("PartNumber", String.valueOf(claim.number()))
                                            .with("ETag", claim.etag())));
        }
        checkSizes(parts);
        var md5 = BodyChecksum.of("content-md5").orElseThrow();
        parts.forEach(part -> update(md5, HexFormat.of().parseHex(part.etag())));
        var etag = HexFormat.of().formatHex(Base64.getDecoder().decode(md5.base64()));
        var checksums = checksums(upload, parts);
        if (!upload.isComposite()) {
            wanted.checkWhole(upload, checksums);
        }
        return new Assembly(
                List.copyOf(parts),
                parts.stream().mapToLong(Upload.Part::size).sum(),
                etag + "-" + parts.size(),
                checksums);
    }

    private static void checkSizes(List<Upload.Part> parts) {
        for (var part : parts.subList(0, parts.size() - 1)) {
            if (part.size() < Upload.MIN_PART_SIZE) {
                throw ENTITY_TOO_SMALL
                        .because("Your proposed upload is smaller than the minimum allowed size")
                        .with("ProposedSize", String.valueOf(part.size()))
                        .with("MinSizeAllowed", String.valueOf(Upload.MIN_PART_SIZE))
                        .with("PartNumber", String.valueOf(part.number()))
                        .with("ETag", part.etag());
            }
        }
        if (parts.stream().mapToLong(Upload.Part::size).sum() > StoredObject.MAX_SIZE) {
            throw ENTITY_TOO_LARGE.because(
                    "Your proposed upload exceeds the maximum allowed size: "
                            + StoredObject.MAX_SIZE
                            + " bytes");
        }
    }

    /** Whether a part is what is claimed of it; an upload without an algorithm has no checksums. */
    private static boolean agrees(Completion.Claim claim, Upload.Part part, Upload upload) {
        return claim.etag().equals(part.etag())
                && part.shown(upload).entrySet().containsAll(claim.checksums().entrySet());
    }

    private static Map<String, String> checksums(Upload upload, List<Upload.Part> parts) {
        return upload.isComposite()
                ? composite(upload, parts.stream().map(Upload.Part::checksums).toList())
                : whole(upload.checksumAlgorithm().orElse(Checksums.DEFAULT), parts);
    }

    private static Map<String, String> whole(String algorithm, List<Upload.Part> parts) {
        if (parts.stream().anyMatch(part -> !part.checksums().containsKey(algorithm))) {
            return Map.of(); // of an upload that began before parts had this checksum
        }
        var whole = text(parts.getFirst().checksums(), algorithm);
        for (var part : parts.subList(1, parts.size())) {
            whole =
                    CyclicChecksums.combined(
                            algorithm, whole, text(part.checksums(), algorithm), part.size());
        }
        return Map.of(algorithm, whole);
    }

    private static Map<String, String> composite(Upload upload, List<Map<String, String>> parts) {
        var algorithm = upload.checksumAlgorithm().orElseThrow();
        var checksum = Digests.checksum(algorithm).orElseThrow();
        for (var part : parts) {
            update(checksum, Base64.getDecoder().decode(text(part, algorithm)));
        }
        return Map.of(algorithm, checksum.base64() + "-" + parts.size());
    }

    private static String text(Map<String, String> checksums, String algorithm) {
        var text = checksums.get(algorithm);
        return text == null ? "" : text;
    }

    private static void update(BodyChecksum checksum, byte[] bytes) {
        checksum.update(bytes, 0, bytes.length);
    }

    /** The parts as the object keeps them: their checksums where its own is made of them. */
    List<StoredObject.Part> kept(Upload upload) {
        return parts.stream()
                .map(part ->
                        new StoredObject.Part(
                                part.size(), upload.isComposite() ? part.checksums() : Map.of()))
                .toList();
    }
}
