package dev.wheelhouse.cloud.ec2.provider;

import static dev.wheelhouse.cloud.ec2.provider.Schemas.changeable;
import static dev.wheelhouse.cloud.ec2.provider.Schemas.fixed;

import dev.wheelhouse.cloud.ec2.SecurityGroup;
import dev.wheelhouse.cloud.ec2.Vpc;
import dev.wheelhouse.cloud.ec2.operation.Tagging;
import dev.wheelhouse.cloud.ec2.operation.Vpcs;
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
 * {@code AWS::EC2::VPC}. Address pools and encryption controls are not built: their properties are
 * refused as unknown. A change of {@code InstanceTenancy} replaces the VPC, also from dedicated to
 * default, where AWS changes it in place.
 */
public final class VpcProvider implements ResourceProvider {
    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::EC2::VPC",
                    Map.of(
                            "CidrBlock", fixed(Shape.STRING),
                            "EnableDnsHostnames", changeable(Shape.BOOLEAN),
                            "EnableDnsSupport", changeable(Shape.BOOLEAN),
                            "InstanceTenancy", fixed(Shape.STRING),
                            "Tags", changeable(Shape.LIST)),
                    List.of(
                            "VpcId",
                            "CidrBlock",
                            "CidrBlockAssociations",
                            "DefaultNetworkAcl",
                            "DefaultSecurityGroup",
                            "Ipv6CidrBlocks"),
                    true,
                    false);

    private final Vpcs vpcs;
    private final Tagging tagging;

    public VpcProvider(Vpcs vpcs, Tagging tagging) {
        this.vpcs = vpcs;
        this.tagging = tagging;
    }

    @Override
    public ResourceSchema schema() {
        return SCHEMA;
    }

    @Override
    public Progress create(ResourceStep step, Value.Members values) {
        var properties = new Properties(values);
        var by = Acting.of(step);
        return Failures.translate(() -> {
            var id =
                    vpcs.create(
                                    by,
                                    properties.text("CidrBlock"),
                                    properties.text("InstanceTenancy").orElse("default"),
                                    properties.tags(step.tags()))
                            .id();
            properties
                    .flag("EnableDnsSupport")
                    .ifPresent(support -> vpcs.setDnsSupport(by, id, support));
            properties
                    .flag("EnableDnsHostnames")
                    .ifPresent(hostnames -> vpcs.setDnsHostnames(by, id, hostnames));
            by.require("ec2:DescribeVpcs");
            return done(by, vpcs.attributes(by, id));
        });
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members before, Value.Members after) {
        var properties = new Properties(after);
        var by = Acting.of(step);
        return Failures.translate(() -> {
            var present = vpcs.attributes(by, physicalId);
            boolean support = properties.flag("EnableDnsSupport").orElse(true);
            boolean hostnames = properties.flag("EnableDnsHostnames").orElse(false);
            if (support != present.dnsSupport()) {
                vpcs.setDnsSupport(by, physicalId, support);
            }
            if (hostnames != present.dnsHostnames()) {
                vpcs.setDnsHostnames(by, physicalId, hostnames);
            }
            tagging.replace(
                    by, physicalId, tagging.of(by, physicalId), properties.tags(step.tags()));
            return done(by, vpcs.attributes(by, physicalId));
        });
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members properties) {
        var by = Acting.of(step);
        return Failures.translate(() -> {
            by.require("ec2:DescribeVpcs");
            if (vpcs.find(by, physicalId).isPresent()) {
                vpcs.delete(by, physicalId);
            }
            return new Progress.Done(physicalId, Map.of());
        });
    }

    private Progress done(Acting by, Vpc vpc) {
        return new Progress.Done(
                vpc.id(),
                Map.of(
                        "VpcId", Value.text(vpc.id()),
                        "CidrBlock", Value.text(vpc.cidr().toString()),
                        "CidrBlockAssociations", Value.texts(List.of(vpc.cidrAssociationId())),
                        "DefaultNetworkAcl", Value.text(vpc.networkAclId()),
                        "DefaultSecurityGroup",
                                Value.text(
                                        vpcs.defaultGroup(by, vpc.id())
                                                .map(SecurityGroup::id)
                                                .orElse("")),
                        "Ipv6CidrBlocks", Value.texts(List.of())));
    }
}
