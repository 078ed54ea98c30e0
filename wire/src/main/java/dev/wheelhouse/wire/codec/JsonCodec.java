package dev.wheelhouse.wire.codec;

import dev.wheelhouse.wire.ErrorKind;
import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.WireRequest;
import dev.wheelhouse.wire.WireResponse;
import dev.wheelhouse.wire.error.WireFault;
import dev.wheelhouse.wire.http.Bodies;
import dev.wheelhouse.wire.model.Operation;
import dev.wheelhouse.wire.model.ServiceModel;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** JSON 1.1: a JSON object in the body of a POST, answered by another. */
record JsonCodec(Optional<ServiceModel> model) implements Codec {
    private static final int MAX_DEPTH = 100;
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNumberLength(100)
                                    .build())
                    .build();

    @Override
    public SdkPojo decode(
            Operation operation, Supplier<? extends SdkPojo> builder, WireRequest request) {
        var bytes = Bodies.bytes(request.body(), Protocol.JSON_1_1);
        var decoded = builder.get();
        if (bytes.length > 0) {
            try (var parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    throw malformed("Start of structure or map expected");
                }
                new JsonReader(parser).structure(decoded);
                if (parser.nextToken() != null) {
                    throw malformed("Unexpected text after the request");
                }
            } catch (JacksonException cause) {
                throw malformed(cause.getOriginalMessage());
            }
        }
        return Decoded.checked(model.orElseThrow(), operation, decoded);
    }

    @Override
    public WireResponse encode(
            Operation operation, SdkPojo response, Optional<Payload> body, String requestId) {
        var out = new ByteArrayOutputStream(1024);
        try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            new JsonWriter(generator).structure(response);
        }
        return answer(operation.status(), out, Map.of("x-amzn-RequestId", requestId));
    }

    @Override
    public WireResponse error(ErrorKind kind, String message, String requestId, String resource) {
        var out = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            generator.writeStartObject();
            generator.writeStringProperty("__type", kind.code());
            generator.writeStringProperty("Message", message);
            generator.writeEndObject();
        }
        return answer(
                kind.status(),
                out,
                Map.of("x-amzn-RequestId", requestId, "x-amzn-ErrorType", kind.code()));
    }

    private static WireResponse answer(
            int status, ByteArrayOutputStream body, Map<String, String> headers) {
        var all = new java.util.HashMap<>(headers);
        all.put("Content-Type", "application/x-amz-json-1.1");
        return new WireResponse(status, all, Payload.of(body.toByteArray()));
    }

    static RuntimeException malformed(String message) {
        return WireFault.MALFORMED.because(Protocol.JSON_1_1, message);
    }
}
