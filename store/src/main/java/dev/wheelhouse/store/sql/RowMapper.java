package dev.wheelhouse.store.sql;

/** Reads a row. */
@FunctionalInterface
public interface RowMapper<T> {
    /** What the row says. */
    T map(Row row);
}
