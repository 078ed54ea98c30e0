package dev.wheelhouse.stacks.api;

import dev.wheelhouse.stacks.StackRefusal;
import dev.wheelhouse.wire.ErrorKind;
import dev.wheelhouse.wire.ServiceException;
import java.util.Arrays;

/** The errors of the CloudFormation API. */
public enum CloudFormationError implements ErrorKind {
    /** By far the commonest, though the API's model does not have it. */
    VALIDATION_ERROR("ValidationError", 400),
    ALREADY_EXISTS("AlreadyExistsException", 400),
    CHANGE_SET_NOT_FOUND("ChangeSetNotFound", 404),
    INSUFFICIENT_CAPABILITIES("InsufficientCapabilitiesException", 400),
    INVALID_CHANGE_SET_STATUS("InvalidChangeSetStatus", 400),
    LIMIT_EXCEEDED("LimitExceededException", 400),
    TOKEN_ALREADY_EXISTS("TokenAlreadyExistsException", 400);

    private final String code;
    private final int status;

    CloudFormationError(String code, int status) {
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

    /** What the engine refused, as the API says it. */
    static ServiceException of(StackRefusal refusal) {
        return Arrays.stream(values())
                .filter(error -> error.code.equals(refusal.code()))
                .findFirst()
                .orElse(VALIDATION_ERROR)
                .because(String.valueOf(refusal.getMessage()));
    }
}
