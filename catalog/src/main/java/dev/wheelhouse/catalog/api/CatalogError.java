package dev.wheelhouse.catalog.api;

import dev.wheelhouse.wire.ErrorKind;

/** The errors of the Service Catalog API. */
enum CatalogError implements ErrorKind {
    DUPLICATE_RESOURCE("DuplicateResourceException"),
    INVALID_PARAMETERS("InvalidParametersException"),
    INVALID_STATE("InvalidStateException"),
    LIMIT_EXCEEDED("LimitExceededException"),
    OPERATION_NOT_SUPPORTED("OperationNotSupportedException"),
    RESOURCE_IN_USE("ResourceInUseException"),
    RESOURCE_NOT_FOUND("ResourceNotFoundException");

    private final String code;

    CatalogError(String code) {
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
