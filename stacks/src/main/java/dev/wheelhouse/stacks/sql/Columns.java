package dev.wheelhouse.stacks.sql;

import dev.wheelhouse.store.sql.Row;
import java.time.Instant;
import java.util.Optional;

/** Columns that may be null. */
final class Columns {
    private Columns() {}

    static Optional<String> text(Row row, String column) {
        return row.findString(column);
    }

    static Optional<Long> number(Row row, String column) {
        return row.findLong(column);
    }

    static Optional<Instant> time(Row row, String column) {
        return number(row, column).map(Instant::ofEpochMilli);
    }
}
