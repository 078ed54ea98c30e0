package dev.wheelhouse.identity.api;

import dev.wheelhouse.wire.ErrorKind;

/** The errors of the Organizations API; all have status 400. */
enum OrganizationsError implements ErrorKind {
    NOT_IN_USE("AWSOrganizationsNotInUseException"),
    ALREADY_IN_ORGANIZATION("AlreadyInOrganizationException"),
    ACCESS_DENIED("AccessDeniedException"),
    ACCOUNT_NOT_FOUND("AccountNotFoundException"),
    CREATE_ACCOUNT_STATUS_NOT_FOUND("CreateAccountStatusNotFoundException"),
    PARENT_NOT_FOUND("ParentNotFoundException"),
    CHILD_NOT_FOUND("ChildNotFoundException"),
    INVALID_INPUT("InvalidInputException");

    private final String code;

    OrganizationsError(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return 400;
    }
}
