package dev.wheelhouse.cloud.s3.provider;

import dev.wheelhouse.cloud.resource.ResourceFailure;
import dev.wheelhouse.cloud.resource.ResourceFailure.Code;
import dev.wheelhouse.cloud.s3.S3Refusal;
import java.util.function.Supplier;

/** Turns S3's refusals into failures of resources. */
final class Failures {
    private Failures() {}

    static <T> T translate(Supplier<T> work) {
        try {
            return work.get();
        } catch (S3Refusal refusal) {
            throw failure(refusal);
        }
    }

    private static ResourceFailure failure(S3Refusal refusal) {
        return switch (refusal.reason()) {
            case BUCKET_ALREADY_EXISTS, BUCKET_ALREADY_OWNED ->
                    new ResourceFailure(Code.ALREADY_EXISTS, refusal.text());
            case NO_SUCH_BUCKET, NO_SUCH_BUCKET_POLICY ->
                    new ResourceFailure(Code.NOT_FOUND, refusal.text());
            case PUBLIC_POLICY_BLOCKED -> new ResourceFailure(Code.ACCESS_DENIED, refusal.text());
            case BUCKET_NOT_EMPTY ->
                    new ResourceFailure(
                            Code.GENERAL_SERVICE_EXCEPTION,
                            refusal.text() + " (Service: S3, Status Code: 409)");
            default -> new ResourceFailure(Code.INVALID_REQUEST, refusal.text());
        };
    }
}
