package dev.wheelhouse.cloud.ec2.provider;

import dev.wheelhouse.cloud.ec2.SecurityGroupRule.Direction;
import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.cloud.resource.GeneratedNames;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.ssm.operation.Parameters;
import java.security.SecureRandom;
import java.util.List;

/** The providers of {@code AWS::EC2::*}. */
public final class Ec2Providers {
    private Ec2Providers() {}

    /**
     * Makes them.
     *
     * @param parameters where private keys are kept
     */
    public static List<ResourceProvider> all(
            Ec2Operations ec2, Parameters parameters, GeneratedNames names, SecureRandom random) {
        return List.of(
                new VpcProvider(ec2.vpcs(), ec2.tagging()),
                new SubnetProvider(ec2.subnets(), ec2.tagging()),
                new InternetGatewayProvider(ec2.gateways(), ec2.tagging()),
                new GatewayAttachmentProvider(ec2.gateways()),
                new RouteTableProvider(ec2.routeTables(), ec2.tagging()),
                new RouteProvider(ec2.routes(), ec2.gateways()),
                new RouteTableAssociationProvider(ec2.routeTables()),
                new SecurityGroupProvider(ec2.groups(), ec2.tagging(), names),
                new SecurityGroupRuleProvider(ec2.groups(), Direction.INGRESS),
                new SecurityGroupRuleProvider(ec2.groups(), Direction.EGRESS),
                new KeyPairProvider(ec2.keys(), parameters, random),
                new InstanceProvider(ec2.instances(), ec2.change(), ec2.vpcs(), ec2.tagging()));
    }
}
