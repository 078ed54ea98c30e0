package dev.wheelhouse.wire.signature;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * A key id and its scope: {@code AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request}.
 *
 * @param date eight digits
 */
record Credential(
        String accessKeyId, String date, String region, String service, String terminator) {
    /** How every scope ends. */
    static final String TERMINATOR = "aws4_request";

    private static final DateTimeFormatter AMZ_DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

    static Optional<Credential> parse(String text) {
        var parts = new String[5];
        var from = 0;
        for (var part = 0; part < parts.length; part++) {
            var slash = text.indexOf('/', from);
            var last = part == parts.length - 1;
            if (last != slash < 0) {
                return Optional.empty();
            }
            var end = last ? text.length() : slash;
            parts[part] = text.substring(from, end);
            from = end + 1;
        }
        return fits(parts[0], 128, "_", true)
                        && isDate(parts[1])
                        && fits(parts[2], 64, "-", false)
                        && fits(parts[3], 64, "-", false)
                        && fits(parts[4], 64, "_-", true)
                ? Optional.of(new Credential(parts[0], parts[1], parts[2], parts[3], parts[4]))
                : Optional.empty();
    }

    /** Letters, digits and some more; capitals where they may be. */
    private static boolean fits(String part, int longest, String more, boolean capitals) {
        for (var at = 0; at < part.length(); at++) {
            var letter = part.charAt(at);
            var fitting =
                    (letter >= 'a' && letter <= 'z')
                            || (letter >= '0' && letter <= '9')
                            || (capitals && letter >= 'A' && letter <= 'Z')
                            || more.indexOf(letter) >= 0;
            if (!fitting) {
                return false;
            }
        }
        return !part.isEmpty() && part.length() <= longest;
    }

    private static boolean isDate(String part) {
        return part.length() == 8 && part.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    /** What the string to sign calls the scope. */
    String scope() {
        return date + "/" + region + "/" + service + "/" + terminator;
    }

    /** Reads {@code 20150830T123600Z}. */
    static Optional<Instant> time(String amzDate) {
        if (amzDate.length() != 16 || amzDate.charAt(8) != 'T' || amzDate.charAt(15) != 'Z') {
            return Optional.empty();
        }
        var date = number(amzDate, 0, 8);
        var time = number(amzDate, 9, 15);
        if (date < 0 || time < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    LocalDateTime.of(
                                    date / 10000,
                                    date / 100 % 100,
                                    date % 100,
                                    time / 10000,
                                    time / 100 % 100,
                                    time % 100)
                            .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** The digits of a part as a number; -1 when there is anything else. */
    private static int number(String text, int from, int end) {
        var number = 0;
        for (var at = from; at < end; at++) {
            var digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** Reads the Date header: RFC 1123, or as {@link #time}. */
    static Optional<Instant> headerTime(String date) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeParseException _) {
            return time(date);
        }
    }

    static String amzDate(Instant time) {
        return AMZ_DATE.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
    }
}
