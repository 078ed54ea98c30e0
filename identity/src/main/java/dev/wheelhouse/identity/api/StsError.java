package dev.wheelhouse.identity.api;

import dev.wheelhouse.wire.ErrorKind;

/** The errors of the STS API. */
enum StsError implements ErrorKind {
    ACCESS_DENIED("AccessDenied", 403),
    INVALID_PARAMETER_VALUE("InvalidParameterValue", 400),
    MALFORMED_POLICY_DOCUMENT("MalformedPolicyDocument", 400),
    PACKED_POLICY_TOO_LARGE("PackedPolicyTooLarge", 400),
    VALIDATION("ValidationError", 400);

    private final String code;
    private final int status;

    StsError(String code, int status) {
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
