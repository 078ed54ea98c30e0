package dev.wheelhouse.store.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** A value for a parameter, with the type that it has even when it is NULL. */
public sealed interface Bound {
    /** Puts it into a place of a statement, counted from 1. */
    void into(PreparedStatement statement, int place) throws SQLException;

    /** A text, a number, bytes or null. */
    @Nullable Object plain();

    /** A text, or NULL. */
    record Text(@Nullable String value) implements Bound {
        @Override
        public void into(PreparedStatement statement, int place) throws SQLException {
            statement.setString(place, value);
        }

        @Override
        public @Nullable Object plain() {
            return value;
        }
    }

    /** A whole number of four bytes. */
    record Int4(int value) implements Bound {
        @Override
        public void into(PreparedStatement statement, int place) throws SQLException {
            statement.setInt(place, value);
        }

        @Override
        public @Nullable Object plain() {
            return value;
        }
    }

    /** A whole number of eight bytes. */
    record Int8(long value) implements Bound {
        @Override
        public void into(PreparedStatement statement, int place) throws SQLException {
            statement.setLong(place, value);
        }

        @Override
        public @Nullable Object plain() {
            return value;
        }
    }

    /** No number. */
    record NoNumber() implements Bound {
        @Override
        public void into(PreparedStatement statement, int place) throws SQLException {
            statement.setNull(place, Types.BIGINT);
        }

        @Override
        public @Nullable Object plain() {
            return null;
        }
    }

    /** Yes or no. */
    record Flag(boolean value) implements Bound {
        @Override
        public void into(PreparedStatement statement, int place) throws SQLException {
            statement.setBoolean(place, value);
        }

        @Override
        public @Nullable Object plain() {
            return value ? 1 : 0;
        }
    }

    /** Bytes, or NULL; not copied. */
    @SuppressWarnings("ArrayRecordComponent") // handed from the caller to the driver
    record Bytes(byte @Nullable [] value) implements Bound {
        @Override
        public void into(PreparedStatement statement, int place) throws SQLException {
            statement.setBytes(place, value);
        }

        @Override
        public @Nullable Object plain() {
            return value;
        }
    }
}
