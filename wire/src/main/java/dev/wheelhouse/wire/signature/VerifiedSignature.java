package dev.wheelhouse.wire.signature;

import dev.wheelhouse.wire.WireRequest;

/**
 * What a valid signature says.
 *
 * @param accessKeyId the key that signed
 * @param region the region of the credential scope, for example {@code us-east-1}
 * @param service the service of the credential scope
 * @param request the request to decode: as it came, but an aws-chunked body is unwrapped, and the
 *     headers of its trailer stand among the others
 */
public record VerifiedSignature(
        String accessKeyId, String region, String service, WireRequest request) {}
