package dev.wheelhouse.wire.codec;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * Writes SDK objects as XML, as answers of all three XML protocols have them.
 *
 * @param times how points in time are written, where a field does not say
 */
record XmlFields(XmlWriter out, Timestamps times) {
    /** With milliseconds in points in time, as most services answer. */
    XmlFields(XmlWriter out) {
        this(out, Timestamps.ISO_8601);
    }

    /** Writes all members that stand in the body, without an element around them. */
    void members(SdkPojo pojo) {
        for (var field : pojo.sdkFields()) {
            if (field.location() == MarshallLocation.PAYLOAD
                    && !field.containsTrait(XmlAttributeTrait.class)) {
                var value = set(field, pojo);
                if (value != null) {
                    named(field, field.unmarshallLocationName(), value);
                }
            }
        }
    }

    /** The value of a member, or null when it was not set. */
    static @Nullable Object set(SdkField<?> field, SdkPojo pojo) {
        var value = field.getValueOrDefault(pojo);
        return value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap
                ? null
                : value;
    }

    /** Writes a value in an element of some name. */
    void named(SdkField<?> field, String name, Object value) {
        switch (value) {
            case SdkPojo pojo -> structure(name, pojo);
            case List<?> items -> items(field.getRequiredTrait(ListTrait.class), name, items);
            case Map<?, ?> entries ->
                    entries(field.getRequiredTrait(MapTrait.class), name, entries);
            default -> out.element(name, Scalar.write(field, value, times));
        }
    }

    private void structure(String name, SdkPojo pojo) {
        var attribute =
                pojo.sdkFields().stream()
                        .filter(field -> field.containsTrait(XmlAttributeTrait.class))
                        .findFirst();
        var type = attribute.map(field -> set(field, pojo));
        if (attribute.isPresent() && type.isPresent()) {
            out.openWith(
                    name,
                    "xmlns:xsi",
                    "http://www.w3.org/2001/XMLSchema-instance",
                    attribute.get().unmarshallLocationName(),
                    type.get().toString());
        } else {
            out.open(name);
        }
        members(pojo);
        out.close(name);
    }

    private void items(ListTrait trait, String name, List<?> items) {
        var member = trait.memberFieldInfo();
        if (trait.isFlattened()) {
            items.stream().filter(Objects::nonNull).forEach(item -> named(member, name, item));
            return;
        }
        var memberName = trait.memberLocationName() == null ? "member" : trait.memberLocationName();
        out.open(name);
        items.stream().filter(Objects::nonNull).forEach(item -> named(member, memberName, item));
        out.close(name);
    }

    private void entries(MapTrait trait, String name, Map<?, ?> entries) {
        var key = trait.keyLocationName() == null ? "key" : trait.keyLocationName();
        var member = trait.valueLocationName() == null ? "value" : trait.valueLocationName();
        var entryName = trait.isFlattened() ? name : "entry";
        if (!trait.isFlattened()) {
            out.open(name);
        }
        entries.forEach((entryKey, value) -> {
            if (value != null) {
                out.open(entryName).element(key, String.valueOf(entryKey));
                named(trait.valueFieldInfo(), member, value);
                out.close(entryName);
            }
        });
        if (!trait.isFlattened()) {
            out.close(name);
        }
    }
}
