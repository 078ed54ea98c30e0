package dev.wheelhouse.catalog.sql;

import java.time.Instant;
import java.util.Comparator;

/**
 * A place in a list that is ordered by creation and id: what the next page comes after.
 *
 * @param createdAtMs milliseconds since 1970
 * @param id the id of the item at this place
 */
public record Cursor(long createdAtMs, String id) implements Comparable<Cursor> {
    private static final Comparator<Cursor> ORDER =
            Comparator.comparingLong(Cursor::createdAtMs).thenComparing(Cursor::id);

    /** Before everything. */
    public static final Cursor START = new Cursor(Long.MIN_VALUE, "");

    public static Cursor at(Instant createdAt, String id) {
        return new Cursor(createdAt.toEpochMilli(), id);
    }

    @Override
    public int compareTo(Cursor other) {
        return ORDER.compare(this, other);
    }
}
