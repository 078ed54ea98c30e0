package dev.wheelhouse.identity;

import java.util.regex.Pattern;

/**
 * An AWS account, for example {@code 123456789012}.
 *
 * @param value 12 digits
 * @throws IllegalArgumentException if the value does not have that format
 */
public record AccountId(String value) {
    private static final Pattern FORMAT = Pattern.compile("[0-9]{12}");

    public AccountId {
        if (!FORMAT.matcher(value).matches()) {
            throw new IllegalArgumentException("Not an account id (12 digits): " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
