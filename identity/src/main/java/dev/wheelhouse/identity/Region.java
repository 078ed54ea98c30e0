package dev.wheelhouse.identity;

import java.util.regex.Pattern;

/**
 * An AWS region, for example {@code us-east-1}.
 *
 * @param value the region's code
 * @throws IllegalArgumentException if the value does not look like one
 */
public record Region(String value) {
    private static final Pattern FORMAT = Pattern.compile("[a-z]{2}(?:-[a-z]++)++-[0-9]{1,2}");

    public Region {
        if (!FORMAT.matcher(value).matches()) {
            throw new IllegalArgumentException("Not a region: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
