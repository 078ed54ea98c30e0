package dev.wheelhouse.identity.policy;

/**
 * A text in which {@code *} stands for any run of characters and {@code ?} for any one. Matching
 * takes at most pattern times text steps, whatever the pattern.
 */
public final class Glob {
    /** Stands for {@code *}; a noncharacter, so that no text that comes in contains it. */
    private static final char ANY_RUN = '\uFFFE';

    /** Stands for {@code ?}. */
    private static final char ANY_ONE = '\uFFFF';

    private final String pattern;
    private final boolean literal;

    private Glob(String pattern) {
        this.pattern = pattern;
        this.literal = pattern.indexOf(ANY_RUN) < 0 && pattern.indexOf(ANY_ONE) < 0;
    }

    /** The pattern that a policy's text is. */
    public static Glob of(String text) {
        return new Builder().pattern(text).build();
    }

    /** Whether it matches all of the text. */
    public boolean matches(String text) {
        return matches(text, false);
    }

    boolean matchesIgnoringCase(String text) {
        return matches(text, true);
    }

    /** Whether it is nothing but {@code *}. */
    boolean matchesAll() {
        return pattern.length() == 1 && pattern.charAt(0) == ANY_RUN;
    }

    /** The pattern's parts between colons, at most {@code limit}. */
    Glob[] split(int limit) {
        var parts = pattern.split(":", limit);
        var globs = new Glob[parts.length];
        for (var i = 0; i < parts.length; i++) {
            globs[i] = new Glob(parts[i]);
        }
        return globs;
    }

    private boolean matches(String text, boolean ignoreCase) {
        if (literal) {
            return ignoreCase ? pattern.equalsIgnoreCase(text) : pattern.equals(text);
        }
        var p = 0;
        var t = 0;
        var retryPattern = -1;
        var retryText = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == ANY_RUN) {
                retryPattern = ++p;
                retryText = t;
            } else if (p < pattern.length() && one(pattern.charAt(p), text.charAt(t), ignoreCase)) {
                p++;
                t++;
            } else if (retryPattern >= 0) {
                p = retryPattern;
                t = ++retryText;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == ANY_RUN) {
            p++;
        }
        return p == pattern.length();
    }

    private static boolean one(char pattern, char text, boolean ignoreCase) {
        return pattern == ANY_ONE
                || pattern == text
                || (ignoreCase
                        && Character.toLowerCase(Character.toUpperCase(pattern))
                                == Character.toLowerCase(Character.toUpperCase(text)));
    }

    @Override
    public String toString() {
        return pattern.replace(ANY_RUN, '*').replace(ANY_ONE, '?');
    }

    /** Puts a pattern together from policy text and from values that are taken literally. */
    static final class Builder {
        private final StringBuilder pattern = new StringBuilder();

        /** Text of a policy: its wildcards are wildcards. */
        Builder pattern(String text) {
            for (var i = 0; i < text.length(); i++) {
                switch (text.charAt(i)) {
                    case '*' -> pattern.append(ANY_RUN);
                    case '?' -> pattern.append(ANY_ONE);
                    default -> pattern.append(harmless(text.charAt(i)));
                }
            }
            return this;
        }

        /** A value: its wildcards are plain characters. */
        Builder literal(String text) {
            for (var i = 0; i < text.length(); i++) {
                pattern.append(harmless(text.charAt(i)));
            }
            return this;
        }

        Glob build() {
            return new Glob(pattern.toString());
        }

        private static char harmless(char c) {
            return c == ANY_RUN || c == ANY_ONE ? '\uFFFD' : c;
        }
    }
}
