package dev.wheelhouse.cloud.ec2.provider;

import static dev.wheelhouse.cloud.ec2.provider.Schemas.changeable;
import static dev.wheelhouse.cloud.ec2.provider.Schemas.fixed;
import static dev.wheelhouse.cloud.ec2.provider.Schemas.requiredFixed;

import dev.wheelhouse.cloud.ec2.AvailabilityZone;
import dev.wheelhouse.cloud.ec2.Subnet;
import dev.wheelhouse.cloud.ec2.operation.Subnets;
import dev.wheelhouse.cloud.ec2.operation.Subnets.NewSubnet;
import dev.wheelhouse.cloud.ec2.operation.Tagging;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.cloud.resource.Properties;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceSchema;
import dev.wheelhouse.cloud.resource.ResourceSchema.Shape;
import dev.wheelhouse.cloud.resource.ResourceStep;
import dev.wheelhouse.document.Value;
import java.util.List;
import java.util.Map;

/**
 * {@code AWS::EC2::Subnet} of IPv4. Properties for IPv6, address pools, Outposts and DNS names by
 * resource are not built and refused as unknown; two that templates like to set to false may be.
 */
public final class SubnetProvider implements ResourceProvider {
    private static final List<String> ONLY_FALSE =
            List.of("AssignIpv6AddressOnCreation", "EnableDns64");

    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::EC2::Subnet",
                    Map.of(
                            "VpcId", requiredFixed(Shape.STRING),
                            "CidrBlock", fixed(Shape.STRING),
                            "AvailabilityZone", fixed(Shape.STRING),
                            "AvailabilityZoneId", fixed(Shape.STRING),
                            "MapPublicIpOnLaunch", changeable(Shape.BOOLEAN),
                            "AssignIpv6AddressOnCreation", changeable(Shape.BOOLEAN),
                            "EnableDns64", changeable(Shape.BOOLEAN),
                            "Tags", changeable(Shape.LIST)),
                    List.of(
                            "SubnetId",
                            "AvailabilityZone",
                            "AvailabilityZoneId",
                            "CidrBlock",
                            "Ipv6CidrBlocks",
                            "NetworkAclAssociationId",
                            "OutpostArn",
                            "VpcId"),
                    true,
                    false);

    private final Subnets subnets;
    private final Tagging tagging;

    public SubnetProvider(Subnets subnets, Tagging tagging) {
        this.subnets = subnets;
        this.tagging = tagging;
    }

    @Override
    public ResourceSchema schema() {
        return SCHEMA;
    }

    @Override
    public Progress create(ResourceStep step, Value.Members values) {
        var properties = checked(values);
        var by = Acting.of(step);
        return Failures.translate(() -> {
            var made =
                    subnets.create(
                            by,
                            new NewSubnet(
                                    properties.requiredText("VpcId"),
                                    properties.text("CidrBlock"),
                                    properties.text("AvailabilityZone"),
                                    properties.text("AvailabilityZoneId"),
                                    properties.tags(step.tags())));
            var subnet =
                    properties
                            .flag("MapPublicIpOnLaunch")
                            .map(wanted -> subnets.setPublicAddresses(by, made.id(), wanted))
                            .orElse(made);
            by.require("ec2:DescribeSubnets");
            return done(step, subnet);
        });
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members before, Value.Members after) {
        var properties = checked(after);
        var by = Acting.of(step);
        return Failures.translate(() -> {
            by.require("ec2:DescribeSubnets");
            var present =
                    subnets.find(by, physicalId)
                            .orElseThrow(() -> Subnets.noSuchSubnet(physicalId));
            boolean wanted = properties.flag("MapPublicIpOnLaunch").orElse(false);
            var subnet =
                    wanted == present.publicAddresses()
                            ? present
                            : subnets.setPublicAddresses(by, physicalId, wanted);
            tagging.replace(
                    by, physicalId, tagging.of(by, physicalId), properties.tags(step.tags()));
            return done(step, subnet);
        });
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members properties) {
        var by = Acting.of(step);
        return Failures.translate(() -> {
            by.require("ec2:DescribeSubnets");
            if (subnets.find(by, physicalId).isPresent()) {
                subnets.delete(by, physicalId);
            }
            return new Progress.Done(physicalId, Map.of());
        });
    }

    private static Properties checked(Value.Members values) {
        var properties = new Properties(values);
        for (var name : ONLY_FALSE) {
            if (properties.flag(name).orElse(false)) {
                throw Properties.invalid("The property " + name + " is not built.");
            }
        }
        return properties;
    }

    private static Progress done(ResourceStep step, Subnet subnet) {
        return new Progress.Done(
                subnet.id(),
                Map.of(
                        "SubnetId", Value.text(subnet.id()),
                        "AvailabilityZone", Value.text(subnet.zone()),
                        "AvailabilityZoneId",
                                Value.text(
                                        AvailabilityZone.idOf(step.region(), subnet.zone())
                                                .orElse("")),
                        "CidrBlock", Value.text(subnet.cidr().toString()),
                        "Ipv6CidrBlocks", Value.texts(List.of()),
                        "NetworkAclAssociationId", Value.text(subnet.networkAclAssociationId()),
                        "OutpostArn", Value.text(""),
                        "VpcId", Value.text(subnet.vpcId())));
    }
}
