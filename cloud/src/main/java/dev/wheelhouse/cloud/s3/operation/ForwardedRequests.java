package dev.wheelhouse.cloud.s3.operation;

import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.cloud.resource.ResourceStep;
import dev.wheelhouse.identity.AccessRequest;

/**
 * Requests that a service of the cloud sends to S3 in somebody's name (IAM User Guide, "Forward
 * access sessions"). They are signed as a client's are, so that a policy which asks how does not
 * keep a stack from its bucket.
 */
public final class ForwardedRequests {
    private static final String SHA256_OF_NOTHING =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private ForwardedRequests() {}

    /** On behalf of a step of a stack. */
    public static Acting acting(ResourceStep step) {
        return new Acting(
                step.db(),
                step.account(),
                step.region(),
                step.session().arn(),
                request -> step.require(signed(request)));
    }

    /** A question about such a request: signed with Signature Version 4, in a header, just now. */
    public static AccessRequest signed(AccessRequest request) {
        return request.with("s3:signatureversion", "AWS4-HMAC-SHA256")
                .with("s3:authType", "REST-HEADER")
                .with("s3:signatureAge", "0")
                .with("s3:x-amz-content-sha256", SHA256_OF_NOTHING);
    }
}
