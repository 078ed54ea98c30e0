package dev.wheelhouse.wire.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;

/** Fills SDK builders with made-up values of the right types, the same for the same seed. */
final class GeneratedValues {
    private static final int MAX_DEPTH = 5;
    private static final String[] TEXTS = {
        "a",
        "Linux LAMP Stack",
        "x=1&y=2",
        "<b>\"'&amp;",
        "été 漢字 🎡",
        "a+b%20c",
        "{\"k\":[1]}",
        "~._-*"
    };
    private static final String[] TOKENS = {"a", "Linux-1", "x=1", "~._-", "0123456789"};

    private final Random random;
    private final Set<String> unset;

    /** IAM and STS answer whole seconds. */
    private boolean wholeSeconds;

    /**
     * Values for one seed.
     *
     * @param unset members that are left out at the top level
     */
    GeneratedValues(long seed, Set<String> unset) {
        this.random = new Random(seed);
        this.unset = unset;
    }

    SdkPojo fill(SdkPojo builder) {
        var service = builder.getClass().getPackageName();
        wholeSeconds = service.contains(".iam.") || service.contains(".sts.");
        return fill(builder, 0);
    }

    private SdkPojo fill(SdkPojo builder, int depth) {
        for (var field : builder.sdkFields()) {
            boolean must =
                    field.containsTrait(DefaultValueTrait.class)
                            || field.location() == MarshallLocation.PATH
                            || field.location() == MarshallLocation.GREEDY_PATH
                            || field.containsTrait(XmlAttributeTrait.class)
                            || field.containsTrait(PayloadTrait.class)
                            || field.containsTrait(RequiredTrait.class)
                            || (depth > 0 && field == lightest(builder)); // forms can't say "empty"
            boolean skip = depth == 0 && unset.contains(field.memberName());
            boolean may = random.nextInt(10) < 7 && canBeMade(field, depth);
            if (!skip && (must || may)) {
                field.set(builder, value(field, depth));
            }
        }
        return Decoded.build(builder);
    }

    /** A member that is a scalar, or the first one. */
    private static SdkField<?> lightest(SdkPojo builder) {
        return builder.sdkFields().stream()
                .filter(Scalar::isScalar)
                .findFirst()
                .orElseGet(() -> builder.sdkFields().getFirst());
    }

    private static boolean canBeMade(SdkField<?> field, int depth) {
        return switch (field.marshallingType().getKnownType()) {
            case LIST ->
                    canBeMade(field.getRequiredTrait(ListTrait.class).memberFieldInfo(), depth + 1);
            case MAP ->
                    canBeMade(field.getRequiredTrait(MapTrait.class).valueFieldInfo(), depth + 1);
            case SDK_POJO -> depth < MAX_DEPTH;
            default -> true;
        };
    }

    private Object value(SdkField<?> field, int depth) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> text(field);
            case BOOLEAN -> random.nextBoolean();
            case INTEGER -> random.nextInt(1, 1_000_000);
            case LONG -> random.nextLong(1, 1L << 50);
            case SHORT -> (short) random.nextInt(1, 1000);
            case BYTE -> (byte) random.nextInt(1, 100);
            case FLOAT -> random.nextInt(1, 100) / 4f;
            case DOUBLE -> random.nextInt(1, 1000) / 8.0;
            case BIG_DECIMAL -> java.math.BigDecimal.valueOf(random.nextInt(1, 1000), 2);
            case INSTANT ->
                    field.location() == MarshallLocation.PAYLOAD
                                    && !wholeSeconds
                                    && !field.containsTrait(TimestampFormatTrait.class)
                            ? Instant.ofEpochMilli(random.nextLong(1L << 40))
                            : Instant.ofEpochSecond(random.nextLong(1L << 31));
            case SDK_BYTES -> SdkBytes.fromUtf8String(TEXTS[random.nextInt(TEXTS.length)]);
            case SDK_POJO -> fill(field.constructor().get(), depth + 1);
            case LIST -> {
                var member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
                var items = new ArrayList<>();
                int size = canBeMade(member, depth + 1) ? random.nextInt(1, 3) : 1;
                for (int i = 0; i < size; i++) {
                    items.add(
                            field.location() == MarshallLocation.HEADER
                                    ? TOKENS[random.nextInt(TOKENS.length)]
                                    : value(member, depth + 1));
                }
                yield List.copyOf(items);
            }
            case MAP -> {
                var member = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
                var entries = new LinkedHashMap<String, Object>();
                for (int i = 0; i < random.nextInt(1, 3); i++) {
                    entries.put(
                            "key-" + i,
                            field.location() == MarshallLocation.HEADER
                                    ? TOKENS[random.nextInt(TOKENS.length)]
                                    : value(member, depth + 1));
                }
                yield entries;
            }
            case DOCUMENT, NULL -> throw new IllegalStateException(field.memberName());
        };
    }

    private String text(SdkField<?> field) {
        if (field.location() == MarshallLocation.HEADER
                || field.containsTrait(XmlAttributeTrait.class)) {
            return TOKENS[random.nextInt(TOKENS.length)];
        }
        if ("Bucket".equals(field.memberName())) {
            return "a-bucket";
        }
        return TEXTS[random.nextInt(TEXTS.length)];
    }
}
