package dev.wheelhouse.catalog;

/**
 * The format that all ids of Service Catalog share (API shape Id): {@code [a-zA-Z0-9_-]{1,100}}.
 */
final class IdFormat {
    private static final int LONGEST = 100;

    private IdFormat() {}

    static void check(String value, String kind) {
        if (value.isEmpty() || value.length() > LONGEST || !isPlain(value)) {
            throw new IllegalArgumentException("Not the id of a " + kind + ": " + value);
        }
    }

    private static boolean isPlain(String text) {
        for (var at = 0; at < text.length(); at++) {
            var letter = text.charAt(at);
            var plain =
                    (letter >= 'a' && letter <= 'z')
                            || (letter >= 'A' && letter <= 'Z')
                            || (letter >= '0' && letter <= '9')
                            || letter == '_'
                            || letter == '-';
            if (!plain) {
                return false;
            }
        }
        return true;
    }
}
