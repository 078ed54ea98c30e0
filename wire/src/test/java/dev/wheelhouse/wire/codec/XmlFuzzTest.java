package dev.wheelhouse.wire.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationRequest;

class XmlFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void anyDocumentIsDecodedOrRefused(byte[] body) {
        Requests.decode(
                "s3", "DeleteObjects", DeleteObjectsRequest::builder, "POST", "/bucket", body);
        Requests.decode(
                "s3",
                "PutBucketLifecycleConfiguration",
                PutBucketLifecycleConfigurationRequest::builder,
                "PUT",
                "/bucket",
                body);
    }
}
