package dev.wheelhouse.catalog.api;

/** A template that cannot be read or is none; the message says why. */
public final class TemplateUnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public TemplateUnreadableException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** What is wrong, for people. */
    public String reason() {
        return reason;
    }
}
