package dev.wheelhouse.stacks;

/**
 * A request that CloudFormation refuses at once: an expected outcome, so it carries no stack trace.
 */
public final class StackRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code CloudFormation's error code, mostly {@code ValidationError}
     * @param message CloudFormation's text
     */
    public StackRefusal(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** A refusal with the commonest code. */
    public static StackRefusal validation(String message) {
        return new StackRefusal("ValidationError", message);
    }

    public String code() {
        return code;
    }
}
