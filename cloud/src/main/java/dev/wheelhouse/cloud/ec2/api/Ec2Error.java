package dev.wheelhouse.cloud.ec2.api;

import dev.wheelhouse.cloud.ec2.Ec2Refusal;
import dev.wheelhouse.wire.ErrorKind;
import java.util.function.BiFunction;
import software.amazon.awssdk.core.SdkPojo;

/** EC2's errors (EC2 API reference, "Error codes"). */
enum Ec2Error implements ErrorKind {
    ADDRESS_IN_USE("InvalidIPAddress.InUse"),
    ADDRESSES_USED_UP("InsufficientFreeAddressesInSubnet"),
    ASSOCIATION_NOT_FOUND("InvalidAssociationID.NotFound"),
    CANNOT_DELETE("CannotDelete"),
    DEFAULT_VPC_EXISTS("DefaultVpcAlreadyExists"),
    DEPENDENCY_VIOLATION("DependencyViolation"),
    DRY_RUN("DryRunOperation", 412),
    GATEWAY_NOT_ATTACHED("Gateway.NotAttached"),
    GATEWAY_NOT_FOUND("InvalidGatewayID.NotFound"),
    GROUP_DUPLICATE("InvalidGroup.Duplicate"),
    GROUP_LIMIT("SecurityGroupLimitExceeded"),
    GROUP_MALFORMED("InvalidGroupId.Malformed"),
    GROUP_NOT_FOUND("InvalidGroup.NotFound"),
    IMAGE_MALFORMED("InvalidAMIID.Malformed"),
    IMAGE_NOT_FOUND("InvalidAMIID.NotFound"),
    INCORRECT_STATE("IncorrectInstanceState"),
    INSTANCE_MALFORMED("InvalidInstanceID.Malformed"),
    INSTANCE_NOT_FOUND("InvalidInstanceID.NotFound"),
    INSTANCE_PROFILE_INVALID("InvalidParameterValue"),
    INTERNET_GATEWAY_MALFORMED("InvalidInternetGatewayId.Malformed"),
    INTERNET_GATEWAY_NOT_FOUND("InvalidInternetGatewayID.NotFound"),
    INVALID_ID("InvalidID"),
    INVALID_PARAMETER("InvalidParameter"),
    INVALID_PARAMETER_COMBINATION("InvalidParameterCombination"),
    INVALID_PARAMETER_VALUE("InvalidParameterValue"),
    KEY_DUPLICATE("InvalidKeyPair.Duplicate"),
    KEY_FORMAT("InvalidKey.Format"),
    KEY_NOT_FOUND("InvalidKeyPair.NotFound"),
    MISSING_PARAMETER("MissingParameter"),
    NETWORK_ACL_NOT_FOUND("InvalidNetworkAclID.NotFound"),
    NETWORK_INTERFACE_NOT_FOUND("InvalidNetworkInterfaceID.NotFound"),
    OPERATION_NOT_PERMITTED("OperationNotPermitted"),
    PERMISSION_DUPLICATE("InvalidPermission.Duplicate"),
    PERMISSION_NOT_FOUND("InvalidPermission.NotFound"),
    PREFIX_LIST_NOT_FOUND("InvalidPrefixListID.NotFound"),
    PROFILE_ASSOCIATED("IncorrectState"),
    RESOURCE_ALREADY_ASSOCIATED("Resource.AlreadyAssociated"),
    ROUTE_ALREADY_EXISTS("RouteAlreadyExists"),
    ROUTE_NOT_FOUND("InvalidRoute.NotFound"),
    ROUTE_TABLE_MALFORMED("InvalidRouteTableId.Malformed"),
    ROUTE_TABLE_NOT_FOUND("InvalidRouteTableID.NotFound"),
    RULE_LIMIT("RulesPerSecurityGroupLimitExceeded"),
    SUBNET_CONFLICT("InvalidSubnet.Conflict"),
    SUBNET_MALFORMED("InvalidSubnetID.Malformed"),
    SUBNET_NOT_FOUND("InvalidSubnetID.NotFound"),
    SUBNET_RANGE("InvalidSubnet.Range"),
    TAG_LIMIT("TagLimitExceeded"),
    TOKEN_MISMATCH("IdempotentParameterMismatch"),
    UNSUPPORTED_OPERATION("UnsupportedOperation"),
    VPC_MALFORMED("InvalidVpcID.Malformed"),
    VPC_NOT_FOUND("InvalidVpcID.NotFound"),
    VPC_RANGE("InvalidVpc.Range");

    private final String code;
    private final int status;

    Ec2Error(String code) {
        this(code, 400);
    }

    Ec2Error(String code, int status) {
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

    /**
     * An action whose refusals are answered as errors, and whose answer is not given to a dry run.
     */
    static <C, Q extends SdkPojo, R> BiFunction<C, Q, R> translating(BiFunction<C, Q, R> action) {
        return (call, request) -> {
            try {
                var answer = action.apply(call, request);
                DryRun.end(request);
                return answer;
            } catch (Ec2Refusal refusal) {
                throw of(refusal.reason()).because(refusal.text());
            }
        };
    }

    private static Ec2Error of(Ec2Refusal.Reason reason) {
        return switch (reason) {
            case ADDRESSES_USED_UP -> ADDRESSES_USED_UP;
            case ADDRESS_IN_USE -> ADDRESS_IN_USE;
            case ASSOCIATION_NOT_FOUND -> ASSOCIATION_NOT_FOUND;
            case CANNOT_DELETE -> CANNOT_DELETE;
            case DEFAULT_VPC_EXISTS -> DEFAULT_VPC_EXISTS;
            case DEPENDENCY_VIOLATION -> DEPENDENCY_VIOLATION;
            case GATEWAY_NOT_ATTACHED -> GATEWAY_NOT_ATTACHED;
            case GATEWAY_NOT_FOUND -> GATEWAY_NOT_FOUND;
            case GROUP_DUPLICATE -> GROUP_DUPLICATE;
            case GROUP_LIMIT -> GROUP_LIMIT;
            case GROUP_MALFORMED -> GROUP_MALFORMED;
            case GROUP_NOT_FOUND -> GROUP_NOT_FOUND;
            case IMAGE_MALFORMED -> IMAGE_MALFORMED;
            case IMAGE_NOT_FOUND -> IMAGE_NOT_FOUND;
            case INCORRECT_STATE -> INCORRECT_STATE;
            case INSTANCE_MALFORMED -> INSTANCE_MALFORMED;
            case INSTANCE_NOT_FOUND -> INSTANCE_NOT_FOUND;
            case INSTANCE_PROFILE_INVALID -> INSTANCE_PROFILE_INVALID;
            case INTERNET_GATEWAY_MALFORMED -> INTERNET_GATEWAY_MALFORMED;
            case INTERNET_GATEWAY_NOT_FOUND -> INTERNET_GATEWAY_NOT_FOUND;
            case INVALID_ID -> INVALID_ID;
            case INVALID_PARAMETER -> INVALID_PARAMETER;
            case INVALID_PARAMETER_COMBINATION -> INVALID_PARAMETER_COMBINATION;
            case INVALID_PARAMETER_VALUE -> INVALID_PARAMETER_VALUE;
            case KEY_DUPLICATE -> KEY_DUPLICATE;
            case KEY_FORMAT -> KEY_FORMAT;
            case KEY_NOT_FOUND -> KEY_NOT_FOUND;
            case MISSING_PARAMETER -> MISSING_PARAMETER;
            case NETWORK_ACL_NOT_FOUND -> NETWORK_ACL_NOT_FOUND;
            case NETWORK_INTERFACE_NOT_FOUND -> NETWORK_INTERFACE_NOT_FOUND;
            case OPERATION_NOT_PERMITTED -> OPERATION_NOT_PERMITTED;
            case PERMISSION_DUPLICATE -> PERMISSION_DUPLICATE;
            case PERMISSION_NOT_FOUND -> PERMISSION_NOT_FOUND;
            case PREFIX_LIST_NOT_FOUND -> PREFIX_LIST_NOT_FOUND;
            case PROFILE_ASSOCIATED -> PROFILE_ASSOCIATED;
            case RESOURCE_ALREADY_ASSOCIATED -> RESOURCE_ALREADY_ASSOCIATED;
            case ROUTE_ALREADY_EXISTS -> ROUTE_ALREADY_EXISTS;
            case ROUTE_NOT_FOUND -> ROUTE_NOT_FOUND;
            case ROUTE_TABLE_MALFORMED -> ROUTE_TABLE_MALFORMED;
            case ROUTE_TABLE_NOT_FOUND -> ROUTE_TABLE_NOT_FOUND;
            case RULE_LIMIT -> RULE_LIMIT;
            case SUBNET_CONFLICT -> SUBNET_CONFLICT;
            case SUBNET_MALFORMED -> SUBNET_MALFORMED;
            case SUBNET_NOT_FOUND -> SUBNET_NOT_FOUND;
            case SUBNET_RANGE -> SUBNET_RANGE;
            case TAG_LIMIT -> TAG_LIMIT;
            case TOKEN_MISMATCH -> TOKEN_MISMATCH;
            case UNSUPPORTED_OPERATION -> UNSUPPORTED_OPERATION;
            case VPC_MALFORMED -> VPC_MALFORMED;
            case VPC_NOT_FOUND -> VPC_NOT_FOUND;
            case VPC_RANGE -> VPC_RANGE;
        };
    }
}
