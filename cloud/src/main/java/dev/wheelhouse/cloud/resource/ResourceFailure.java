package dev.wheelhouse.cloud.resource;

import java.util.Optional;

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
    private final boolean framed;

    /**
     * What the taken name is; not {@link Optional}, which is no field of something serializable.
     */
    private final String taken;

    /**
     * @param message why, for people, without a frame around it: the engine adds {@code Resource
     *     handler returned message: ...}
     */
    public ResourceFailure(Code code, String message) {
        this(code, message, "", true);
    }

    private ResourceFailure(Code code, String message, String taken, boolean framed) {
        super(message, null, false, false);
        this.code = code;
        this.taken = taken;
        this.framed = framed;
    }

    /** There is one of that name already, which this stack did not make. */
    public static ResourceFailure alreadyExists(String type, String identifier) {
        return new ResourceFailure(
                Code.ALREADY_EXISTS,
                "Resource of type '%s' with identifier '%s' already exists."
                        .formatted(type, identifier),
                identifier,
                true);
    }

    /** The name that is taken, where that is why and it is known. */
    public Optional<String> taken() {
        return taken.isEmpty() ? Optional.empty() : Optional.of(taken);
    }

    /**
     * A failure of a type that CloudFormation handles itself: its event has the message and nothing
     * around it.
     */
    public static ResourceFailure inItsOwnWords(String message) {
        return new ResourceFailure(Code.GENERAL_SERVICE_EXCEPTION, message, "", false);
    }

    /** Whether the engine puts its frame around the message. */
    public boolean framed() {
        return framed;
    }

    public Code code() {
        return code;
    }
}
