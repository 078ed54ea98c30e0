package dev.wheelhouse.store.sql;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * A statement of SQLite's driver, spoken to below JDBC. Over JDBC the driver asks for the names of
 * all columns at each query, and both they and every text come through a buffer that native code
 * makes an object of; that is a large part of what a query of a few rows takes. A column as bytes,
 * which for a text are its UTF-8, comes without either.
 */
final class SqlitePrepared implements Prepared {
    private static final int RESULT = 0xFF; // what is above it says more of an error
    private static final Object[] NONE = new Object[0];

    private final PreparedStatement statement;
    private final CoreStatement core;
    private final DB driver;
    private @Nullable Columns columns;

    SqlitePrepared(PreparedStatement statement, CoreStatement core) {
        this.statement = statement;
        this.core = core;
        this.driver = core.getDatabase();
    }

    @Override
    public int update(@Nullable Bound[] values) throws SQLException {
        return Math.toIntExact(driver.executeUpdate(core, plain(values)));
    }

    @Override
    public <T> List<T> query(@Nullable Bound[] values, int most, RowMapper<T> mapper)
            throws SQLException {
        var read = new ArrayList<T>();
        var found = driver.execute(core, plain(values));
        try {
            if (found) {
                core.pointer.safeRunConsume((_, pointer) -> read(pointer, most, mapper, read));
            }
        } finally {
            if (!core.pointer.isClosed()) {
                core.pointer.safeRunInt(DB::reset);
            }
        }
        return read;
    }

    private <T> void read(long pointer, int most, RowMapper<T> mapper, List<T> read)
            throws SQLException {
        if (columns == null) {
            columns = Columns.of(driver.column_names(pointer));
        }
        var row = new Row(new OfRow(driver, pointer, columns));
        do {
            read.add(mapper.map(row));
        } while (read.size() < most && next(pointer));
    }

    /** Whether there is another row. */
    private boolean next(long pointer) throws SQLException {
        var answer = driver.step(pointer) & RESULT;
        if (answer != Codes.SQLITE_ROW && answer != Codes.SQLITE_DONE) {
            driver.throwex(answer);
        }
        return answer == Codes.SQLITE_ROW;
    }

    private static @Nullable Object[] plain(@Nullable Bound[] values) {
        if (values.length == 0) {
            return NONE;
        }
        var plain = new Object[values.length];
        for (var place = 0; place < values.length; place++) {
            plain[place] = Objects.requireNonNull(values[place]).plain();
        }
        return plain;
    }

    @Override
    public void clear() throws SQLException {
        core.pointer.safeRunInt(DB::clear_bindings);
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }

    /** The columns of the answer. They stay the same: a statement names what it selects. */
    private record Columns(List<String> names, Map<String, Integer> places) {
        static Columns of(String[] names) {
            var places = new HashMap<String, Integer>();
            for (var place = 0; place < names.length; place++) {
                places.putIfAbsent(names[place], place);
            }
            return new Columns(List.of(names), places);
        }
    }

    private record OfRow(DB driver, long pointer, Columns columns) implements Cells {
        @Override
        public int place(String column) throws SQLException {
            var place = columns.places().get(column);
            if (place == null) {
                throw new SQLException("no such column: " + column);
            }
            return place;
        }

        @Override
        public @Nullable String text(int place) throws SQLException {
            var bytes = driver.column_blob(pointer, place);
            return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public long number(int place) throws SQLException {
            return driver.column_long(pointer, place);
        }

        @Override
        public boolean wasNull(int place) throws SQLException {
            return driver.column_type(pointer, place) == Codes.SQLITE_NULL;
        }

        @Override
        public byte @Nullable [] bytes(int place) throws SQLException {
            return driver.column_blob(pointer, place);
        }

        @Override
        public int count() {
            return columns.names().size();
        }

        @Override
        public String name(int place) {
            return columns.names().get(place);
        }

        @Override
        public @Nullable Object value(int place) throws SQLException {
            return switch (driver.column_type(pointer, place)) {
                case Codes.SQLITE_NULL -> null;
                case Codes.SQLITE_INTEGER -> driver.column_long(pointer, place);
                case Codes.SQLITE_FLOAT -> driver.column_double(pointer, place);
                case Codes.SQLITE_BLOB -> driver.column_blob(pointer, place);
                default -> text(place);
            };
        }
    }
}
