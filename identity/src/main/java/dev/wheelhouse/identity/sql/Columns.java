package dev.wheelhouse.identity.sql;

import dev.wheelhouse.store.sql.Row;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** How values stand in columns. */
final class Columns {
    private Columns() {}

    static Instant instant(Row row, String column) {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    static Optional<String> optional(Row row, String column) {
        return row.findString(column);
    }

    /** What names are unique by. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
