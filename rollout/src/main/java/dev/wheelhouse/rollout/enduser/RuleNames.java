package dev.wheelhouse.rollout.enduser;

import java.util.regex.Pattern;

/**
 * The names of rules as people know them. Service Catalog puts the constraint's id, without its
 * hyphen, before the name that the constraint's author gave a rule: {@code
 * cons4k2m7qzxbn3raWebServerSizes}.
 */
public final class RuleNames {
    private static final Pattern PREFIXED = Pattern.compile("\\bcons([a-z2-7]{13})(\\w+)");

    private RuleNames() {}

    /** The author's name alone. */
    public static String plain(String name) {
        return PREFIXED.matcher(name).replaceAll("$2");
    }

    /** A text with every such name told apart: {@code WebServerSizes (constraint cons-…)}. */
    public static String withConstraints(String text) {
        return PREFIXED.matcher(text).replaceAll("$2 (constraint cons-$1)");
    }
}
