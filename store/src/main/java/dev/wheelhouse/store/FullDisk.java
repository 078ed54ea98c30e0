package dev.wheelhouse.store;

import dev.wheelhouse.store.sql.DatabaseException;
import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteException;

/** Finds a disk that is full, or takes nothing for another reason, behind a change that failed. */
final class FullDisk {
    private static final int PRIMARY = 0xFF; // what is above it says more of an error
    private static final int SQLITE_IOERR = 10;
    private static final int SQLITE_FULL = 13;
    private static final String POSTGRES_FULL = "53100";

    private FullDisk() {}

    /**
     * What is told instead of a failure.
     *
     * @param database names the database: a file's path, or a URL without its secrets
     * @return empty if the failure has nothing to do with the disk
     */
    static Optional<DatabaseException> behind(Throwable failure, String database) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseException known && known.diskRefused()) {
                return Optional.of(
                        DatabaseException.ofDisk(String.valueOf(known.getMessage()), failure));
            }
            if (cause instanceof SQLException refusal) {
                var full = isFull(refusal);
                if (full || isWriteError(refusal)) {
                    return Optional.of(
                            DatabaseException.ofDisk(
                                    (full ? "The disk is full" : "The disk does not take changes")
                                            + ": "
                                            + database
                                            + " cannot grow, and nothing of the change was kept ("
                                            + refusal.getMessage()
                                            + ")",
                                    failure));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isFull(SQLException refusal) {
        return refusal instanceof SQLiteException sqlite
                ? (sqlite.getResultCode().code & PRIMARY) == SQLITE_FULL
                : POSTGRES_FULL.equals(refusal.getSQLState());
    }

    private static boolean isWriteError(SQLException refusal) {
        return refusal instanceof SQLiteException sqlite
                && (sqlite.getResultCode().code & PRIMARY) == SQLITE_IOERR;
    }
}
