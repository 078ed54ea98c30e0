package dev.wheelhouse.store.sql;

/** A statement that answers with rows. */
public final class Query extends SqlStatement<Query> {
    Query(Handle db, String sql) {
        super(db, sql);
    }

    /** Reads each row; the row may be used only while it is read. */
    public <T> Rows<T> map(RowMapper<T> mapper) {
        return new Rows<>(this, mapper);
    }

    /** Reads the only column: {@code String}, {@code Integer} or {@code Long}. */
    public <T> Rows<T> mapTo(Class<T> type) {
        return map(row -> row.only(type));
    }

    @Override
    Query self() {
        return this;
    }
}
