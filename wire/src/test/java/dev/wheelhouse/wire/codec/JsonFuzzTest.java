package dev.wheelhouse.wire.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import software.amazon.awssdk.services.servicecatalog.model.CreateProductRequest;

class JsonFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void anyBodyIsDecodedOrRefused(byte[] body) {
        Requests.decode(
                "servicecatalog",
                "CreateProduct",
                CreateProductRequest::builder,
                "POST",
                "/",
                body);
    }
}
