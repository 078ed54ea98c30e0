package dev.wheelhouse.wire.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

class QueryFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void anyFormIsDecodedOrRefused(byte[] body) {
        Requests.decode(
                "cloudformation", "CreateStack", CreateStackRequest::builder, "POST", "/", body);
        Requests.decode("ec2", "RunInstances", RunInstancesRequest::builder, "POST", "/", body);
    }
}
