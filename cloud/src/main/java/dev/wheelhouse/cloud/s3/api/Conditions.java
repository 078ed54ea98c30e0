package dev.wheelhouse.cloud.s3.api;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.CONDITION_FAILED;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.NOT_IMPLEMENTED;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.NOT_MODIFIED;

import dev.wheelhouse.cloud.s3.S3Refusal;
import dev.wheelhouse.cloud.s3.StoredObject;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Conditional requests (RFC 9110, section 13; S3 user guide, "Conditional requests"). */
final class Conditions {
    private static final String CONDITION = "Condition";

    private Conditions() {}

    /** For reads; parameters are the headers, null when not sent. */
    static void checkRead(
            StoredObject object,
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch,
            @Nullable Instant ifModifiedSince,
            @Nullable Instant ifUnmodifiedSince) {
        var modified = object.modifiedAt();
        if (ifMatch != null) {
            if (!matches(ifMatch, object.etag())) {
                throw failed("If-Match");
            }
        } else if (ifUnmodifiedSince != null && modified.isAfter(ifUnmodifiedSince)) {
            throw failed("If-Unmodified-Since");
        }
        if (ifNoneMatch != null) {
            if (matches(ifNoneMatch, object.etag())) {
                throw NOT_MODIFIED.because("Not Modified").with(CONDITION, "If-None-Match");
            }
        } else if (ifModifiedSince != null && !modified.isAfter(ifModifiedSince)) {
            throw NOT_MODIFIED.because("Not Modified").with(CONDITION, "If-Modified-Since");
        }
    }

    /** For writes: {@code If-None-Match: *} creates only, {@code If-Match} replaces only that. */
    static void checkWrite(
            Optional<StoredObject> present,
            String key,
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch) {
        if (ifNoneMatch != null) {
            if (!ifNoneMatch.equals("*")) {
                throw NOT_IMPLEMENTED.because(
                        "A header you provided implies functionality that is not implemented:"
                                + " If-None-Match with an ETag on a write");
            }
            if (present.isPresent()) {
                throw failed("If-None-Match");
            }
        }
        checkMatch(present, key, ifMatch);
    }

    /** For deletions: {@code If-Match: *} is about any object, an ETag about that alone. */
    static void checkMatch(Optional<StoredObject> present, String key, @Nullable String ifMatch) {
        if (ifMatch == null) {
            return;
        }
        if (present.isEmpty()) {
            throw S3Refusal.noSuchKey(key);
        }
        if (!matches(ifMatch, present.get().etag())) {
            throw failed("If-Match");
        }
    }

    /** Whether a condition names an ETag, so that the object must be readable to who sets it. */
    static boolean namesETag(@Nullable String ifMatch) {
        return ifMatch != null && !ifMatch.strip().equals("*");
    }

    /** For the source of a copy: whatever does not hold fails the request. */
    static void checkCopy(
            StoredObject object,
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch,
            @Nullable Instant ifModifiedSince,
            @Nullable Instant ifUnmodifiedSince) {
        try {
            checkRead(object, ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince);
        } catch (S3Refusal refusal) {
            throw failed("x-amz-copy-source-" + refusal.details().get(CONDITION));
        }
    }

    private static S3Refusal failed(String condition) {
        return CONDITION_FAILED
                .because("At least one of the pre-conditions you specified did not hold")
                .with(CONDITION, condition);
    }

    private static boolean matches(String header, String etag) {
        for (var candidate : java.util.List.of(header.split(",", -1))) {
            var bare = candidate.strip();
            if (bare.equals("*") || bare.replace("\"", "").equals(etag)) {
                return true;
            }
        }
        return false;
    }
}
