package dev.wheelhouse.identity.api;

import dev.wheelhouse.wire.ErrorKind;

/** The errors of the IAM API. */
enum IamError implements ErrorKind {
    NO_SUCH_ENTITY("NoSuchEntity", 404),
    ENTITY_ALREADY_EXISTS("EntityAlreadyExists", 409),
    DELETE_CONFLICT("DeleteConflict", 409),
    LIMIT_EXCEEDED("LimitExceeded", 409),
    MALFORMED_POLICY_DOCUMENT("MalformedPolicyDocument", 400),
    POLICY_NOT_ATTACHABLE("PolicyNotAttachable", 400),
    UNMODIFIABLE_ENTITY("UnmodifiableEntity", 400),
    PASSWORD_POLICY_VIOLATION("PasswordPolicyViolation", 400),
    INVALID_INPUT("InvalidInput", 400),
    VALIDATION("ValidationError", 400),
    ACCESS_DENIED("AccessDenied", 403);

    private final String code;
    private final int status;

    IamError(String code, int status) {
        this.code = code;
        this.status = status;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }
}
