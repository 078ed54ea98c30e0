package dev.wheelhouse.cloud.ec2.provider;

import dev.wheelhouse.cloud.ec2.Ec2Refusal;
import dev.wheelhouse.cloud.resource.ResourceFailure;
import dev.wheelhouse.cloud.resource.ResourceFailure.Code;
import java.util.function.Supplier;

/** Turns EC2's refusals into failures of resources. */
final class Failures {
    private Failures() {}

    static <T> T translate(Supplier<T> work) {
        try {
            return work.get();
        } catch (Ec2Refusal refusal) {
            throw new ResourceFailure(code(refusal.reason()), refusal.text());
        }
    }

    private static Code code(Ec2Refusal.Reason reason) {
        return switch (reason) {
            case ADDRESS_IN_USE,
                    DEFAULT_VPC_EXISTS,
                    GROUP_DUPLICATE,
                    KEY_DUPLICATE,
                    PERMISSION_DUPLICATE,
                    PROFILE_ASSOCIATED,
                    RESOURCE_ALREADY_ASSOCIATED,
                    ROUTE_ALREADY_EXISTS ->
                    Code.ALREADY_EXISTS;
            case GATEWAY_NOT_FOUND,
                    GROUP_NOT_FOUND,
                    IMAGE_NOT_FOUND,
                    INSTANCE_NOT_FOUND,
                    INTERNET_GATEWAY_NOT_FOUND,
                    NETWORK_ACL_NOT_FOUND,
                    NETWORK_INTERFACE_NOT_FOUND,
                    PERMISSION_NOT_FOUND,
                    PREFIX_LIST_NOT_FOUND,
                    ASSOCIATION_NOT_FOUND,
                    ROUTE_NOT_FOUND,
                    ROUTE_TABLE_NOT_FOUND,
                    SUBNET_NOT_FOUND,
                    VPC_NOT_FOUND ->
                    Code.NOT_FOUND;
            case ADDRESSES_USED_UP, GROUP_LIMIT, RULE_LIMIT, TAG_LIMIT ->
                    Code.SERVICE_LIMIT_EXCEEDED;
            case KEY_NOT_FOUND,
                    CANNOT_DELETE,
                    DEPENDENCY_VIOLATION,
                    GATEWAY_NOT_ATTACHED,
                    GROUP_MALFORMED,
                    IMAGE_MALFORMED,
                    INCORRECT_STATE,
                    INSTANCE_MALFORMED,
                    INSTANCE_PROFILE_INVALID,
                    INTERNET_GATEWAY_MALFORMED,
                    INVALID_ID,
                    INVALID_PARAMETER,
                    INVALID_PARAMETER_COMBINATION,
                    INVALID_PARAMETER_VALUE,
                    KEY_FORMAT,
                    MISSING_PARAMETER,
                    OPERATION_NOT_PERMITTED,
                    ROUTE_TABLE_MALFORMED,
                    SUBNET_CONFLICT,
                    SUBNET_MALFORMED,
                    SUBNET_RANGE,
                    TOKEN_MISMATCH,
                    UNSUPPORTED_OPERATION,
                    VPC_MALFORMED,
                    VPC_RANGE ->
                    Code.INVALID_REQUEST;
        };
    }
}
