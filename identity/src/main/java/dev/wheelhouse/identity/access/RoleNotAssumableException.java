package dev.wheelhouse.identity.access;

/** A service can't assume a role: it does not exist, or does not trust the service. */
public final class RoleNotAssumableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String roleArn;

    public RoleNotAssumableException(String roleArn, String reason) {
        super("Role " + roleArn + " " + reason, null, false, false);
        this.roleArn = roleArn;
    }

    public String roleArn() {
        return roleArn;
    }
}
