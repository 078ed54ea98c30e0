package dev.wheelhouse.store.sql;

/**
 * The database cannot be opened, or a transaction could not be done. The message says what was
 * found and what to do about it.
 */
public final class DatabaseException extends RuntimeException {
    private final boolean unavailable;

    public DatabaseException(String message) {
        super(message);
        this.unavailable = false;
    }

    public DatabaseException(String message, Throwable cause) {
        this(message, cause, false);
    }

    /**
     * @param unavailable whether the database server could not be reached
     */
    public DatabaseException(String message, Throwable cause, boolean unavailable) {
        super(message, cause);
        this.unavailable = unavailable;
    }

    /** Whether the database server could not be reached: the same may succeed a moment later. */
    public boolean unavailable() {
        return unavailable;
    }
}
