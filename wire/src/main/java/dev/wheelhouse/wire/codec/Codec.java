package dev.wheelhouse.wire.codec;

import dev.wheelhouse.wire.ErrorKind;
import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.ServiceException;
import dev.wheelhouse.wire.WireRequest;
import dev.wheelhouse.wire.WireResponse;
import dev.wheelhouse.wire.model.Operation;
import dev.wheelhouse.wire.model.ServiceModel;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/** Reads requests and writes answers in one protocol. Thread-safe. */
public sealed interface Codec permits JsonCodec, QueryCodec, Ec2QueryCodec, RestXmlCodec {
    /** The codec of a service. */
    static Codec of(ServiceModel model) {
        return switch (model.protocol()) {
            case JSON_1_1 -> new JsonCodec(Optional.of(model));
            case QUERY -> new QueryCodec(Optional.of(model));
            case EC2_QUERY -> new Ec2QueryCodec(Optional.of(model));
            case REST_XML -> new RestXmlCodec(Optional.of(model));
        };
    }

    /**
     * A codec for errors of requests whose service is not known; it can't decode or encode anything
     * else.
     */
    static Codec ofErrors(Protocol protocol) {
        return switch (protocol) {
            case JSON_1_1 -> new JsonCodec(Optional.empty());
            case QUERY -> new QueryCodec(Optional.empty());
            case EC2_QUERY -> new Ec2QueryCodec(Optional.empty());
            case REST_XML -> new RestXmlCodec(Optional.empty());
        };
    }

    /**
     * Decodes a request and checks it against the constraints of the service's model.
     *
     * @param builder makes an empty builder of the SDK's request class
     * @param request the request with its body unwrapped; a streamed body is not read here
     * @return the filled builder
     * @throws dev.wheelhouse.wire.ServiceException if the request is malformed or breaks a
     *     constraint
     */
    SdkPojo decode(Operation operation, Supplier<? extends SdkPojo> builder, WireRequest request);

    /**
     * Encodes an answer. Members that are not set are left out; lists and maps that were set empty
     * are written as such.
     *
     * @param response the SDK's response object
     * @param body the streamed body, for an operation that has one
     */
    WireResponse encode(
            Operation operation, SdkPojo response, Optional<Payload> body, String requestId);

    /**
     * Encodes an error.
     *
     * @param resource what the request was about, for S3 {@code /bucket/key}; other protocols don't
     *     show it
     */
    WireResponse error(ErrorKind kind, String message, String requestId, String resource);

    /** Encodes an error that a service answers, with its details where the protocol shows them. */
    default WireResponse error(ServiceException error, String requestId, String resource) {
        return error(error.kind(), String.valueOf(error.getMessage()), requestId, resource);
    }
}
