package dev.wheelhouse.wire.codec;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Fills SDK builders from JSON. What the class does not know is passed over, as AWS does. */
record JsonReader(JsonParser in) {
    /** Reads the members of an object whose start has been read. */
    void structure(SdkPojo builder) {
        var fields = builder.sdkFieldNameToField();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            var field = fields.get(in.currentName());
            in.nextToken();
            if (field == null) {
                in.skipChildren();
            } else if (in.currentToken() != JsonToken.VALUE_NULL) {
                field.set(builder, value(field));
            }
        }
    }

    private @Nullable Object value(SdkField<?> field) {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> {
                expect(JsonToken.VALUE_STRING, "a String");
                yield withoutNul(in.getString());
            }
            case BOOLEAN -> {
                if (in.currentToken() != JsonToken.VALUE_TRUE
                        && in.currentToken() != JsonToken.VALUE_FALSE) {
                    throw mismatch("a Boolean");
                }
                yield in.getBooleanValue();
            }
            case INTEGER -> {
                expectNumber("an Integer");
                yield in.getIntValue();
            }
            case LONG -> {
                expectNumber("a Long");
                yield in.getLongValue();
            }
            case SHORT -> {
                expectNumber("a Short");
                yield in.getShortValue();
            }
            case BYTE -> {
                expectNumber("a Byte");
                yield in.getByteValue();
            }
            case FLOAT -> {
                expectNumber("a Float");
                yield in.getFloatValue();
            }
            case DOUBLE -> {
                expectNumber("a Double");
                yield in.getDoubleValue();
            }
            case BIG_DECIMAL -> {
                expectNumber("a BigDecimal");
                yield in.getDecimalValue();
            }
            case INSTANT -> time(field);
            case SDK_BYTES -> {
                expect(JsonToken.VALUE_STRING, "a Blob");
                yield SdkBytes.fromByteArrayUnsafe(in.getBinaryValue());
            }
            case SDK_POJO -> {
                expect(JsonToken.START_OBJECT, "a Structure");
                var nested = field.constructor().get();
                structure(nested);
                yield Decoded.build(nested);
            }
            case LIST -> items(field);
            case MAP -> entries(field);
            case DOCUMENT, NULL ->
                    throw new IllegalStateException(field.memberName() + " can't be read");
        };
    }

    private Object time(SdkField<?> field) {
        try {
            if (isNumber()) {
                return Timestamps.ofSeconds(in.getDecimalValue());
            }
            expect(JsonToken.VALUE_STRING, "a Timestamp");
            return Timestamps.ISO_8601.orOf(field).read(in.getString());
        } catch (DateTimeException | NumberFormatException _) {
            throw mismatch("a Timestamp");
        }
    }

    private List<@Nullable Object> items(SdkField<?> field) {
        expect(JsonToken.START_ARRAY, "a List");
        var member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
        var items = new ArrayList<@Nullable Object>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(member));
        }
        return items;
    }

    private Map<String, @Nullable Object> entries(SdkField<?> field) {
        expect(JsonToken.START_OBJECT, "a Map");
        var member = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
        var entries = new LinkedHashMap<String, @Nullable Object>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            var name = withoutNul(in.currentName());
            in.nextToken();
            entries.put(name, value(member));
        }
        return entries;
    }

    /** No service takes a NUL, and not every store can keep one. */
    private static String withoutNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw JsonCodec.malformed("A String can not hold a NUL character");
        }
        return text;
    }

    private void expect(JsonToken token, String what) {
        if (in.currentToken() != token) {
            throw mismatch(what);
        }
    }

    private boolean isNumber() {
        return in.currentToken() == JsonToken.VALUE_NUMBER_INT
                || in.currentToken() == JsonToken.VALUE_NUMBER_FLOAT;
    }

    private void expectNumber(String what) {
        if (!isNumber()) {
            throw mismatch(what);
        }
    }

    private RuntimeException mismatch(String what) {
        return JsonCodec.malformed(
                switch (in.currentToken()) {
                    case START_OBJECT -> "Start of structure or map found where not expected.";
                    case START_ARRAY -> "Start of list found where not expected";
                    case VALUE_STRING -> "STRING_VALUE can not be converted to " + what;
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                            "NUMBER_VALUE can not be converted to " + what;
                    case VALUE_TRUE -> "TRUE_VALUE can not be converted to " + what;
                    case VALUE_FALSE -> "FALSE_VALUE can not be converted to " + what;
                    case VALUE_NULL,
                            NOT_AVAILABLE,
                            END_ARRAY,
                            END_OBJECT,
                            PROPERTY_NAME,
                            VALUE_EMBEDDED_OBJECT ->
                            "Unexpected token where " + what + " was expected";
                });
    }
}
