package dev.wheelhouse.wire;

/** An error as a service answers it: an expected outcome, so it carries no stack trace. */
public final class ServiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorKind kind;

    public ServiceException(ErrorKind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public ErrorKind kind() {
        return kind;
    }
}
