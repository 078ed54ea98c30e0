package dev.wheelhouse.store.sql;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The row that is read just now. A NULL where a value is asked for is an error. */
public final class Row {
    private final Cells cells;

    Row(Cells cells) {
        this.cells = cells;
    }

    /** A text. */
    public String getString(String column) {
        var value = text(column);
        if (value == null) {
            throw nothing(column);
        }
        return value;
    }

    /** A text; empty for NULL. */
    public Optional<String> findString(String column) {
        return Optional.ofNullable(text(column));
    }

    /** A number. */
    public int getInt(String column) {
        return Math.toIntExact(getLong(column));
    }

    /** A number. */
    public long getLong(String column) {
        try {
            return number(cells.place(column), column);
        } catch (SQLException refusal) {
            throw unread(column, refusal);
        }
    }

    /** A number; empty for NULL. */
    public Optional<Long> findLong(String column) {
        try {
            var place = cells.place(column);
            var value = cells.number(place);
            return value == 0 && cells.wasNull(place) ? Optional.empty() : Optional.of(value);
        } catch (SQLException refusal) {
            throw unread(column, refusal);
        }
    }

    /** Bytes. */
    public byte[] getBytes(String column) {
        try {
            var value = cells.bytes(cells.place(column));
            if (value == null) {
                throw nothing(column);
            }
            return value;
        } catch (SQLException refusal) {
            throw unread(column, refusal);
        }
    }

    /** All columns by name, in their order. */
    public Map<String, Optional<Object>> values() {
        try {
            var values = new LinkedHashMap<String, Optional<Object>>();
            for (var place = 0; place < cells.count(); place++) {
                values.put(cells.name(place), Optional.ofNullable(cells.value(place)));
            }
            return values;
        } catch (SQLException refusal) {
            throw unread("*", refusal);
        }
    }

    /** The first column: {@code String}, {@code Integer} or {@code Long}. */
    <T> T only(Class<T> type) {
        try {
            if (type == String.class) {
                var value = cells.text(0);
                if (value == null) {
                    throw nothing("1");
                }
                return type.cast(value);
            }
            var value = number(0, "1");
            if (type == Integer.class) {
                return type.cast(Math.toIntExact(value));
            }
            if (type == Long.class) {
                return type.cast(value);
            }
            throw new IllegalArgumentException("No column is read as " + type);
        } catch (SQLException refusal) {
            throw unread("1", refusal);
        }
    }

    private long number(int place, String column) throws SQLException {
        var value = cells.number(place);
        if (value == 0 && cells.wasNull(place)) {
            throw nothing(column);
        }
        return value;
    }

    private @Nullable String text(String column) {
        try {
            return cells.text(cells.place(column));
        } catch (SQLException refusal) {
            throw unread(column, refusal);
        }
    }

    private static DatabaseException nothing(String column) {
        return new DatabaseException("The column " + column + " has no value");
    }

    private static DatabaseException unread(String column, SQLException refusal) {
        return new DatabaseException(
                "The column " + column + " cannot be read: " + refusal.getMessage(), refusal);
    }
}
