package dev.wheelhouse.store.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A statement of any driver, with the places of its columns: some drivers search for a name anew in
 * every row.
 */
final class JdbcPrepared implements Prepared {
    private final PreparedStatement statement;
    private final Map<String, Integer> places = new HashMap<>();

    JdbcPrepared(PreparedStatement statement) {
        this.statement = statement;
    }

    @Override
    public int update(@Nullable Bound[] values) throws SQLException {
        fill(values);
        return statement.executeUpdate();
    }

    @Override
    public <T> List<T> query(@Nullable Bound[] values, int most, RowMapper<T> mapper)
            throws SQLException {
        fill(values);
        var read = new ArrayList<T>();
        try (var rows = statement.executeQuery()) {
            var row = new Row(new OfResult(rows));
            while (read.size() < most && rows.next()) {
                read.add(mapper.map(row));
            }
        }
        return read;
    }

    private void fill(@Nullable Bound[] values) throws SQLException {
        for (var place = 0; place < values.length; place++) {
            Objects.requireNonNull(values[place]).into(statement, place + 1);
        }
    }

    @Override
    public void clear() throws SQLException {
        statement.clearParameters();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }

    private final class OfResult implements Cells {
        private final ResultSet rows;

        OfResult(ResultSet rows) {
            this.rows = rows;
        }

        @Override
        public int place(String column) throws SQLException {
            var known = places.get(column);
            if (known != null) {
                return known;
            }
            var found = rows.findColumn(column) - 1;
            places.put(column, found);
            return found;
        }

        @Override
        public @Nullable String text(int place) throws SQLException {
            return rows.getString(place + 1);
        }

        @Override
        public long number(int place) throws SQLException {
            return rows.getLong(place + 1);
        }

        @Override
        public boolean wasNull(int place) throws SQLException {
            return rows.wasNull();
        }

        @Override
        public byte @Nullable [] bytes(int place) throws SQLException {
            return rows.getBytes(place + 1);
        }

        @Override
        public int count() throws SQLException {
            return rows.getMetaData().getColumnCount();
        }

        @Override
        public String name(int place) throws SQLException {
            return rows.getMetaData().getColumnLabel(place + 1);
        }

        @Override
        public @Nullable Object value(int place) throws SQLException {
            return rows.getObject(place + 1);
        }
    }
}
