package dev.wheelhouse.wire.model;

import java.util.Optional;

/**
 * One broken constraint.
 *
 * @param path where, as AWS spells it: {@code tags.1.member.key}
 * @param shown the value, empty when it is sensitive or missing
 * @param constraint what must hold
 */
record Violation(String path, Optional<String> shown, String constraint) {
    private static final String NOT_NULL = "Member must not be null";

    static Violation missing(String path) {
        return new Violation(path, Optional.empty(), NOT_NULL);
    }

    boolean missing() {
        return constraint.equals(NOT_NULL);
    }

    String sentence() {
        var value =
                missing()
                        ? "Value null"
                        : shown.map(text -> "Value '" + text + "'").orElse("Value");
        return value + " at '" + path + "' failed to satisfy constraint: " + constraint;
    }
}
