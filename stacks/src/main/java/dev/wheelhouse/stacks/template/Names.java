package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Value;
import java.util.Optional;
import java.util.regex.Pattern;

/** How names may be written and how many there may be. */
final class Names {
    private static final Pattern ALPHANUMERIC = Pattern.compile("[a-zA-Z0-9]+");
    private static final int MAX_LENGTH = 255;

    private Names() {}

    /**
     * @param noun in the words of the message: {@code Resource}, {@code Parameter}
     */
    static void requireAlphanumeric(String noun, String name) {
        if (!ALPHANUMERIC.matcher(name).matches()) {
            throw TemplateException.format(noun + " name " + name + " is non alphanumeric.");
        }
        if (name.length() > MAX_LENGTH) {
            throw TemplateException.format(
                    noun + " name " + name + " is longer than " + MAX_LENGTH + " characters.");
        }
    }

    static void requireAtMost(String nouns, int count, int most) {
        if (count > most) {
            throw TemplateException.format(
                    "Number of %s, %d, is greater than maximum allowed, %d"
                            .formatted(nouns, count, most));
        }
    }

    /** The literal text of a member that may be absent but not anything else than text. */
    static Optional<String> literal(Value.Members object, String member, String path) {
        var value = object.get(member);
        if (value.isPresent() && value.get().scalar().isEmpty()) {
            throw TemplateException.format("[%s] '%s' must be a string".formatted(path, member));
        }
        return value.flatMap(Value::scalar);
    }
}
