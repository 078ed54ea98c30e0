package dev.wheelhouse.wire.error;

import dev.wheelhouse.wire.ErrorKind;
import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.ServiceException;

/**
 * What can be wrong with a request before a service sees it, with the code and HTTP status that
 * each protocol's clients know. Source: the Common Errors pages of the Service Catalog, IAM, STS
 * and CloudFormation API references, the EC2 error codes page, the S3 error responses page.
 */
@SuppressWarnings("ImmutableEnumChecker") // a Kind is a record of a text and a number
public enum WireFault {
    /** No signature at all. */
    MISSING_AUTHENTICATION(
            json("MissingAuthenticationTokenException", 400),
            query("MissingAuthenticationToken", 403),
            ec2("MissingAuthenticationToken", 403),
            s3("AccessDenied", 403)),
    /** An access key id that nobody has, or a session token that does not belong to it. */
    UNKNOWN_KEY(
            json("UnrecognizedClientException", 400),
            query("InvalidClientTokenId", 403),
            ec2("AuthFailure", 401),
            s3("InvalidAccessKeyId", 403)),
    /** A session token that is not that of the access key. */
    WRONG_TOKEN(
            json("UnrecognizedClientException", 400),
            query("InvalidClientTokenId", 403),
            ec2("AuthFailure", 401),
            s3("InvalidToken", 400)),
    /** A session whose time is over. */
    EXPIRED_TOKEN(
            json("ExpiredTokenException", 400),
            query("ExpiredToken", 403),
            ec2("RequestExpired", 400),
            s3("ExpiredToken", 400)),
    /** The signature is not the one that the key makes of this request. */
    SIGNATURE_MISMATCH(
            json("InvalidSignatureException", 400),
            query("SignatureDoesNotMatch", 403),
            ec2("AuthFailure", 401),
            s3("SignatureDoesNotMatch", 403)),
    /** Signed too long ago or too far ahead. */
    CLOCK_SKEW(
            json("InvalidSignatureException", 400),
            query("SignatureDoesNotMatch", 403),
            ec2("RequestExpired", 400),
            s3("RequestTimeTooSkewed", 403)),
    /** A presigned request whose time is over. */
    PRESIGNED_EXPIRED(
            json("InvalidSignatureException", 400),
            query("SignatureDoesNotMatch", 403),
            ec2("RequestExpired", 400),
            s3("AccessDenied", 403)),
    /** A signature that lacks a part or has one in a wrong form. */
    INCOMPLETE_SIGNATURE(
            json("IncompleteSignatureException", 400),
            query("IncompleteSignature", 400),
            ec2("AuthFailure", 401),
            s3("AuthorizationHeaderMalformed", 400)),
    /** A presigned URL that lacks a part or has one in a wrong form. */
    MALFORMED_PRESIGNED(
            json("IncompleteSignatureException", 400),
            query("IncompleteSignature", 400),
            ec2("AuthFailure", 401),
            s3("AuthorizationQueryParametersError", 400)),
    /** A credential scope that is not that of the request. */
    WRONG_SCOPE(
            json("InvalidSignatureException", 400),
            query("SignatureDoesNotMatch", 403),
            ec2("AuthFailure", 401),
            s3("AuthorizationHeaderMalformed", 400)),
    /** The same in a presigned URL. */
    WRONG_PRESIGNED_SCOPE(
            json("InvalidSignatureException", 400),
            query("SignatureDoesNotMatch", 403),
            ec2("AuthFailure", 401),
            s3("AuthorizationQueryParametersError", 400)),
    /** A signature in the header and another in the query. */
    TWO_SIGNATURES(
            json("IncompleteSignatureException", 400),
            query("IncompleteSignature", 400),
            ec2("AuthFailure", 401),
            s3("InvalidArgument", 400)),
    /** Another way of signing than SigV4. */
    UNSUPPORTED_SIGNING(
            json("IncompleteSignatureException", 400),
            query("IncompleteSignature", 400),
            ec2("AuthFailure", 401),
            s3("InvalidRequest", 400)),
    /** A header that must be signed is not. */
    UNSIGNED_HEADER(
            json("InvalidSignatureException", 400),
            query("SignatureDoesNotMatch", 403),
            ec2("AuthFailure", 401),
            s3("AccessDenied", 403)),
    /** The body is not the one whose hash was signed. */
    BODY_MISMATCH(
            json("InvalidSignatureException", 400),
            query("SignatureDoesNotMatch", 403),
            ec2("AuthFailure", 401),
            s3("XAmzContentSHA256Mismatch", 400)),
    /** The body is not the one whose checksum was sent. */
    BAD_DIGEST(
            json("BadDigest", 400),
            query("BadDigest", 400),
            ec2("BadDigest", 400),
            s3("BadDigest", 400)),
    /** A checksum header that is not one. */
    INVALID_DIGEST(
            json("InvalidDigest", 400),
            query("InvalidDigest", 400),
            ec2("InvalidDigest", 400),
            s3("InvalidDigest", 400)),
    /** The same of one of the checksums that S3 has beside Content-MD5. */
    INVALID_CHECKSUM(
            json("InvalidRequest", 400),
            query("InvalidRequest", 400),
            ec2("InvalidRequest", 400),
            s3("InvalidRequest", 400)),
    /** The body ends too early. */
    INCOMPLETE_BODY(
            json("SerializationException", 400),
            query("MalformedQueryString", 400),
            ec2("MalformedQueryString", 400),
            s3("IncompleteBody", 400)),
    /** What follows an aws-chunked body is not what was announced. */
    MALFORMED_TRAILER(
            json("SerializationException", 400),
            query("MalformedQueryString", 400),
            ec2("MalformedQueryString", 400),
            s3("MalformedTrailerError", 400)),
    /** Larger than a request may be. */
    TOO_LARGE(
            json("RequestEntityTooLargeException", 413),
            query("RequestEntityTooLarge", 413),
            ec2("RequestEntityTooLarge", 413),
            s3("MaxMessageLengthExceeded", 400)),
    /** A body that comes too slowly. */
    REQUEST_TIMEOUT(
            json("RequestTimeoutException", 408),
            query("RequestTimeout", 408),
            ec2("RequestTimeout", 408),
            s3("RequestTimeout", 400)),
    /** What is no HTTP request. */
    BAD_REQUEST(
            json("SerializationException", 400),
            query("MalformedQueryString", 400),
            ec2("MalformedQueryString", 400),
            s3("BadRequest", 400)),
    /**
     * A body that is not in the protocol's format, or a value of another type than it must have.
     */
    MALFORMED(
            json("SerializationException", 400),
            query("MalformedQueryString", 400),
            ec2("MalformedQueryString", 400),
            s3("MalformedXML", 400)),
    /** A single value of another type than it must have. */
    MALFORMED_VALUE(
            json("SerializationException", 400),
            query("ValidationError", 400),
            ec2("InvalidParameterValue", 400),
            s3("InvalidArgument", 400)),
    /** A value that breaks a constraint of the API model. */
    VALIDATION(
            json("ValidationException", 400),
            query("ValidationError", 400),
            ec2("InvalidParameterValue", 400),
            s3("InvalidArgument", 400)),
    /** The same for operations that declare {@code InvalidInputException}, as Organizations' do. */
    INVALID_INPUT(
            json("InvalidInputException", 400),
            query("InvalidInput", 400),
            ec2("InvalidParameterValue", 400),
            s3("InvalidArgument", 400)),
    /** A value that the API model requires and that is not there. */
    MISSING_VALUE(
            json("ValidationException", 400),
            query("ValidationError", 400),
            ec2("MissingParameter", 400),
            s3("InvalidRequest", 400)),
    /** An action that the service does not have at AWS either. */
    UNKNOWN_ACTION(
            json("UnknownOperationException", 400),
            query("InvalidAction", 400),
            ec2("InvalidAction", 400),
            s3("MethodNotAllowed", 405)),
    /** A version of the API that the service does not have. */
    UNKNOWN_VERSION(
            json("UnknownOperationException", 400),
            query("InvalidAction", 400),
            ec2("NoSuchVersion", 400),
            s3("MethodNotAllowed", 405)),
    /** A request that names no action. */
    MISSING_ACTION(
            json("UnknownOperationException", 400),
            query("MissingAction", 400),
            ec2("MissingAction", 400),
            s3("MethodNotAllowed", 405)),
    /**
     * An action that AWS has and that is not built here. The status is 400 because clients retry
     * what a server answers with 5xx, and this stays as it is; S3 documents {@code NotImplemented}
     * with 501, which clients do not retry.
     */
    NOT_BUILT(
            json("NotImplementedException", 400),
            query("NotImplemented", 400),
            ec2("UnsupportedOperation", 400),
            s3("NotImplemented", 501)),
    /** The caller may not do this. */
    ACCESS_DENIED(
            json("AccessDeniedException", 400),
            query("AccessDenied", 403),
            ec2("UnauthorizedOperation", 403),
            s3("AccessDenied", 403)),
    /** Too many requests at once. */
    THROTTLED(
            json("ThrottlingException", 400),
            query("Throttling", 400),
            ec2("RequestLimitExceeded", 503),
            s3("SlowDown", 503)),
    /** Something that must not happen here has happened. */
    INTERNAL(
            json("InternalServerError", 500),
            query("InternalFailure", 500),
            ec2("InternalError", 500),
            s3("InternalError", 500)),
    /** No part of this server answers right now. */
    UNAVAILABLE(
            json("ServiceUnavailableException", 503),
            query("ServiceUnavailable", 503),
            ec2("Unavailable", 503),
            s3("ServiceUnavailable", 503));

    private record Kind(String code, int status) implements ErrorKind {}

    private final Kind json;
    private final Kind query;
    private final Kind ec2;
    private final Kind s3;

    WireFault(Kind json, Kind query, Kind ec2, Kind s3) {
        this.json = json;
        this.query = query;
        this.ec2 = ec2;
        this.s3 = s3;
    }

    /** This error as clients of a protocol know it. */
    public ErrorKind in(Protocol protocol) {
        return switch (protocol) {
            case JSON_1_1 -> json;
            case QUERY -> query;
            case EC2_QUERY -> ec2;
            case REST_XML -> s3;
        };
    }

    /** This error as clients of a protocol know it, with a message for people. */
    public ServiceException because(Protocol protocol, String message) {
        return in(protocol).because(message);
    }

    private static Kind json(String code, int status) {
        return new Kind(code, status);
    }

    private static Kind query(String code, int status) {
        return new Kind(code, status);
    }

    private static Kind ec2(String code, int status) {
        return new Kind(code, status);
    }

    private static Kind s3(String code, int status) {
        return new Kind(code, status);
    }
}
