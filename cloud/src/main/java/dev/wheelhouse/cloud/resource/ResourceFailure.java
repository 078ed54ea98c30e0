package dev.wheelhouse.cloud.resource;

/**
 * A resource that could not be made, changed or deleted, in the terms of CloudFormation's handler
 * contract.
 */
public final class ResourceFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** CloudFormation's handler error codes, as far as they are used. */
    public enum Code {
        ALREADY_EXISTS("AlreadyExists"),
        NOT_FOUND("NotFound"),
        INVALID_REQUEST("InvalidRequest"),
        ACCESS_DENIED("AccessDenied"),
        GENERAL_SERVICE_EXCEPTION("GeneralServiceException"),
        NOT_STABILIZED("NotStabilized"),
        SERVICE_LIMIT_EXCEEDED("ServiceLimitExceeded");

        private final String text;

        Code(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    private final Code code;

    /**
     * @param message why, for people, without a frame around it: the engine adds {@code Resource
     *     handler returned message: ...}
     */
    public ResourceFailure(Code code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
