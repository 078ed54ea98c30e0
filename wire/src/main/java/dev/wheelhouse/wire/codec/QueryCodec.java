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
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/** Query: a form, answered by XML in a response element with result and metadata. */
record QueryCodec(Optional<ServiceModel> model) implements Codec {
    /**
     * The services that answer points in time in whole seconds, as the example answers in the API
     * references of IAM (CreateUser) and STS (AssumeRole) show; CloudFormation's have milliseconds.
     */
    private static final Set<String> WHOLE_SECONDS = Set.of("iam", "sts");

    @Override
    public SdkPojo decode(
            Operation operation, Supplier<? extends SdkPojo> builder, WireRequest request) {
        var decoded = builder.get();
        new QueryReader(Protocol.QUERY).read(decoded, request);
        return Decoded.checked(model.orElseThrow(), operation, decoded);
    }

    @Override
    public WireResponse encode(
            Operation operation, SdkPojo response, Optional<Payload> body, String requestId) {
        var out = new XmlWriter();
        var root = operation.name() + "Response";
        out.open(root, namespace());
        operation
                .resultElement()
                .ifPresent(result -> {
                    out.open(result);
                    new XmlFields(out, times()).members(response);
                    out.close(result);
                });
        out.open("ResponseMetadata").element("RequestId", requestId).close("ResponseMetadata");
        out.close(root);
        return answer(operation.status(), out, requestId);
    }

    @Override
    public WireResponse error(ErrorKind kind, String message, String requestId, String resource) {
        var out = new XmlWriter();
        out.open("ErrorResponse", namespace())
                .open("Error")
                .element("Type", kind.status() < 500 ? "Sender" : "Receiver")
                .element("Code", kind.code())
                .element("Message", message)
                .close("Error")
                .element("RequestId", requestId)
                .close("ErrorResponse");
        return answer(kind.status(), out, requestId);
    }

    private Timestamps times() {
        return model.filter(each -> WHOLE_SECONDS.contains(each.name())).isPresent()
                ? Timestamps.ISO_8601_SECONDS
                : Timestamps.ISO_8601;
    }

    private String namespace() {
        return model.map(ServiceModel::xmlNamespace).orElse("");
    }

    private static WireResponse answer(int status, XmlWriter body, String requestId) {
        return new WireResponse(
                status,
                Map.of("Content-Type", "text/xml", "x-amzn-RequestId", requestId),
                body.payload());
    }
}
