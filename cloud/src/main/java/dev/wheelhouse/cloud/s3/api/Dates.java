package dev.wheelhouse.cloud.s3.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Dates as HTTP headers write them. */
final class Dates {
    private Dates() {}

    static @Nullable String header(@Nullable Instant at) {
        return at == null
                ? null
                : DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
    }
}
