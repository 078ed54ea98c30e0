package dev.wheelhouse.identity;

/**
 * An AWS account, for example {@code 123456789012}.
 *
 * @param value 12 digits
 * @throws IllegalArgumentException if the value does not have that format
 */
public record AccountId(String value) {
    public AccountId {
        if (value.length() != 12 || !isDigits(value)) {
            throw new IllegalArgumentException("Not an account id (12 digits): " + value);
        }
    }

    private static boolean isDigits(String text) {
        for (var at = 0; at < text.length(); at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return value;
    }
}
