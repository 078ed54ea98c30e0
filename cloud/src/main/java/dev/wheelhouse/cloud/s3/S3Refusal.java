package dev.wheelhouse.cloud.s3;

import java.util.LinkedHashMap;
import java.util.Map;

/** What S3 does not do, and why. The API answers it as an error, a provider as a failed step. */
public final class S3Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        ACL_NOT_SUPPORTED,
        BAD_DIGEST,
        BUCKET_ALREADY_EXISTS,
        BUCKET_ALREADY_OWNED,
        BUCKET_NOT_EMPTY,
        CHECKSUM_MISMATCH,
        CONDITION_FAILED,
        ENTITY_TOO_LARGE,
        ENTITY_TOO_SMALL,
        ILLEGAL_LOCATION,
        INCOMPLETE_BODY,
        INVALID_ARGUMENT,
        INVALID_BUCKET_NAME,
        INVALID_DIGEST,
        INVALID_LOCATION,
        INVALID_PART,
        INVALID_PART_NUMBER,
        INVALID_PART_ORDER,
        INVALID_RANGE,
        INVALID_REQUEST,
        INVALID_TAG,
        KEY_TOO_LONG,
        MALFORMED_POLICY,
        MALFORMED_XML,
        METADATA_TOO_LARGE,
        NOT_IMPLEMENTED,
        NOT_MODIFIED,
        NO_CORS,
        NO_LIFECYCLE,
        NO_OBJECT_LOCK,
        NO_REPLICATION,
        NO_WEBSITE,
        NO_SUCH_BUCKET,
        NO_SUCH_BUCKET_POLICY,
        NO_SUCH_OWNERSHIP_CONTROLS,
        NO_SUCH_PUBLIC_ACCESS_BLOCK,
        NO_SUCH_KEY,
        NO_SUCH_TAG_SET,
        NO_SUCH_UPLOAD,
        NO_SUCH_VERSION,
        OPERATION_ABORTED,
        PUBLIC_POLICY_BLOCKED,
        WRONG_OWNER;

        /** This refusal, with a message in S3's words. */
        public S3Refusal because(String message) {
            return new S3Refusal(this, message, Map.of());
        }
    }

    private final Reason reason;
    private final String text;
    private final transient Map<String, String> details;

    private S3Refusal(Reason reason, String message, Map<String, String> details) {
        super(message, null, false, false);
        this.reason = reason;
        this.text = message;
        this.details = details;
    }

    /** This refusal, and something it tells beside its message, by the name that S3 gives that. */
    public S3Refusal with(String name, String detail) {
        var more = new LinkedHashMap<>(details);
        more.put(name, detail);
        return new S3Refusal(reason, text, more);
    }

    public Reason reason() {
        return reason;
    }

    /** What it says, in S3's words. */
    public String text() {
        return text;
    }

    /** What it tells beside its message. */
    public Map<String, String> details() {
        return details;
    }

    /** There is no such bucket. */
    public static S3Refusal noSuchBucket(String name) {
        return Reason.NO_SUCH_BUCKET
                .because("The specified bucket does not exist")
                .with("BucketName", name);
    }

    /** There is no such object. */
    public static S3Refusal noSuchKey(String key) {
        return Reason.NO_SUCH_KEY.because("The specified key does not exist.").with("Key", key);
    }
}
