package dev.wheelhouse.identity.policy;

/** The text is not a policy; the message is that of AWS's {@code MalformedPolicyDocument}. */
public final class MalformedPolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String complaint;

    public MalformedPolicyException(String complaint) {
        super(complaint, null, false, false);
        this.complaint = complaint;
    }

    /** What is wrong, in IAM's words. */
    public String complaint() {
        return complaint;
    }
}
