package dev.wheelhouse.store;

/**
 * The database cannot be opened, or a transaction could not be done. The message says what was
 * found and what to do about it.
 */
public final class DatabaseException extends RuntimeException {
    public DatabaseException(String message) {
        super(message);
    }

    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
