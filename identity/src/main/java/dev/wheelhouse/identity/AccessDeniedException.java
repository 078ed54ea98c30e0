package dev.wheelhouse.identity;

/**
 * No policy allows it, or one denies it. The message is AWS's ({@code User: ARN is not authorized
 * to perform: ACTION on resource: ARN because ...}); each service answers with its own code for it.
 */
public final class AccessDeniedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Decision decision;

    public AccessDeniedException(String message, Decision decision) {
        super(message, null, false, false);
        this.decision = decision;
    }

    /** What decided. */
    public Decision decision() {
        return decision;
    }
}
