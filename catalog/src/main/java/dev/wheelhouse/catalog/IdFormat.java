package dev.wheelhouse.catalog;

import java.util.regex.Pattern;

/** The format that all ids of Service Catalog share (API shape Id). */
final class IdFormat {
    private static final Pattern FORMAT = Pattern.compile("[a-zA-Z0-9_-]{1,100}");

    private IdFormat() {}

    static void check(String value, String kind) {
        if (!FORMAT.matcher(value).matches()) {
            throw new IllegalArgumentException("Not the id of a " + kind + ": " + value);
        }
    }
}
