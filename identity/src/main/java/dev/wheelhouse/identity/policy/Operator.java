package dev.wheelhouse.identity.policy;

import dev.wheelhouse.identity.Arn;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * The condition operators but for {@code Null}. IAM User Guide, "IAM JSON policy elements:
 * Condition operators".
 */
@SuppressWarnings("ImmutableEnumChecker") // the tests are functions without state
enum Operator {
    STRING_EQUALS("StringEquals", false, Operator::textEquals),
    STRING_NOT_EQUALS("StringNotEquals", true, Operator::textEquals),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false, Operator::textEqualsIgnoringCase),
    STRING_NOT_EQUALS_IGNORE_CASE(
            "StringNotEqualsIgnoreCase", true, Operator::textEqualsIgnoringCase),
    STRING_LIKE("StringLike", false, Operator::textLike),
    STRING_NOT_LIKE("StringNotLike", true, Operator::textLike),
    NUMERIC_EQUALS("NumericEquals", false, numeric(order -> order == 0)),
    NUMERIC_NOT_EQUALS("NumericNotEquals", true, numeric(order -> order == 0)),
    NUMERIC_LESS_THAN("NumericLessThan", false, numeric(order -> order < 0)),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", false, numeric(order -> order <= 0)),
    NUMERIC_GREATER_THAN("NumericGreaterThan", false, numeric(order -> order > 0)),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", false, numeric(order -> order >= 0)),
    DATE_EQUALS("DateEquals", false, date(order -> order == 0)),
    DATE_NOT_EQUALS("DateNotEquals", true, date(order -> order == 0)),
    DATE_LESS_THAN("DateLessThan", false, date(order -> order < 0)),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", false, date(order -> order <= 0)),
    DATE_GREATER_THAN("DateGreaterThan", false, date(order -> order > 0)),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false, date(order -> order >= 0)),
    BOOL("Bool", false, Operator::bool),
    BINARY_EQUALS("BinaryEquals", false, Operator::binary),
    IP_ADDRESS("IpAddress", false, Operator::address),
    NOT_IP_ADDRESS("NotIpAddress", true, Operator::address),
    ARN_EQUALS("ArnEquals", false, Operator::arn),
    ARN_NOT_EQUALS("ArnNotEquals", true, Operator::arn),
    ARN_LIKE("ArnLike", false, Operator::arn),
    ARN_NOT_LIKE("ArnNotLike", true, Operator::arn);

    private static final Map<String, Operator> BY_NAME =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(operator -> operator.name, o -> o));

    /** What the values of an operator are. */
    enum Type {
        TEXT,
        NUMBER,
        DATE,
        BOOLEAN,
        BINARY,
        ADDRESS,
        ARN
    }

    /** Compares one value of the request with one value of the policy. */
    private interface Test {
        Match test(String value, Template.Resolved.Known wanted);
    }

    private final String name;
    private final boolean negated;
    private final Test test;

    Operator(String name, boolean negated, Test test) {
        this.name = name;
        this.negated = negated;
        this.test = test;
    }

    static Optional<Operator> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Whether it holds when none of the policy's values fits, as {@code StringNotEquals} does. */
    boolean isNegated() {
        return negated;
    }

    Type type() {
        return switch (this) {
            case STRING_EQUALS,
                    STRING_NOT_EQUALS,
                    STRING_EQUALS_IGNORE_CASE,
                    STRING_NOT_EQUALS_IGNORE_CASE,
                    STRING_LIKE,
                    STRING_NOT_LIKE ->
                    Type.TEXT;
            case NUMERIC_EQUALS,
                    NUMERIC_NOT_EQUALS,
                    NUMERIC_LESS_THAN,
                    NUMERIC_LESS_THAN_EQUALS,
                    NUMERIC_GREATER_THAN,
                    NUMERIC_GREATER_THAN_EQUALS ->
                    Type.NUMBER;
            case DATE_EQUALS,
                    DATE_NOT_EQUALS,
                    DATE_LESS_THAN,
                    DATE_LESS_THAN_EQUALS,
                    DATE_GREATER_THAN,
                    DATE_GREATER_THAN_EQUALS ->
                    Type.DATE;
            case BOOL -> Type.BOOLEAN;
            case BINARY_EQUALS -> Type.BINARY;
            case IP_ADDRESS, NOT_IP_ADDRESS -> Type.ADDRESS;
            case ARN_EQUALS, ARN_NOT_EQUALS, ARN_LIKE, ARN_NOT_LIKE -> Type.ARN;
        };
    }

    /**
     * Whether a value of the request fits one of the policy, the negation left aside; unknown when
     * either can't be read.
     */
    Match fits(String value, Template.Resolved.Known wanted) {
        return test.test(value, wanted);
    }

    private static Match textEquals(String value, Template.Resolved.Known wanted) {
        return Match.of(value.equals(wanted.text()));
    }

    private static Match textEqualsIgnoringCase(String value, Template.Resolved.Known wanted) {
        return Match.of(value.equalsIgnoreCase(wanted.text()));
    }

    private static Match textLike(String value, Template.Resolved.Known wanted) {
        return Match.of(wanted.glob().matches(value));
    }

    private static Match bool(String value, Template.Resolved.Known wanted) {
        var text = wanted.text().toLowerCase(Locale.ROOT);
        if (!text.equals("true") && !text.equals("false")) {
            return Match.UNKNOWN;
        }
        return Match.of(value.equalsIgnoreCase(text));
    }

    private static Match binary(String value, Template.Resolved.Known wanted) {
        try {
            return Match.of(
                    Arrays.equals(
                            Base64.getDecoder().decode(value),
                            Base64.getDecoder().decode(wanted.text())));
        } catch (IllegalArgumentException notBase64) {
            return Match.UNKNOWN;
        }
    }

    private static Test numeric(IntPredicate order) {
        return (value, wanted) ->
                number(value)
                        .flatMap(left ->
                                number(wanted.text())
                                        .map(right -> Match.of(order.test(left.compareTo(right)))))
                        .orElse(Match.UNKNOWN);
    }

    private static Optional<BigDecimal> number(String text) {
        if (text.length() > 40) {
            return Optional.empty();
        }
        try {
            var number = new BigDecimal(text.strip());
            return Math.abs((long) number.scale()) > 1000 ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException notNumber) {
            return Optional.empty();
        }
    }

    private static Test date(IntPredicate order) {
        return (value, wanted) ->
                instant(value)
                        .flatMap(left ->
                                instant(wanted.text())
                                        .map(right -> Match.of(order.test(left.compareTo(right)))))
                        .orElse(Match.UNKNOWN);
    }

    /** A W3C date ({@code 2020-04-01T00:00:00Z}, {@code 2020-04-01}) or seconds since 1970. */
    private static Optional<Instant> instant(String text) {
        try {
            if (text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return text.length() == 4
                        ? Optional.of(
                                LocalDate.of(Integer.parseInt(text), 1, 1)
                                        .atStartOfDay()
                                        .toInstant(ZoneOffset.UTC))
                        : Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            return text.contains("T")
                    ? Optional.of(OffsetDateTime.parse(withSeconds(text)).toInstant())
                    : Optional.of(
                            LocalDate.parse(text.length() == 7 ? text + "-01" : text)
                                    .atStartOfDay()
                                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException | NumberFormatException notDate) {
            return Optional.empty();
        }
    }

    /** {@code +0100} is written {@code +01:00} for the JDK. */
    private static String withSeconds(String text) {
        var length = text.length();
        var compact =
                length > 5
                        && (text.charAt(length - 5) == '+' || text.charAt(length - 5) == '-')
                        && text.indexOf(':', length - 5) < 0;
        return compact ? text.substring(0, length - 2) + ":" + text.substring(length - 2) : text;
    }

    private static Match address(String value, Template.Resolved.Known wanted) {
        var range = wanted.text();
        var slash = range.indexOf('/');
        var network = literalAddress(slash < 0 ? range : range.substring(0, slash));
        var address = literalAddress(value);
        if (network.isEmpty() || address.isEmpty()) {
            return Match.UNKNOWN;
        }
        var left = address.get().getAddress();
        var right = network.get().getAddress();
        int bits;
        try {
            bits = slash < 0 ? right.length * 8 : Integer.parseInt(range.substring(slash + 1));
        } catch (NumberFormatException notPrefix) {
            return Match.UNKNOWN;
        }
        if (bits < 0 || bits > right.length * 8) {
            return Match.UNKNOWN;
        }
        return Match.of(left.length == right.length && samePrefix(left, right, bits));
    }

    private static boolean samePrefix(byte[] left, byte[] right, int bits) {
        for (var bit = 0; bit < bits; bit += 8) {
            var mask = bits - bit >= 8 ? 0xFF : 0xFF << (8 - (bits - bit)) & 0xFF;
            if ((left[bit / 8] & mask) != (right[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<InetAddress> literalAddress(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException notAddress) {
            return Optional.empty();
        }
    }

    /** Each of the six parts is matched on its own. */
    private static Match arn(String value, Template.Resolved.Known wanted) {
        if (wanted.glob().matchesAll()) {
            return Match.YES;
        }
        var arn = Arn.find(value);
        if (arn.isEmpty()) {
            return Match.NO;
        }
        var patterns = wanted.glob().split(6);
        return patterns.length < 6 ? Match.NO : Match.of(ArnPattern.matches(patterns, value));
    }

    @Override
    public String toString() {
        return name;
    }
}
