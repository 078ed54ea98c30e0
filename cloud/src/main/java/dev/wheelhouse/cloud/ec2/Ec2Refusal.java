package dev.wheelhouse.cloud.ec2;

/** What EC2 does not do, and why. The API answers it as an error, a provider as a failed step. */
public final class Ec2Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        ADDRESSES_USED_UP,
        ADDRESS_IN_USE,
        ASSOCIATION_NOT_FOUND,
        CANNOT_DELETE,
        DEFAULT_VPC_EXISTS,
        DEPENDENCY_VIOLATION,
        GATEWAY_NOT_ATTACHED,
        GATEWAY_NOT_FOUND,
        GROUP_DUPLICATE,
        GROUP_LIMIT,
        GROUP_MALFORMED,
        GROUP_NOT_FOUND,
        IMAGE_MALFORMED,
        IMAGE_NOT_FOUND,
        INCORRECT_STATE,
        INSTANCE_MALFORMED,
        INSTANCE_NOT_FOUND,
        INSTANCE_PROFILE_INVALID,
        INTERNET_GATEWAY_MALFORMED,
        INTERNET_GATEWAY_NOT_FOUND,
        INVALID_ID,
        INVALID_PARAMETER,
        INVALID_PARAMETER_COMBINATION,
        INVALID_PARAMETER_VALUE,
        KEY_DUPLICATE,
        KEY_FORMAT,
        KEY_NOT_FOUND,
        MISSING_PARAMETER,
        NETWORK_ACL_NOT_FOUND,
        NETWORK_INTERFACE_NOT_FOUND,
        OPERATION_NOT_PERMITTED,
        PERMISSION_DUPLICATE,
        PERMISSION_NOT_FOUND,
        PREFIX_LIST_NOT_FOUND,
        PROFILE_ASSOCIATED,
        RESOURCE_ALREADY_ASSOCIATED,
        ROUTE_ALREADY_EXISTS,
        ROUTE_NOT_FOUND,
        ROUTE_TABLE_MALFORMED,
        ROUTE_TABLE_NOT_FOUND,
        RULE_LIMIT,
        SUBNET_CONFLICT,
        SUBNET_MALFORMED,
        SUBNET_NOT_FOUND,
        SUBNET_RANGE,
        TAG_LIMIT,
        TOKEN_MISMATCH,
        UNSUPPORTED_OPERATION,
        VPC_MALFORMED,
        VPC_NOT_FOUND,
        VPC_RANGE;

        /** This refusal, with a message in EC2's words. */
        public Ec2Refusal because(String message) {
            return new Ec2Refusal(this, message);
        }
    }

    private final Reason reason;
    private final String text;

    private Ec2Refusal(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
        this.text = message;
    }

    public Reason reason() {
        return reason;
    }

    /** What it says, in EC2's words. */
    public String text() {
        return text;
    }
}
