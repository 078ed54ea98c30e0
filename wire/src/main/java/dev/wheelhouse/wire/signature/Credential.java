package dev.wheelhouse.wire.signature;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key id and its scope: {@code AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request}.
 *
 * @param date eight digits
 */
record Credential(
        String accessKeyId, String date, String region, String service, String terminator) {
    /** How every scope ends. */
    static final String TERMINATOR = "aws4_request";

    private static final Pattern FORMAT =
            Pattern.compile(
                    "(?<key>[A-Za-z0-9_]{1,128})/(?<date>[0-9]{8})/(?<region>[a-z0-9-]{1,64})"
                            + "/(?<service>[a-z0-9-]{1,64})/(?<terminator>[A-Za-z0-9_-]{1,64})");
    private static final DateTimeFormatter AMZ_DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

    static Optional<Credential> parse(String text) {
        var matcher = FORMAT.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new Credential(
                                matcher.group("key"),
                                matcher.group("date"),
                                matcher.group("region"),
                                matcher.group("service"),
                                matcher.group("terminator")))
                : Optional.empty();
    }

    /** What the string to sign calls the scope. */
    String scope() {
        return date + "/" + region + "/" + service + "/" + terminator;
    }

    /** Reads {@code 20150830T123600Z}. */
    static Optional<Instant> time(String amzDate) {
        try {
            return Optional.of(LocalDateTime.parse(amzDate, AMZ_DATE).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
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
