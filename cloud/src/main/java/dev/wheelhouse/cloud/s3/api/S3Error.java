package dev.wheelhouse.cloud.s3.api;

import dev.wheelhouse.cloud.s3.S3Refusal;
import dev.wheelhouse.wire.ErrorKind;
import dev.wheelhouse.wire.ServiceException;
import java.util.function.BiFunction;

/** S3's errors (S3 API reference, "Error responses"). */
enum S3Error implements ErrorKind {
    ACCESS_DENIED("AccessDenied", 403),
    ACL_NOT_SUPPORTED("AccessControlListNotSupported", 400),
    BAD_DIGEST("BadDigest", 400),
    BUCKET_ALREADY_EXISTS("BucketAlreadyExists", 409),
    BUCKET_ALREADY_OWNED("BucketAlreadyOwnedByYou", 409),
    BUCKET_NOT_EMPTY("BucketNotEmpty", 409),
    CONDITION_FAILED("PreconditionFailed", 412),
    ENTITY_TOO_LARGE("EntityTooLarge", 400),
    ENTITY_TOO_SMALL("EntityTooSmall", 400),
    ILLEGAL_LOCATION("IllegalLocationConstraintException", 400),
    INCOMPLETE_BODY("IncompleteBody", 400),
    INVALID_ARGUMENT("InvalidArgument", 400),
    INVALID_BUCKET_NAME("InvalidBucketName", 400),
    INVALID_DIGEST("InvalidDigest", 400),
    INVALID_LOCATION("InvalidLocationConstraint", 400),
    INVALID_PART("InvalidPart", 400),
    INVALID_PART_ORDER("InvalidPartOrder", 400),
    INVALID_RANGE("InvalidRange", 416),
    INVALID_REQUEST("InvalidRequest", 400),
    INVALID_TAG("InvalidTag", 400),
    KEY_TOO_LONG("KeyTooLongError", 400),
    MALFORMED_POLICY("MalformedPolicy", 400),
    METADATA_TOO_LARGE("MetadataTooLarge", 400),
    NOT_IMPLEMENTED("NotImplemented", 501),
    NOT_MODIFIED("NotModified", 304),
    INVALID_PART_NUMBER("InvalidPartNumber", 416),
    MALFORMED_XML("MalformedXML", 400),
    NO_CORS("NoSuchCORSConfiguration", 404),
    NO_LIFECYCLE("NoSuchLifecycleConfiguration", 404),
    NO_OBJECT_LOCK("ObjectLockConfigurationNotFoundError", 404),
    NO_REPLICATION("ReplicationConfigurationNotFoundError", 404),
    NO_WEBSITE("NoSuchWebsiteConfiguration", 404),
    NO_SUCH_VERSION("NoSuchVersion", 404),
    OPERATION_ABORTED("OperationAborted", 409),
    WRONG_OWNER("AccessDenied", 403),
    NO_SUCH_BUCKET("NoSuchBucket", 404),
    NO_SUCH_BUCKET_POLICY("NoSuchBucketPolicy", 404),
    NO_SUCH_KEY("NoSuchKey", 404),
    NO_SUCH_OWNERSHIP_CONTROLS("OwnershipControlsNotFoundError", 404),
    NO_SUCH_PUBLIC_ACCESS_BLOCK("NoSuchPublicAccessBlockConfiguration", 404),
    NO_SUCH_TAG_SET("NoSuchTagSet", 404),
    NO_SUCH_UPLOAD("NoSuchUpload", 404);

    private final String code;
    private final int status;

    S3Error(String code, int status) {
        this.code = code;
        this.status = status;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    /** An action whose refusals are answered as errors. */
    static <C, Q, R> BiFunction<C, Q, R> translating(BiFunction<C, Q, R> action) {
        return (call, request) -> {
            try {
                return action.apply(call, request);
            } catch (S3Refusal refusal) {
                throw answer(refusal);
            }
        };
    }

    static ServiceException answer(S3Refusal refusal) {
        return new ServiceException(of(refusal.reason()), refusal.text(), refusal.details());
    }

    private static S3Error of(S3Refusal.Reason reason) {
        return switch (reason) {
            case ACL_NOT_SUPPORTED -> ACL_NOT_SUPPORTED;
            case BAD_DIGEST, CHECKSUM_MISMATCH -> BAD_DIGEST;
            case BUCKET_ALREADY_EXISTS -> BUCKET_ALREADY_EXISTS;
            case BUCKET_ALREADY_OWNED -> BUCKET_ALREADY_OWNED;
            case BUCKET_NOT_EMPTY -> BUCKET_NOT_EMPTY;
            case CONDITION_FAILED -> CONDITION_FAILED;
            case ENTITY_TOO_LARGE -> ENTITY_TOO_LARGE;
            case ENTITY_TOO_SMALL -> ENTITY_TOO_SMALL;
            case ILLEGAL_LOCATION -> ILLEGAL_LOCATION;
            case INCOMPLETE_BODY -> INCOMPLETE_BODY;
            case INVALID_ARGUMENT -> INVALID_ARGUMENT;
            case INVALID_BUCKET_NAME -> INVALID_BUCKET_NAME;
            case INVALID_DIGEST -> INVALID_DIGEST;
            case INVALID_LOCATION -> INVALID_LOCATION;
            case INVALID_PART -> INVALID_PART;
            case INVALID_PART_ORDER -> INVALID_PART_ORDER;
            case INVALID_RANGE -> INVALID_RANGE;
            case INVALID_REQUEST -> INVALID_REQUEST;
            case INVALID_TAG -> INVALID_TAG;
            case KEY_TOO_LONG -> KEY_TOO_LONG;
            case MALFORMED_POLICY -> MALFORMED_POLICY;
            case METADATA_TOO_LARGE -> METADATA_TOO_LARGE;
            case NOT_IMPLEMENTED -> NOT_IMPLEMENTED;
            case NOT_MODIFIED -> NOT_MODIFIED;
            case INVALID_PART_NUMBER -> INVALID_PART_NUMBER;
            case MALFORMED_XML -> MALFORMED_XML;
            case NO_CORS -> NO_CORS;
            case NO_LIFECYCLE -> NO_LIFECYCLE;
            case NO_OBJECT_LOCK -> NO_OBJECT_LOCK;
            case NO_REPLICATION -> NO_REPLICATION;
            case NO_WEBSITE -> NO_WEBSITE;
            case NO_SUCH_VERSION -> NO_SUCH_VERSION;
            case OPERATION_ABORTED -> OPERATION_ABORTED;
            case WRONG_OWNER -> WRONG_OWNER;
            case NO_SUCH_BUCKET -> NO_SUCH_BUCKET;
            case NO_SUCH_BUCKET_POLICY -> NO_SUCH_BUCKET_POLICY;
            case NO_SUCH_KEY -> NO_SUCH_KEY;
            case NO_SUCH_OWNERSHIP_CONTROLS -> NO_SUCH_OWNERSHIP_CONTROLS;
            case NO_SUCH_PUBLIC_ACCESS_BLOCK -> NO_SUCH_PUBLIC_ACCESS_BLOCK;
            case NO_SUCH_TAG_SET -> NO_SUCH_TAG_SET;
            case NO_SUCH_UPLOAD -> NO_SUCH_UPLOAD;
            case PUBLIC_POLICY_BLOCKED -> ACCESS_DENIED;
        };
    }
}
