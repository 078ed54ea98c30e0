package dev.wheelhouse.cloud.ssm;

/** What Systems Manager does not do, and why. */
public final class SsmRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        ALREADY_EXISTS,
        HIERARCHY_LEVELS,
        HIERARCHY_TYPE,
        INVALID_FILTER,
        INVALID_FILTER_OPTION,
        INVALID_FILTER_VALUE,
        INVALID_KEY,
        INVALID_NEXT_TOKEN,
        INVALID_RESOURCE_ID,
        NOT_FOUND,
        PATTERN_MISMATCH,
        TOO_LONG,
        TOO_MANY_TAGS,
        UNSUPPORTED_TYPE,
        VALIDATION,
        VERSION_NOT_FOUND;

        /** This refusal, with a message in AWS's words. */
        public SsmRefusal because(String message) {
            return new SsmRefusal(this, message);
        }
    }

    private final Reason reason;
    private final String text;

    private SsmRefusal(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
        this.text = message;
    }

    public Reason reason() {
        return reason;
    }

    /** What it says. */
    public String text() {
        return text;
    }
}
