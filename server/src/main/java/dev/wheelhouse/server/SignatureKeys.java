package dev.wheelhouse.server;

import dev.wheelhouse.wire.signature.VerifiedSignature;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The condition keys of S3 that say how a request was signed. S3 API reference, "Amazon S3
 * Signature Version 4 Authentication Specific Policy Keys".
 */
final class SignatureKeys {
    private SignatureKeys() {}

    /** The keys of a request; none if it is not to S3. */
    static Map<String, List<String>> of(VerifiedSignature signature, Instant now) {
        if (!signature.service().equals("s3")) {
            return Map.of();
        }
        long age = Math.max(0, Duration.between(signature.signedAt(), now).toMillis());
        return Map.of(
                "s3:signatureversion",
                List.of("AWS4-HMAC-SHA256"),
                "s3:authType",
                List.of(signature.presigned() ? "REST-QUERY-STRING" : "REST-HEADER"),
                "s3:signatureAge",
                List.of(String.valueOf(age)),
                "s3:x-amz-content-sha256",
                List.of(signature.payloadHash()));
    }
}
