package dev.wheelhouse.wire.codec;

import dev.wheelhouse.wire.ErrorKind;
import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.ServiceException;
import dev.wheelhouse.wire.WireRequest;
import dev.wheelhouse.wire.WireResponse;
import dev.wheelhouse.wire.model.Operation;
import dev.wheelhouse.wire.model.ServiceModel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.PayloadTrait;

/**
 * REST with XML, as S3 speaks it: members in path, query and headers, and one in the body, which is
 * XML, text or a stream.
 */
record RestXmlCodec(Optional<ServiceModel> model) implements Codec {
    private static final String XML = "application/xml";

    @Override
    public SdkPojo decode(
            Operation operation, Supplier<? extends SdkPojo> builder, WireRequest request) {
        var decoded = builder.get();
        RestXmlReader.read(operation, decoded, request);
        Decoded.checked(model.orElseThrow(), operation, decoded);
        RestXmlReader.requireDigest(operation, request);
        return decoded;
    }

    @Override
    public WireResponse encode(
            Operation operation, SdkPojo response, Optional<Payload> body, String requestId) {
        var headers = requestIds(requestId);
        for (var field : response.sdkFields()) {
            if (field.location() == MarshallLocation.HEADER) {
                var value = XmlFields.set(field, response);
                if (value != null) {
                    header(field, value, headers);
                }
            }
        }
        int status = headers.containsKey("Content-Range") ? 206 : operation.status();
        if (body.isPresent()) {
            headers.putIfAbsent("Content-Type", "binary/octet-stream");
            return new WireResponse(status, headers, body.get());
        }
        var written = document(operation, response, headers);
        return new WireResponse(status, headers, written);
    }

    private static void header(SdkField<?> field, Object value, Map<String, String> headers) {
        switch (value) {
            case Map<?, ?> entries ->
                    entries.forEach((name, text) ->
                            headers.put(field.locationName() + name, String.valueOf(text)));
            case List<?> items ->
                    headers.put(
                            field.locationName(),
                            String.join(",", items.stream().map(String::valueOf).toList()));
            default ->
                    headers.put(
                            field.locationName(), Scalar.write(field, value, Timestamps.RFC_822));
        }
    }

    private Payload document(Operation operation, SdkPojo response, Map<String, String> headers) {
        var inBody =
                response.sdkFields().stream()
                        .filter(field -> field.location() == MarshallLocation.PAYLOAD)
                        .toList();
        if (inBody.isEmpty()) {
            return Payload.of(new byte[0]);
        }
        var root = operation.resultElement().orElse(operation.name() + "Result");
        if (inBody.size() == 1
                && Scalar.isScalar(inBody.getFirst())
                && inBody.getFirst().unmarshallLocationName().equals(root)) {
            // GetBucketLocation: the root element is the member itself
            var value = XmlFields.set(inBody.getFirst(), response);
            headers.put("Content-Type", XML);
            return new XmlWriter()
                    .declaration()
                    .open(root, namespace())
                    .text(value == null ? "" : value.toString())
                    .close(root)
                    .payload();
        }
        var payload =
                inBody.stream()
                        .filter(field -> field.containsTrait(PayloadTrait.class))
                        .findFirst();
        if (payload.isPresent()) {
            var value = XmlFields.set(payload.get(), response);
            return switch (value) {
                case null -> Payload.of(new byte[0]);
                case SdkPojo pojo -> {
                    headers.put("Content-Type", XML);
                    yield rooted(payload.get().unmarshallLocationName(), pojo);
                }
                case SdkBytes bytes -> Payload.of(bytes.asByteArray());
                default -> Payload.of(value.toString().getBytes(StandardCharsets.UTF_8));
            };
        }
        headers.put("Content-Type", XML);
        return rooted(root, response);
    }

    private Payload rooted(String root, SdkPojo pojo) {
        var out = new XmlWriter().declaration().open(root, namespace());
        new XmlFields(out).members(pojo);
        return out.close(root).payload();
    }

    private String namespace() {
        return model.map(ServiceModel::xmlNamespace).orElse("");
    }

    @Override
    public WireResponse error(ErrorKind kind, String message, String requestId, String resource) {
        return error(new ServiceException(kind, message), requestId, resource);
    }

    @Override
    public WireResponse error(ServiceException error, String requestId, String resource) {
        var kind = error.kind();
        var headers = requestIds(requestId);
        if (kind.status() < 400) {
            return new WireResponse(kind.status(), headers, Payload.of(new byte[0]));
        }
        headers.put("Content-Type", XML);
        var out = new XmlWriter().declaration();
        out.open("Error")
                .element("Code", kind.code())
                .element("Message", String.valueOf(error.getMessage()));
        error.details().forEach(out::element);
        out.element("Resource", resource)
                .element("RequestId", requestId)
                .element("HostId", hostId(requestId))
                .close("Error");
        return new WireResponse(kind.status(), headers, out.payload());
    }

    private static Map<String, String> requestIds(String requestId) {
        var headers = new HashMap<String, String>();
        headers.put("x-amz-request-id", requestId);
        headers.put("x-amz-id-2", hostId(requestId));
        return headers;
    }

    /** S3's second id; opaque to clients, made of the first here. */
    private static String hostId(String requestId) {
        return Base64.getEncoder().encodeToString(requestId.getBytes(StandardCharsets.UTF_8));
    }
}
