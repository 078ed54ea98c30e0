package dev.wheelhouse.wire.codec;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;

/** Points in time as the protocols write them. */
enum Timestamps {
    /** {@code 2019-12-24T21:33:13.362Z}; read with any offset and any fraction. */
    ISO_8601 {
        @Override
        String write(Instant time) {
            return ISO_MILLIS.format(time.atOffset(ZoneOffset.UTC));
        }

        @Override
        Instant read(String text) {
            return DateTimeFormatter.ISO_DATE_TIME.parse(text, Timestamps::instant);
        }
    },
    /** {@code 2019-12-24T21:33:13Z}: cut to whole seconds; read as {@link #ISO_8601}. */
    ISO_8601_SECONDS {
        @Override
        String write(Instant time) {
            return ISO_SECONDS.format(time.atOffset(ZoneOffset.UTC));
        }

        @Override
        Instant read(String text) {
            return ISO_8601.read(text);
        }
    },
    /** {@code Tue, 24 Dec 2019 21:33:13 GMT}. */
    RFC_822 {
        @Override
        String write(Instant time) {
            return HTTP_DATE.format(time.atOffset(ZoneOffset.UTC));
        }

        @Override
        Instant read(String text) {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        }
    },
    /** Seconds since 1970 with milliseconds as a fraction: {@code 1577222793.362}. */
    EPOCH_SECONDS {
        @Override
        String write(Instant time) {
            var seconds = BigDecimal.valueOf(time.toEpochMilli(), 3).stripTrailingZeros();
            return (seconds.scale() < 1 ? seconds.setScale(1) : seconds).toPlainString();
        }

        @Override
        Instant read(String text) {
            return ofSeconds(new BigDecimal(text));
        }
    };

    private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(253_402_300_799L);
    private static final DateTimeFormatter ISO_MILLIS =
            new DateTimeFormatterBuilder()
                    .appendPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
                    .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter ISO_SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT);
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);

    abstract String write(Instant time);

    /**
     * Reads a text.
     *
     * @throws DateTimeException if it is not in this format
     * @throws NumberFormatException if it is not in this format
     */
    abstract Instant read(String text);

    /** The format that a field itself demands, or the one that is usual where it stands. */
    Timestamps orOf(SdkField<?> field) {
        var trait = field.getTrait(TimestampFormatTrait.class);
        if (trait == null) {
            return this;
        }
        return switch (trait.format()) {
            case ISO_8601 -> this == ISO_8601_SECONDS ? ISO_8601_SECONDS : ISO_8601;
            case RFC_822 -> RFC_822;
            case UNIX_TIMESTAMP, UNIX_TIMESTAMP_MILLIS -> EPOCH_SECONDS;
        };
    }

    /**
     * Seconds since 1970, cut to milliseconds.
     *
     * @throws DateTimeException if that is after the year 9999 or as far before 1970
     */
    static Instant ofSeconds(BigDecimal seconds) {
        if (seconds.precision() - seconds.scale() > 12
                || seconds.abs().compareTo(MAX_SECONDS) > 0) {
            throw new DateTimeException("Too far from now: " + seconds.toEngineeringString());
        }
        return Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
    }

    private static Instant instant(java.time.temporal.TemporalAccessor parsed) {
        return parsed.isSupported(java.time.temporal.ChronoField.OFFSET_SECONDS)
                ? Instant.from(parsed)
                : java.time.LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
    }
}
