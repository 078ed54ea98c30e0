package dev.wheelhouse.wire.codec;

import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.WireRequest;
import dev.wheelhouse.wire.error.WireFault;
import dev.wheelhouse.wire.http.Bodies;
import dev.wheelhouse.wire.http.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/**
 * Fills SDK builders from the parameters of a Query request. EC2's lists have no {@code member}
 * between name and number. Parameters that the class does not know are passed over.
 */
record QueryReader(Protocol protocol) {
    /** Reads the form in the body of a request, or its query. */
    void read(SdkPojo builder, WireRequest request) {
        var body = request.method().equals("POST") ? Bodies.text(request.body(), protocol) : "";
        var text =
                body.isEmpty() || request.rawQuery().isEmpty()
                        ? body + request.rawQuery()
                        : request.rawQuery() + "&" + body;
        ParameterTree parameters;
        try {
            parameters = ParameterTree.of(Form.parse(text));
        } catch (IllegalArgumentException cause) {
            throw WireFault.MALFORMED.because(
                    protocol, "The query string is malformed: " + cause.getMessage() + ".");
        }
        structure(builder, parameters, "");
    }

    private void structure(SdkPojo builder, ParameterTree parameters, String path) {
        for (var field : builder.sdkFields()) {
            var child = parameters.child(field.locationName());
            if (child.isPresent()) {
                field.set(builder, value(field, child.get(), path + field.locationName()));
            }
        }
    }

    private Object value(SdkField<?> field, ParameterTree parameters, String path) {
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> {
                var nested = field.constructor().get();
                structure(nested, parameters, path + ".");
                yield Decoded.build(nested);
            }
            case LIST -> items(field, parameters, path);
            case MAP -> entries(field, parameters, path);
            case STRING,
                    BOOLEAN,
                    INTEGER,
                    LONG,
                    SHORT,
                    BYTE,
                    FLOAT,
                    DOUBLE,
                    BIG_DECIMAL,
                    INSTANT,
                    SDK_BYTES -> {
                var text =
                        parameters
                                .value()
                                .orElseThrow(() ->
                                        WireFault.MALFORMED_VALUE.because(
                                                protocol,
                                                "The parameter "
                                                        + path
                                                        + " is not a structure or list"));
                yield Scalar.read(field, text, Timestamps.ISO_8601)
                        .orElseThrow(() ->
                                WireFault.MALFORMED_VALUE.because(
                                        protocol,
                                        "Value ("
                                                + text
                                                + ") for parameter "
                                                + path
                                                + " is invalid."));
            }
            case DOCUMENT, NULL ->
                    throw new IllegalStateException(field.memberName() + " can't be read");
        };
    }

    private List<Object> items(SdkField<?> field, ParameterTree parameters, String path) {
        var trait = field.getRequiredTrait(ListTrait.class);
        var name = trait.memberLocationName() == null ? "member" : trait.memberLocationName();
        var flat = protocol == Protocol.EC2_QUERY || trait.isFlattened();
        var numbered =
                flat
                        ? parameters.numbered()
                        : parameters.child(name).map(ParameterTree::numbered).orElse(List.of());
        var items = new ArrayList<>();
        for (var item : numbered) {
            items.add(
                    value(
                            trait.memberFieldInfo(),
                            item,
                            path + (flat ? "." : ".member.") + (items.size() + 1)));
        }
        return items;
    }

    private Map<String, Object> entries(SdkField<?> field, ParameterTree parameters, String path) {
        var trait = field.getRequiredTrait(MapTrait.class);
        var key = trait.keyLocationName() == null ? "key" : trait.keyLocationName();
        var member = trait.valueLocationName() == null ? "value" : trait.valueLocationName();
        var numbered =
                trait.isFlattened()
                        ? parameters.numbered()
                        : parameters.child("entry").map(ParameterTree::numbered).orElse(List.of());
        var entries = new LinkedHashMap<String, Object>();
        for (var entry : numbered) {
            var name = entry.child(key).flatMap(ParameterTree::value).orElse("");
            entry.child(member)
                    .ifPresent(value ->
                            entries.put(
                                    name, value(trait.valueFieldInfo(), value, path + "." + name)));
        }
        return entries;
    }
}
