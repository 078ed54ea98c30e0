package dev.wheelhouse.store;

import dev.wheelhouse.store.sql.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Checks how a PostgreSQL database keeps and sorts text: UTF-8, by code points, as SQLite does.
 * Under a language's rules, {@code ORDER BY} and comparisons would answer differently on each
 * engine, and indexes would break when the operating system's rules change.
 */
final class PostgresText {
    private static final String FIND =
            """
            SELECT datname, datcollate, pg_encoding_to_char(encoding)
            FROM pg_database
            WHERE datname = current_database()
            """;

    /** Of UTF-8 only: another encoding may not know the letter at the end. */
    private static final String SORTED =
            """
            SELECT 'B' < 'a' AND 'a b' < 'a-b' AND 'a-c' < 'ab' AND 'Z' < '_' AND U&'\\00E9' > 'z'
            """;

    private PostgresText() {}

    static void check(Connection connection, String name) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(FIND)) {
            found.next();
            var encoding = found.getString(3);
            if (!"UTF8".equals(encoding) || !isSorted(connection)) {
                throw new DatabaseException(
                        "The database "
                                + name
                                + " has the encoding "
                                + encoding
                                + " and the collation "
                                + found.getString(2)
                                + "; Wheelhouse needs UTF8, sorted by code points. Create one with:"
                                + " CREATE DATABASE "
                                + found.getString(1)
                                + " TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C'"
                                + " LC_CTYPE 'C'");
            }
        }
        connection.rollback();
    }

    private static boolean isSorted(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(SORTED)) {
            found.next();
            return found.getBoolean(1);
        }
    }
}
