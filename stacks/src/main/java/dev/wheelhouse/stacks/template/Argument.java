package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A parameter with its value.
 *
 * @param declaration the parameter
 * @param text what the caller gave, or the default; a list is comma-joined
 * @param resolved for a Systems Manager value type, what the store holds under that name
 */
public record Argument(ParameterDeclaration declaration, String text, Optional<String> resolved) {
    /** What is shown for a NoEcho parameter. */
    public static final String MASK = "****";

    /** What {@code Ref} gives: a text, or a list of texts. */
    public Value value() {
        return declaration.type().list()
                ? Value.texts(members())
                : Value.text(resolved.orElse(text));
    }

    /** The values one by one: the members of a list, trimmed, or the only value. */
    public List<String> members() {
        var effective = resolved.orElse(text);
        return declaration.type().list() ? split(effective) : List.of(effective);
    }

    static List<String> split(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }
}
