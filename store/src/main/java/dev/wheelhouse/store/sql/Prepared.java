package dev.wheelhouse.store.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * A statement that the database has compiled, with the places of its columns: some drivers search
 * for a name anew in every row. For one thread at a time.
 */
final class Prepared {
    private final PreparedStatement statement;
    private final Map<String, Integer> columns = new HashMap<>();

    Prepared(PreparedStatement statement) {
        this.statement = statement;
    }

    PreparedStatement statement() {
        return statement;
    }

    /** The place of a column, from 1. */
    int column(ResultSet rows, String name) throws SQLException {
        var known = columns.get(name);
        if (known != null) {
            return known;
        }
        var found = rows.findColumn(name);
        columns.put(name, found);
        return found;
    }
}
