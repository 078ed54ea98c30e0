package dev.wheelhouse.cloud.ssm.api;

import dev.wheelhouse.cloud.ssm.SsmRefusal;
import dev.wheelhouse.wire.ErrorKind;
import java.util.function.BiFunction;

/** Systems Manager's errors. */
enum SsmError implements ErrorKind {
    ALREADY_EXISTS("ParameterAlreadyExists"),
    HIERARCHY_LEVELS("HierarchyLevelLimitExceededException"),
    HIERARCHY_TYPE("HierarchyTypeMismatchException"),
    INVALID_FILTER("InvalidFilterKey"),
    INVALID_FILTER_OPTION("InvalidFilterOption"),
    INVALID_FILTER_VALUE("InvalidFilterValue"),
    INVALID_KEY("InvalidKeyId"),
    INVALID_NEXT_TOKEN("InvalidNextToken"),
    INVALID_RESOURCE_ID("InvalidResourceId"),
    INVALID_RESOURCE_TYPE("InvalidResourceType"),
    NOT_FOUND("ParameterNotFound"),
    PATTERN_MISMATCH("ParameterPatternMismatchException"),
    TOO_MANY_TAGS("TooManyTagsError"),
    UNSUPPORTED_TYPE("UnsupportedParameterType"),
    VALIDATION("ValidationException"),
    VERSION_NOT_FOUND("ParameterVersionNotFound");

    private final String code;

    SsmError(String code) {
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

    /** An action whose refusals are answered as errors. */
    static <C, Q, R> BiFunction<C, Q, R> translating(BiFunction<C, Q, R> action) {
        return (call, request) -> {
            try {
                return action.apply(call, request);
            } catch (SsmRefusal refusal) {
                throw of(refusal.reason()).because(refusal.text());
            }
        };
    }

    private static SsmError of(SsmRefusal.Reason reason) {
        return switch (reason) {
            case ALREADY_EXISTS -> ALREADY_EXISTS;
            case HIERARCHY_LEVELS -> HIERARCHY_LEVELS;
            case HIERARCHY_TYPE -> HIERARCHY_TYPE;
            case INVALID_FILTER -> INVALID_FILTER;
            case INVALID_FILTER_OPTION -> INVALID_FILTER_OPTION;
            case INVALID_FILTER_VALUE -> INVALID_FILTER_VALUE;
            case INVALID_KEY -> INVALID_KEY;
            case INVALID_NEXT_TOKEN -> INVALID_NEXT_TOKEN;
            case INVALID_RESOURCE_ID -> INVALID_RESOURCE_ID;
            case NOT_FOUND -> NOT_FOUND;
            case PATTERN_MISMATCH -> PATTERN_MISMATCH;
            case TOO_LONG, VALIDATION -> VALIDATION;
            case TOO_MANY_TAGS -> TOO_MANY_TAGS;
            case UNSUPPORTED_TYPE -> UNSUPPORTED_TYPE;
            case VERSION_NOT_FOUND -> VERSION_NOT_FOUND;
        };
    }
}
