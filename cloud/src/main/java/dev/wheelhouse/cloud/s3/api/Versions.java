package dev.wheelhouse.cloud.s3.api;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_ARGUMENT;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.NO_SUCH_VERSION;

import org.jspecify.annotations.Nullable;

/** Versions of objects: buckets without versioning have one of each, named {@code null}. */
final class Versions {
    /** The id of the only version of an object. */
    static final String ONLY = "null";

    private Versions() {}

    /**
     * @param wanted null when a request names no version
     * @throws dev.wheelhouse.cloud.s3.S3Refusal if there can be no such version
     */
    static void check(@Nullable String wanted) {
        if (wanted == null || wanted.equals(ONLY)) {
            return;
        }
        if (wanted.isEmpty()) {
            throw INVALID_ARGUMENT.because("Version id cannot be the empty string");
        }
        throw NO_SUCH_VERSION.because("The specified version does not exist.");
    }
}
