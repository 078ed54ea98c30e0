package dev.wheelhouse.identity.policy;

/** The text is not a policy; the message is that of AWS's {@code MalformedPolicyDocument}. */
public final class MalformedPolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedPolicyException(String message) {
        super(message, null, false, false);
    }
}
