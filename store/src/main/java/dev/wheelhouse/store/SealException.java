package dev.wheelhouse.store;

/** The key cannot be used, or a sealed text cannot be opened. The message never holds a secret. */
public final class SealException extends RuntimeException {
    public SealException(String message) {
        super(message);
    }

    public SealException(String message, Throwable cause) {
        super(message, cause);
    }
}
