package dev.wheelhouse.wire.codec;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import tools.jackson.core.JsonGenerator;

/** Writes SDK objects as JSON. */
record JsonWriter(JsonGenerator out) {
    void structure(SdkPojo pojo) {
        out.writeStartObject();
        for (var field : pojo.sdkFields()) {
            var value = field.getValueOrDefault(pojo);
            if (value != null
                    && !(value instanceof SdkAutoConstructList)
                    && !(value instanceof SdkAutoConstructMap)) {
                out.writeName(field.locationName());
                value(field, value);
            }
        }
        out.writeEndObject();
    }

    private void value(SdkField<?> field, @Nullable Object value) {
        switch (value) {
            case null -> out.writeNull();
            case String text -> out.writeString(text);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Boolean bool -> out.writeBoolean(bool);
            case Double number -> out.writeNumber(number);
            case Float number -> out.writeNumber(number);
            case Instant time ->
                    out.writeRawValue(Timestamps.EPOCH_SECONDS.orOf(field).write(time));
            case SdkBytes bytes -> out.writeBinary(bytes.asByteArrayUnsafe());
            case SdkPojo pojo -> structure(pojo);
            case List<?> items -> {
                var member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
                out.writeStartArray();
                items.forEach(item -> value(member, item));
                out.writeEndArray();
            }
            case Map<?, ?> entries -> {
                var member = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
                out.writeStartObject();
                entries.forEach((name, entry) -> {
                    out.writeName(String.valueOf(name));
                    value(member, entry);
                });
                out.writeEndObject();
            }
            case Number number -> out.writeRawValue(number.toString());
            default ->
                    throw new IllegalStateException(
                            field.memberName() + " can't be written: " + value.getClass());
        }
    }
}
