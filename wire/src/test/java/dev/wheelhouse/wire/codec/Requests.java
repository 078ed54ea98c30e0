package dev.wheelhouse.wire.codec;

import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.ServiceException;
import dev.wheelhouse.wire.WireRequest;
import dev.wheelhouse.wire.model.ServiceModel;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/** Requests that hold anything at all, as a decoder gets them. */
final class Requests {
    private Requests() {}

    /** Decodes a body; only what a client is told may come of it. */
    static void decode(
            String service,
            String operation,
            Supplier<? extends SdkPojo> builder,
            String method,
            String path,
            byte[] body) {
        var model = ServiceModel.load(service);
        var request =
                new WireRequest(
                        method, path, "", Map.of("host", List.of("localhost")), Payload.of(body));
        try {
            Codec.of(model).decode(model.operation(operation).orElseThrow(), builder, request);
        } catch (ServiceException refused) {
            // that is an answer
        }
    }
}
