package dev.wheelhouse.wire.signature;

import dev.wheelhouse.wire.WireRequest;
import java.time.Instant;

/**
 * What a valid signature says.
 *
 * @param accessKeyId the key that signed
 * @param region the region of the credential scope, for example {@code us-east-1}
 * @param service the service of the credential scope
 * @param signedAt when, as the signature says
 * @param presigned whether the query carries it, not a header
 * @param payloadHash what was signed for the body: its hash, or what stands for it in S3, for
 *     example {@code UNSIGNED-PAYLOAD}
 * @param request the request to decode: as it came, but an aws-chunked body is unwrapped, and the
 *     headers of its trailer stand among the others
 */
public record VerifiedSignature(
        String accessKeyId,
        String region,
        String service,
        Instant signedAt,
        boolean presigned,
        String payloadHash,
        WireRequest request) {}
