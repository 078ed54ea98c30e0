package dev.wheelhouse.catalog;

/** Constraint parameters that say nothing sensible; the message tells what is wrong with them. */
public final class InvalidConstraintException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public InvalidConstraintException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** What is wrong, for people. */
    public String reason() {
        return reason;
    }
}
