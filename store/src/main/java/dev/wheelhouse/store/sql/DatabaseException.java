package dev.wheelhouse.store.sql;

/**
 * The database cannot be opened, or a transaction could not be done. The message says what was
 * found and what to do about it.
 */
public final class DatabaseException extends RuntimeException {
    private final boolean unavailable;
    private final boolean diskRefused;

    public DatabaseException(String message) {
        super(message);
        this.unavailable = false;
        this.diskRefused = false;
    }

    public DatabaseException(String message, Throwable cause) {
        this(message, cause, false);
    }

    /**
     * @param unavailable whether the database server could not be reached
     */
    public DatabaseException(String message, Throwable cause, boolean unavailable) {
        this(message, cause, unavailable, false);
    }

    private DatabaseException(
            String message, Throwable cause, boolean unavailable, boolean diskRefused) {
        super(message, cause);
        this.unavailable = unavailable;
        this.diskRefused = diskRefused;
    }

    /** A change that the disk of the database did not take, most often because it is full. */
    public static DatabaseException ofDisk(String message, Throwable cause) {
        return new DatabaseException(message, cause, false, true);
    }

    /** Whether the database server could not be reached: the same may succeed a moment later. */
    public boolean unavailable() {
        return unavailable;
    }

    /** Whether the disk did not take the change: it may do so again once there is room. */
    public boolean diskRefused() {
        return diskRefused;
    }
}
