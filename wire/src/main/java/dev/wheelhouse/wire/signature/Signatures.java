package dev.wheelhouse.wire.signature;

import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.WireRequest;
import dev.wheelhouse.wire.error.WireFault;
import dev.wheelhouse.wire.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** Verifies the SigV4 signature of requests, by header or presigned. */
public final class Signatures {
    /** How far a request's time may be from ours. */
    public static final Duration MAX_SKEW = Duration.ofMinutes(15);

    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-[0-9]+|aws-global");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

    private Signatures() {}

    /**
     * Verifies a request: its signature, its time, its session token, that its scope names the
     * service that it goes to, that all its {@code x-amz-} headers are signed, and its body against
     * the hash that was signed. A body in aws-chunked encoding is verified chunk by chunk and
     * checksum by checksum, and unwrapped.
     *
     * @param now the server's time
     * @throws dev.wheelhouse.wire.ServiceException with the code that the protocol's clients know,
     *     if anything is missing or wrong
     */
    public static VerifiedSignature verify(
            Route route, WireRequest request, SigningKeys keys, Instant now) {
        var protocol = route.protocol();
        var authorization = Authorization.of(request, protocol);
        var credential = authorization.credential();
        checkScope(authorization, route.service(), protocol);
        checkTime(authorization, protocol, now);
        checkSignedHeaders(authorization, request, protocol);
        var key = keys.find(credential.accessKeyId()).orElseThrow(() -> unknownKey(protocol));
        checkToken(key, authorization, protocol);

        var payloadHash = payloadHash(authorization, request, protocol);
        var signingKey = key.in(credential);
        checkSignature(authorization, request, payloadHash, signingKey, protocol);
        if (key.expires().isPresent() && !now.isBefore(key.expires().get())) {
            throw WireFault.EXPIRED_TOKEN.because(
                    protocol,
                    switch (protocol) {
                        case REST_XML -> "The provided token has expired.";
                        case EC2_QUERY -> "Request has expired.";
                        case JSON_1_1, QUERY ->
                                "The security token included in the request is expired";
                    });
        }
        var received =
                payloadHash.startsWith("STREAMING-")
                        ? AwsChunked.unwrap(
                                request, authorization, payloadHash, signingKey, protocol)
                        : checkedBody(request, payloadHash, protocol);
        return new VerifiedSignature(
                credential.accessKeyId(),
                credential.region(),
                credential.service(),
                authorization.time(),
                authorization.presigned(),
                payloadHash,
                received);
    }

    private static void checkScope(Authorization authorization, String service, Protocol protocol) {
        var credential = authorization.credential();
        var fault =
                authorization.presigned() ? WireFault.WRONG_PRESIGNED_SCOPE : WireFault.WRONG_SCOPE;
        if (!credential.terminator().equals(Credential.TERMINATOR)) {
            throw fault.because(
                    protocol,
                    "Credential should be scoped with a valid terminator: '"
                            + Credential.TERMINATOR
                            + "', not '"
                            + credential.terminator()
                            + "'.");
        }
        if (!credential.service().equals(service)) {
            throw fault.because(
                    protocol,
                    "Credential should be scoped to correct service: '" + service + "'. ");
        }
        if (!REGION.matcher(credential.region()).matches()) {
            throw fault.because(protocol, "Credential should be scoped to a valid region. ");
        }
        if (!credential.date().equals(authorization.amzDate().substring(0, 8))) {
            throw fault.because(
                    protocol,
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date"
                            + " from HTTP: '"
                            + credential.date()
                            + "' != '"
                            + authorization.amzDate().substring(0, 8)
                            + "'.");
        }
    }

    private static void checkTime(Authorization authorization, Protocol protocol, Instant now) {
        var signed = authorization.time();
        if (signed.isAfter(now.plus(MAX_SKEW))) {
            throw skewed(
                    protocol,
                    "Signature not yet current: "
                            + authorization.amzDate()
                            + " is still later than "
                            + Credential.amzDate(now.plus(MAX_SKEW))
                            + " ("
                            + Credential.amzDate(now)
                            + " + 15 min.)");
        }
        if (authorization.validFor().isPresent()) {
            var until = signed.plus(authorization.validFor().get());
            if (now.isAfter(until)) {
                throw WireFault.PRESIGNED_EXPIRED.because(
                        protocol,
                        protocol == Protocol.REST_XML || protocol == Protocol.EC2_QUERY
                                ? "Request has expired"
                                : "Signature expired: "
                                        + Credential.amzDate(until)
                                        + " is now earlier than "
                                        + Credential.amzDate(now));
            }
        } else if (signed.isBefore(now.minus(MAX_SKEW))) {
            throw skewed(
                    protocol,
                    "Signature expired: "
                            + authorization.amzDate()
                            + " is now earlier than "
                            + Credential.amzDate(now.minus(MAX_SKEW))
                            + " ("
                            + Credential.amzDate(now)
                            + " - 15 min.)");
        }
    }

    private static RuntimeException skewed(Protocol protocol, String message) {
        return WireFault.CLOCK_SKEW.because(
                protocol,
                switch (protocol) {
                    case REST_XML ->
                            "The difference between the request time and the current time is too"
                                    + " large.";
                    case EC2_QUERY -> "Request has expired.";
                    case JSON_1_1, QUERY -> message;
                });
    }

    private static void checkSignedHeaders(
            Authorization authorization, WireRequest request, Protocol protocol) {
        var signed = authorization.signedHeaders();
        if (!signed.contains("host")) {
            throw WireFault.UNSIGNED_HEADER.because(
                    protocol,
                    "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }
        for (var name : request.headers().keySet()) {
            if (name.startsWith("x-amz-") && !signed.contains(name)) {
                throw WireFault.UNSIGNED_HEADER.because(
                        protocol,
                        protocol == Protocol.REST_XML
                                ? "There were headers present in the request which were not"
                                        + " signed: "
                                        + name
                                : "'"
                                        + name
                                        + "' must be a 'SignedHeader' in the AWS"
                                        + " Authorization.");
            }
        }
    }

    private static RuntimeException unknownKey(Protocol protocol) {
        return WireFault.UNKNOWN_KEY.because(
                protocol,
                switch (protocol) {
                    case JSON_1_1, QUERY ->
                            "The security token included in the request is invalid.";
                    case EC2_QUERY ->
                            "AWS was not able to validate the provided access credentials";
                    case REST_XML ->
                            "The AWS Access Key Id you provided does not exist in our records.";
                });
    }

    private static void checkToken(SigningKey key, Authorization authorization, Protocol protocol) {
        var expected = key.sessionToken();
        var sent = authorization.sessionToken();
        boolean same =
                expected.isPresent() == sent.isPresent()
                        && (expected.isEmpty() || Hashes.same(expected.get(), sent.orElse("")));
        if (!same) {
            throw protocol == Protocol.REST_XML && sent.isPresent()
                    ? WireFault.WRONG_TOKEN.because(
                            protocol, "The provided token is malformed or otherwise invalid.")
                    : unknownKey(protocol);
        }
    }

    /**
     * What was signed in the body's place. Only S3 lets the client say; the others hash the body
     * that they got, so that an unsigned one can't pass.
     */
    private static String payloadHash(
            Authorization authorization, WireRequest request, Protocol protocol) {
        if (protocol != Protocol.REST_XML) {
            return Hashes.sha256Hex(request.body());
        }
        return request.header("x-amz-content-sha256")
                .orElseGet(() ->
                        authorization.presigned()
                                ? UNSIGNED_PAYLOAD
                                : Hashes.sha256Hex(request.body()));
    }

    private static void checkSignature(
            Authorization authorization,
            WireRequest request,
            String payloadHash,
            byte[] signingKey,
            Protocol protocol) {
        var credential = authorization.credential();
        String canonical;
        try {
            canonical =
                    CanonicalRequest.of(request, authorization, credential.service(), payloadHash);
        } catch (IllegalArgumentException _) {
            throw mismatch(protocol); // no client signs what is not percent-encoded UTF-8
        }
        var toSign =
                Authorization.ALGORITHM
                        + "\n"
                        + authorization.amzDate()
                        + "\n"
                        + credential.scope()
                        + "\n"
                        + Hashes.sha256Hex(canonical);
        if (!Hashes.same(Hashes.hex(Hashes.hmac(signingKey, toSign)), authorization.signature())) {
            throw mismatch(protocol);
        }
    }

    static RuntimeException mismatch(Protocol protocol) {
        return WireFault.SIGNATURE_MISMATCH.because(
                protocol,
                switch (protocol) {
                    case JSON_1_1, QUERY ->
                            "The request signature we calculated does not match the signature you"
                                    + " provided. Check your AWS Secret Access Key and signing"
                                    + " method. Consult the service documentation for details.";
                    case EC2_QUERY ->
                            "AWS was not able to validate the provided access credentials";
                    case REST_XML ->
                            "The request signature we calculated does not match the signature you"
                                    + " provided. Check your key and signing method.";
                });
    }

    private static WireRequest checkedBody(
            WireRequest request, String payloadHash, Protocol protocol) {
        if (protocol != Protocol.REST_XML || payloadHash.equals(UNSIGNED_PAYLOAD)) {
            return request;
        }
        if (!SHA256.matcher(payloadHash).matches()) {
            throw WireFault.MALFORMED_VALUE.because(
                    protocol,
                    "x-amz-content-sha256 must be UNSIGNED-PAYLOAD,"
                            + " STREAMING-UNSIGNED-PAYLOAD-TRAILER,"
                            + " STREAMING-AWS4-HMAC-SHA256-PAYLOAD,"
                            + " STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, or a valid sha256"
                            + " value.");
        }
        if (!Hashes.same(Hashes.sha256Hex(request.body()), payloadHash)) {
            throw WireFault.BODY_MISMATCH.because(
                    protocol,
                    "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }
        return request;
    }
}
