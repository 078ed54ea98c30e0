package dev.wheelhouse.wire.codec;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;

/** Values as text: in forms, queries, headers and XML. */
final class Scalar {
    private Scalar() {}

    /**
     * Reads a text as the type of a field.
     *
     * @param usual the format of timestamps where the text stands
     * @return empty if the text is not of that type or holds a NUL, which not every store can keep
     */
    static Optional<Object> read(SdkField<?> field, String text, Timestamps usual) {
        if (text.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    switch (field.marshallingType().getKnownType()) {
                        case STRING -> text;
                        case BOOLEAN ->
                                switch (text.strip().toLowerCase(Locale.ROOT)) {
                                    case "true" -> true;
                                    case "false" -> false;
                                    default -> throw new NumberFormatException();
                                };
                        case INTEGER -> Integer.valueOf(text.strip());
                        case LONG -> Long.valueOf(text.strip());
                        case SHORT -> Short.valueOf(text.strip());
                        case BYTE -> Byte.valueOf(text.strip());
                        case FLOAT -> Float.valueOf(text.strip());
                        case DOUBLE -> Double.valueOf(text.strip());
                        case BIG_DECIMAL -> new BigDecimal(text.strip());
                        case INSTANT -> usual.orOf(field).read(text.strip());
                        case SDK_BYTES ->
                                SdkBytes.fromByteArrayUnsafe(
                                        Base64.getMimeDecoder().decode(text.strip()));
                        case SDK_POJO, LIST, MAP, DOCUMENT, NULL ->
                                throw new IllegalStateException(
                                        field.memberName() + " is no scalar");
                    });
        } catch (DateTimeException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Writes a value of a field. */
    static String write(SdkField<?> field, Object value, Timestamps usual) {
        return switch (value) {
            case Instant time -> usual.orOf(field).write(time);
            case SdkBytes bytes -> Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
            default -> value.toString();
        };
    }

    static boolean isScalar(SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO, LIST, MAP, DOCUMENT, NULL -> false;
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
                    true;
        };
    }
}
