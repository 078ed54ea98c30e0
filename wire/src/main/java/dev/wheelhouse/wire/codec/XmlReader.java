package dev.wheelhouse.wire.codec;

import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.error.WireFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;

/** Fills SDK builders from the XML body of an S3 request. */
final class XmlReader {
    private XmlReader() {}

    /** Reads a body; an element that the class does not know is passed over. */
    static XmlElement document(String body) {
        return XmlElement.parse(body).orElseThrow(XmlReader::malformed);
    }

    static RuntimeException malformed() {
        return WireFault.MALFORMED.because(
                Protocol.REST_XML,
                "The XML you provided was not well-formed or did not validate against our published"
                        + " schema");
    }

    static void structure(SdkPojo builder, XmlElement element) {
        for (var field : builder.sdkFields()) {
            if (field.location() != MarshallLocation.PAYLOAD) {
                continue;
            }
            var name = field.unmarshallLocationName();
            if (field.containsTrait(XmlAttributeTrait.class)) {
                var attribute = element.attributes().get(name.substring(name.indexOf(':') + 1));
                if (attribute != null) {
                    field.set(builder, attribute);
                }
                continue;
            }
            var found = element.children(name);
            if (!found.isEmpty()) {
                field.set(builder, value(field, found));
            }
        }
    }

    /**
     * Reads a value.
     *
     * @param elements all elements of its name: several for a flattened list or map
     */
    private static Object value(SdkField<?> field, List<XmlElement> elements) {
        var first = elements.getFirst();
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> pojo(field, first);
            case LIST -> items(field.getRequiredTrait(ListTrait.class), elements);
            case MAP -> entries(field.getRequiredTrait(MapTrait.class), elements);
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
                    SDK_BYTES ->
                    Scalar.read(field, first.text(), Timestamps.ISO_8601)
                            .orElseThrow(XmlReader::malformed);
            case DOCUMENT, NULL ->
                    throw new IllegalStateException(field.memberName() + " can't be read");
        };
    }

    static SdkPojo pojo(SdkField<?> field, XmlElement element) {
        var nested = field.constructor().get();
        structure(nested, element);
        return Decoded.build(nested);
    }

    private static List<Object> items(ListTrait trait, List<XmlElement> elements) {
        var name = trait.memberLocationName() == null ? "member" : trait.memberLocationName();
        var members = trait.isFlattened() ? elements : elements.getFirst().children(name);
        var items = new ArrayList<>();
        for (var member : members) {
            items.add(value(trait.memberFieldInfo(), List.of(member)));
        }
        return items;
    }

    private static Map<String, Object> entries(MapTrait trait, List<XmlElement> elements) {
        var key = trait.keyLocationName() == null ? "key" : trait.keyLocationName();
        var name = trait.valueLocationName() == null ? "value" : trait.valueLocationName();
        var members = trait.isFlattened() ? elements : elements.getFirst().children("entry");
        var entries = new LinkedHashMap<String, Object>();
        for (var member : members) {
            var value = member.child(name).orElseThrow(XmlReader::malformed);
            entries.put(
                    member.child(key).orElseThrow(XmlReader::malformed).text(),
                    value(trait.valueFieldInfo(), List.of(value)));
        }
        return entries;
    }
}
