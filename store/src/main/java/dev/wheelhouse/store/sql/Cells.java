package dev.wheelhouse.store.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The columns of the row that a driver stands on. Places count from 0. */
interface Cells {
    /** The place of a column. */
    int place(String column) throws SQLException;

    @Nullable String text(int place) throws SQLException;

    /** A number; 0 for NULL. */
    long number(int place) throws SQLException;

    /** Whether the number that was read last, at this place, was NULL. */
    boolean wasNull(int place) throws SQLException;

    byte @Nullable [] bytes(int place) throws SQLException;

    int count() throws SQLException;

    String name(int place) throws SQLException;

    /** As the driver gives it. */
    @Nullable Object value(int place) throws SQLException;
}
