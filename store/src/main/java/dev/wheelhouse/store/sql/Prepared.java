package dev.wheelhouse.store.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.CoreStatement;

/** A statement that the database has compiled. For one thread at a time. */
sealed interface Prepared permits JdbcPrepared, SqlitePrepared {
    /** Of what a driver compiled. */
    static Prepared of(PreparedStatement statement) {
        return statement instanceof CoreStatement ofSqlite
                ? new SqlitePrepared(statement, ofSqlite)
                : new JdbcPrepared(statement);
    }

    /** Runs it with a value for each place; returns how many rows it changed. */
    int update(@Nullable Bound[] values) throws SQLException;

    /**
     * Runs it with a value for each place and reads what it answers.
     *
     * @param most the rows that are read at most
     */
    <T> List<T> query(@Nullable Bound[] values, int most, RowMapper<T> mapper) throws SQLException;

    /** Forgets the values. */
    void clear() throws SQLException;

    void close() throws SQLException;
}
