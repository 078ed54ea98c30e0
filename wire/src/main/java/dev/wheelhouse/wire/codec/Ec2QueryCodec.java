package dev.wheelhouse.wire.codec;

import dev.wheelhouse.wire.ErrorKind;
import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.WireRequest;
import dev.wheelhouse.wire.WireResponse;
import dev.wheelhouse.wire.model.Operation;
import dev.wheelhouse.wire.model.ServiceModel;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/** Query as EC2 speaks it: names with a capital in, as they are out; lists of {@code item}. */
record Ec2QueryCodec(Optional<ServiceModel> model) implements Codec {
    @Override
    public SdkPojo decode(
            Operation operation, Supplier<? extends SdkPojo> builder, WireRequest request) {
        var decoded = builder.get();
        new QueryReader(Protocol.EC2_QUERY).read(decoded, request);
        return Decoded.checked(model.orElseThrow(), operation, decoded);
    }

    @Override
    public WireResponse encode(
            Operation operation, SdkPojo response, Optional<Payload> body, String requestId) {
        var out = new XmlWriter().declaration();
        var root = operation.name() + "Response";
        out.open(root, model.orElseThrow().xmlNamespace()).element("requestId", requestId);
        if (response.sdkFields().isEmpty()) {
            out.element("return", "true");
        } else {
            new XmlFields(out).members(response);
        }
        out.close(root);
        return answer(operation.status(), out, requestId);
    }

    @Override
    public WireResponse error(ErrorKind kind, String message, String requestId, String resource) {
        var out = new XmlWriter().declaration();
        out.open("Response")
                .open("Errors")
                .open("Error")
                .element("Code", kind.code())
                .element("Message", message)
                .close("Error")
                .close("Errors")
                .element("RequestID", requestId)
                .close("Response");
        return answer(kind.status(), out, requestId);
    }

    private static WireResponse answer(int status, XmlWriter body, String requestId) {
        return new WireResponse(
                status,
                Map.of("Content-Type", "text/xml;charset=UTF-8", "x-amzn-RequestId", requestId),
                body.payload());
    }
}
