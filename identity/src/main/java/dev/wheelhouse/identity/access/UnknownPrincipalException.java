package dev.wheelhouse.identity.access;

/** A policy names a user or role that does not exist. */
public final class UnknownPrincipalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String principal;

    UnknownPrincipalException(String principal) {
        super("Invalid principal in policy: \"AWS\":\"" + principal + "\"", null, false, false);
        this.principal = principal;
    }

    /** The text under {@code "AWS"}. */
    public String principal() {
        return principal;
    }
}
