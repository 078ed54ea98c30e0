package dev.wheelhouse.cloud.resource;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Optional;

/**
 * What is there, as template parameters see it: the parameter types {@code
 * AWS::EC2::KeyPair::KeyName}, {@code AWS::EC2::SecurityGroup::Id}, {@code
 * AWS::SSM::Parameter::Value<...>} and their like.
 */
public interface ResourceInventory {
    /**
     * Whether a value of this parameter type names something that exists in the account and region.
     */
    boolean exists(Handle db, AccountId account, Region region, String parameterType, String value);

    /**
     * All values of a parameter type in the account and region ({@code Fn::RefAll}; what a form
     * offers).
     */
    List<String> all(Handle db, AccountId account, Region region, String parameterType);

    /**
     * An attribute of what a parameter's value names ({@code Fn::ValueOf}): {@code Tags.k}, {@code
     * VpcId}, {@code AvailabilityZone}, {@code DefaultNetworkAcl}, {@code DefaultSecurityGroup}.
     *
     * @return empty when there is no such resource, or it has no such attribute
     */
    Optional<Value> attribute(
            Handle db,
            AccountId account,
            Region region,
            String parameterType,
            String value,
            String attribute);

    /**
     * The value of a Systems Manager parameter, also a public one such as {@code
     * /aws/service/ami-amazon-linux-latest/...}.
     */
    Optional<String> systemsManagerParameter(
            Handle db, AccountId account, Region region, String name);
}
