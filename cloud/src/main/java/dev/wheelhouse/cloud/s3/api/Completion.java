package dev.wheelhouse.cloud.s3.api;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.BAD_DIGEST;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_ARGUMENT;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_PART_ORDER;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_REQUEST;

import dev.wheelhouse.cloud.s3.S3Refusal;
import dev.wheelhouse.cloud.s3.Upload;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * What a client says that its upload is to become, and what it claims of that.
 *
 * @param parts in the order of the request
 * @param type the type that it takes the checksum to be of, if it says so
 * @param whole the checksum that the object is to have, by algorithm; empty if it says none
 */
record Completion(List<Claim> parts, Optional<String> type, Map<String, String> whole) {
    private static final Pattern NUMBERED = Pattern.compile("-[0-9]{1,5}");

    /**
     * What is claimed of a part.
     *
     * @param etag without quotes
     * @param checksums by algorithm, one at most
     */
    record Claim(int number, String etag, Map<String, String> checksums) {}

    /**
     * Reads a request.
     *
     * @throws S3Refusal if it names no parts, names them in another order than theirs, or has
     *     checksums that are none
     */
    static Completion of(CompleteMultipartUploadRequest request) {
        var parts =
                request.multipartUpload() == null
                        ? List.<Claim>of()
                        : request.multipartUpload().parts().stream()
                                .map(Completion::claim)
                                .toList();
        if (parts.isEmpty()) {
            throw INVALID_REQUEST.because("You must specify at least one part");
        }
        var whole =
                Checksums.claimed(
                        request.checksumCRC32(),
                        request.checksumCRC32C(),
                        request.checksumCRC64NVME(),
                        request.checksumSHA1(),
                        request.checksumSHA256());
        Checksums.checkSingle(whole);
        whole.forEach((algorithm, text) -> {
            if (!Checksums.isWellFormed(algorithm, unnumbered(text))) {
                throw INVALID_REQUEST.because(
                        "Value for x-amz-checksum-"
                                + algorithm.toLowerCase(Locale.ROOT)
                                + " header is invalid.");
            }
        });
        int last = 0;
        for (var part : parts) {
            if (part.number() <= last) {
                throw INVALID_PART_ORDER
                        .because(
                                "The list of parts was not in ascending order. Parts must be ordered by part number.")
                        .with("UploadId", request.uploadId());
            }
            last = part.number();
        }
        return new Completion(parts, Optional.ofNullable(request.checksumTypeAsString()), whole);
    }

    private static Claim claim(CompletedPart part) {
        var checksums =
                Checksums.claimed(
                        part.checksumCRC32(),
                        part.checksumCRC32C(),
                        part.checksumCRC64NVME(),
                        part.checksumSHA1(),
                        part.checksumSHA256());
        if (checksums.size() > 1
                || !checksums.entrySet().stream()
                        .allMatch(claim ->
                                Checksums.isWellFormed(claim.getKey(), claim.getValue()))) {
            throw INVALID_ARGUMENT
                    .because("Invalid Base64 or multiple checksums present in request")
                    .with("ArgumentName", "Checksum")
                    .with(
                            "ArgumentValue",
                            checksums.entrySet().stream()
                                    .map(claim -> claim.getKey() + ":" + claim.getValue() + ";")
                                    .collect(Collectors.joining()));
        }
        return new Claim(
                part.partNumber() == null ? 0 : part.partNumber(),
                part.eTag() == null ? "" : part.eTag().replace("\"", ""),
                checksums);
    }

    /** A checksum without the number of parts, which may follow one of checksums of parts. */
    static String unnumbered(String checksum) {
        return isNumbered(checksum) ? checksum.substring(0, checksum.indexOf('-')) : checksum;
    }

    private static boolean isNumbered(String checksum) {
        int dash = checksum.indexOf('-');
        return dash >= 0 && NUMBERED.matcher(checksum.substring(dash)).matches();
    }

    /**
     * Checks that the claims are such as an upload of this kind has (S3 API reference,
     * CompleteMultipartUpload; S3 user guide, "Checking object integrity for data uploads").
     *
     * @throws S3Refusal if they are of another type or algorithm, or are missing where each part
     *     must have one
     */
    void checkKind(Upload upload) {
        if (type.isPresent() && !type.equals(upload.checksumType())) {
            throw INVALID_REQUEST.because(
                    "The upload was created using the "
                            + upload.checksumType().orElse("null")
                            + " checksum mode. The complete request must use the same checksum"
                            + " mode.");
        }
        upload.checksumAlgorithm().ifPresent(algorithm -> checkKind(upload, algorithm));
    }

    private void checkKind(Upload upload, String algorithm) {
        for (var part : parts) {
            part.checksums().keySet().stream()
                    .filter(claimed -> !claimed.equals(algorithm))
                    .findFirst()
                    .ifPresent(other -> {
                        throw BAD_DIGEST.because(
                                "The "
                                        + other.toLowerCase(Locale.ROOT)
                                        + " you specified for part "
                                        + part.number()
                                        + " did not match what we received.");
                    });
            if (upload.isComposite() && part.checksums().isEmpty()) {
                throw INVALID_REQUEST.because(
                        "The upload was created using a "
                                + algorithm.toLowerCase(Locale.ROOT)
                                + " checksum. The complete request must include the checksum for"
                                + " each part. It was missing for part "
                                + part.number()
                                + " in the request.");
            }
        }
    }

    /**
     * Checks what is claimed of the whole. S3 takes it for a checksum of checksums where the
     * request does not say its type and the algorithm has both. What is claimed in spite of an
     * upload without an algorithm is not looked at, but for the checksum that S3 itself computes.
     *
     * @param computed the checksums of the whole by algorithm
     */
    void checkWhole(Upload upload, Map<String, String> computed) {
        if (whole.isEmpty()) {
            return;
        }
        var algorithm = upload.checksumAlgorithm().orElse(Checksums.DEFAULT);
        var claimed = Optional.ofNullable(whole.get(algorithm));
        if (claimed.isEmpty() && upload.checksumAlgorithm().isEmpty()) {
            return;
        }
        var expected =
                Optional.ofNullable(computed.get(algorithm))
                        .map(text -> isNumbered(claimed.orElse("")) ? text : unnumbered(text));
        boolean mistaken =
                upload.checksumAlgorithm().isPresent()
                        && !upload.isComposite()
                        && type.isEmpty()
                        && !algorithm.equals(Checksums.DEFAULT);
        if (mistaken || !claimed.equals(expected)) {
            throw BAD_DIGEST.because(
                    "The "
                            + algorithm.toLowerCase(Locale.ROOT)
                            + " you specified did not match the calculated checksum.");
        }
    }
}
