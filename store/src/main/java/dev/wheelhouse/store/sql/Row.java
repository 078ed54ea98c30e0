package dev.wheelhouse.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The row that is read just now. A NULL where a value is asked for is an error. */
public final class Row {
    private final ResultSet rows;
    private final Prepared prepared;

    Row(ResultSet rows, Prepared prepared) {
        this.rows = rows;
        this.prepared = prepared;
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
        return findLong(column).orElseThrow(() -> nothing(column));
    }

    /** A number; empty for NULL. */
    public Optional<Long> findLong(String column) {
        try {
            var value = rows.getLong(prepared.column(rows, column));
            return value == 0 && rows.wasNull() ? Optional.empty() : Optional.of(value);
        } catch (SQLException refusal) {
            throw unread(column, refusal);
        }
    }

    /** Bytes. */
    public byte[] getBytes(String column) {
        try {
            var value = rows.getBytes(prepared.column(rows, column));
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
            var names = rows.getMetaData();
            var values = new LinkedHashMap<String, Optional<Object>>();
            for (var place = 1; place <= names.getColumnCount(); place++) {
                values.put(names.getColumnLabel(place), Optional.ofNullable(rows.getObject(place)));
            }
            return values;
        } catch (SQLException refusal) {
            throw unread("*", refusal);
        }
    }

    <T> T only(Class<T> type) {
        try {
            var value = only(rows, type);
            if (value == null || rows.wasNull()) {
                throw nothing("1");
            }
            return type.cast(value);
        } catch (SQLException refusal) {
            throw unread("1", refusal);
        }
    }

    private static @Nullable Object only(ResultSet rows, Class<?> type) throws SQLException {
        if (type == String.class) {
            return rows.getString(1);
        }
        if (type == Integer.class) {
            return rows.getInt(1);
        }
        if (type == Long.class) {
            return rows.getLong(1);
        }
        throw new IllegalArgumentException("No column is read as " + type);
    }

    private @Nullable String text(String column) {
        try {
            return rows.getString(prepared.column(rows, column));
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
