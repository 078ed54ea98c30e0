package dev.wheelhouse.wire.model;

import dev.wheelhouse.document.BoundedMatch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;

/** The constraints of texts, numbers and binary data, in AWS's words. */
final class Scalars {
    private Scalars() {}

    static boolean isScalar(Shape shape) {
        return switch (shape) {
            case Shape.Text _, Shape.Amount _, Shape.Binary _ -> true;
            case Shape.Structure _, Shape.Items _, Shape.Entries _ -> false;
        };
    }

    static boolean isSensitive(Shape shape) {
        return switch (shape) {
            case Shape.Text text -> text.sensitive();
            case Shape.Amount amount -> amount.sensitive();
            case Shape.Items items -> items.sensitive();
            case Shape.Entries entries -> entries.sensitive();
            case Shape.Binary _ -> true;
            case Shape.Structure _ -> false;
        };
    }

    /** The constraints that a value breaks; none for a structure, list or map. */
    static List<String> broken(Shape shape, Object value) {
        return switch (shape) {
            case Shape.Text text -> brokenText(text, value.toString());
            case Shape.Amount amount -> {
                var number = new BigDecimal(value.toString());
                var broken = new ArrayList<String>();
                if (amount.value().exceededBy(number)) {
                    broken.add(atMost("value", amount.value()));
                }
                if (amount.value().missedBy(number)) {
                    broken.add(atLeast("value", amount.value()));
                }
                yield broken;
            }
            case Shape.Binary binary ->
                    value instanceof SdkBytes bytes
                            ? brokenLength(
                                    binary.length(),
                                    BigDecimal.valueOf(bytes.asByteArrayUnsafe().length))
                            : List.of();
            case Shape.Structure _, Shape.Items _, Shape.Entries _ -> List.of();
        };
    }

    private static List<String> brokenText(Shape.Text shape, String text) {
        var length = BigDecimal.valueOf(text.codePointCount(0, text.length()));
        var broken = new ArrayList<>(brokenLength(shape.length(), length));
        if (shape.pattern().isPresent() && !BoundedMatch.matches(shape.pattern().get(), text)) {
            broken.add(satisfies(shape.pattern().get()));
        }
        if (!shape.allowed().isEmpty() && !shape.allowed().contains(text)) {
            broken.add(oneOf(shape.allowed()));
        }
        return broken;
    }

    static List<String> brokenLength(Shape.Bounds bounds, BigDecimal length) {
        var broken = new ArrayList<String>();
        if (bounds.exceededBy(length)) {
            broken.add(atMost("length", bounds));
        }
        if (bounds.missedBy(length)) {
            broken.add(atLeast("length", bounds));
        }
        return broken;
    }

    /** All constraints of a shape in brackets, as AWS lists them for members of lists and maps. */
    static String constraints(Shape shape) {
        var all = new ArrayList<String>();
        switch (shape) {
            case Shape.Text text -> {
                addBounds(all, "length", text.length());
                text.pattern().map(Scalars::satisfies).ifPresent(all::add);
                if (!text.allowed().isEmpty()) {
                    all.add(oneOf(text.allowed()));
                }
            }
            case Shape.Amount amount -> addBounds(all, "value", amount.value());
            case Shape.Binary binary -> addBounds(all, "length", binary.length());
            case Shape.Structure _, Shape.Items _, Shape.Entries _ -> {}
        }
        return "[" + String.join(", ", all) + "]";
    }

    private static void addBounds(List<String> all, String what, Shape.Bounds bounds) {
        if (bounds.max().isPresent()) {
            all.add(atMost(what, bounds));
        }
        if (bounds.min().isPresent()) {
            all.add(atLeast(what, bounds));
        }
    }

    private static String atMost(String what, Shape.Bounds bounds) {
        return "Member must have " + what + " less than or equal to " + text(bounds.max());
    }

    private static String atLeast(String what, Shape.Bounds bounds) {
        return "Member must have " + what + " greater than or equal to " + text(bounds.min());
    }

    private static String text(Optional<BigDecimal> limit) {
        return limit.map(BigDecimal::toPlainString).orElse("");
    }

    private static String satisfies(Pattern pattern) {
        return "Member must satisfy regular expression pattern: " + pattern.pattern();
    }

    private static String oneOf(List<String> allowed) {
        return "Member must satisfy enum value set: [" + String.join(", ", allowed) + "]";
    }
}
