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
    TARGET_NOT_FOUND("TargetNotFoundException"),
    ROOT_NOT_FOUND("RootNotFoundException"),
    UNIT_NOT_FOUND("OrganizationalUnitNotFoundException"),
    DUPLICATE_UNIT("DuplicateOrganizationalUnitException"),
    DUPLICATE_ACCOUNT("DuplicateAccountException"),
    SOURCE_PARENT_NOT_FOUND("SourceParentNotFoundException"),
    DESTINATION_PARENT_NOT_FOUND("DestinationParentNotFoundException"),
    POLICY_NOT_FOUND("PolicyNotFoundException"),
    POLICY_IN_USE("PolicyInUseException"),
    POLICY_NOT_ATTACHED("PolicyNotAttachedException"),
    POLICY_TYPE_NOT_ENABLED("PolicyTypeNotEnabledException"),
    POLICY_TYPE_ALREADY_ENABLED("PolicyTypeAlreadyEnabledException"),
    POLICY_TYPE_NOT_AVAILABLE("PolicyTypeNotAvailableForOrganizationException"),
    DUPLICATE_POLICY("DuplicatePolicyException"),
    DUPLICATE_ATTACHMENT("DuplicatePolicyAttachmentException"),
    MALFORMED_POLICY_DOCUMENT("MalformedPolicyDocumentException"),
    CONSTRAINT_VIOLATION("ConstraintViolationException"),
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
