package dev.wheelhouse.cloud.s3.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Dates as HTTP headers and S3's answers write them. */
final class Dates {
    private Dates() {}

    /** A time as S3 tells it in XML: with milliseconds that are always zero. */
    static Instant told(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }

    static @Nullable String header(@Nullable Instant at) {
        return at == null
                ? null
                : DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
    }
}
