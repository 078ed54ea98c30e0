package dev.wheelhouse.identity;

/**
 * An AWS region, for example {@code us-east-1}: two letters, one or more words of letters and a
 * number of one or two digits, all lower case, with hyphens between them.
 *
 * @param value the region's code
 * @throws IllegalArgumentException if the value does not look like one
 */
public record Region(String value) {
    public Region {
        // Read by hand: one is made for every row that is read.
        var number = value.lastIndexOf('-') + 1;
        if (!isNumber(value, number) || !isWords(value, number - 1)) {
            throw new IllegalArgumentException("Not a region: " + value);
        }
    }

    private static boolean isNumber(String text, int from) {
        var digits = text.length() - from;
        return (digits == 1 || digits == 2)
                && isDigit(text.charAt(from))
                && isDigit(text.charAt(text.length() - 1));
    }

    /** Whether the text up to there is two letters and, each after a hyphen, words. */
    private static boolean isWords(String text, int end) {
        if (end < 4 || text.charAt(2) != '-') {
            return false;
        }
        var letters = 0;
        for (var at = 0; at < end; at++) {
            var letter = text.charAt(at);
            if (letter >= 'a' && letter <= 'z') {
                letters++;
            } else if (letter == '-' && letters > 0) {
                letters = 0;
            } else {
                return false;
            }
        }
        return letters > 0;
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    @Override
    public String toString() {
        return value;
    }
}
