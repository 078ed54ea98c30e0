package dev.wheelhouse.conformance.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.Tenancy;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;

/** A VPC of one's own: built up, lived in, held together by what depends on what, taken down. */
final class VpcSteps {
    private final Ec2Client ec2;

    private VpcSteps(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    static void play(RunningCloud cloud) {
        var steps = new VpcSteps(cloud.admin().ec2());
        steps.wrongVpcs();
        var vpc = steps.vpc();
        var subnet = steps.subnet(vpc);
        var gateway = steps.gateway(vpc);
        var table = steps.routes(vpc, gateway);
        steps.associations(vpc, table, subnet);
        steps.instance(vpc, subnet, gateway);
        steps.end(vpc, subnet, gateway, table);
        steps.defaultVpc(cloud.memberAccount("networks").ec2());
    }

    private void wrongVpcs() {
        assertThat(code(() -> ec2.createVpc(r -> r.cidrBlock("10.0.0.0/8"))))
                .isEqualTo("InvalidVpc.Range: The CIDR '10.0.0.0/8' is invalid.");
        assertThat(code(() -> ec2.createVpc(r -> r.cidrBlock("10.0.0.0/29"))))
                .startsWith("InvalidVpc.Range");
        assertThat(code(() -> ec2.createVpc(r -> r.cidrBlock("10.0.0/16"))))
                .startsWith("InvalidParameterValue");
        assertThat(code(() -> ec2.createVpc(r -> {}))).startsWith("MissingParameter");
        assertThat(code(() -> ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16").dryRun(true))))
                .startsWith("DryRunOperation");
        assertThat(
                        code(() ->
                                ec2.createVpc(r ->
                                        r.cidrBlock("10.0.0.0/16")
                                                .amazonProvidedIpv6CidrBlock(true))))
                .isEqualTo("UnsupportedOperation: AmazonProvidedIpv6CidrBlock is not built.");
        assertThat(code(() -> ec2.describeVpcs(r -> r.vpcIds("vpc-0123456789abcdef0"))))
                .isEqualTo(
                        "InvalidVpcID.NotFound: The vpc ID 'vpc-0123456789abcdef0' does not exist");
        assertThat(code(() -> ec2.deleteVpc(r -> r.vpcId("vpc-x"))))
                .startsWith("InvalidVpcID.Malformed");
    }

    private String vpc() {
        var vpc =
                ec2.createVpc(r ->
                                r.cidrBlock("10.20.30.40/16")
                                        .instanceTenancy(Tenancy.DEDICATED)
                                        .tagSpecifications(tagged(ResourceType.VPC)))
                        .vpc();
        assertThat(vpc.cidrBlock()).isEqualTo("10.20.0.0/16");
        assertThat(vpc.isDefault()).isFalse();
        var id = vpc.vpcId();
        ec2.modifyVpcTenancy(r -> r.vpcId(id).instanceTenancy("default"));
        assertThat(ec2.describeVpcs(r -> r.filters(filter("tag:team", "net"))).vpcs())
                .singleElement()
                .satisfies(there -> {
                    assertThat(there.vpcId()).isEqualTo(id);
                    assertThat(there.stateAsString()).isEqualTo("available");
                    assertThat(there.instanceTenancyAsString()).isEqualTo("default");
                });
        assertThat(attribute(id)).isFalse();
        ec2.modifyVpcAttribute(r -> r.vpcId(id).enableDnsHostnames(bool(true)));
        assertThat(attribute(id)).isTrue();
        assertThat(
                        code(() ->
                                ec2.modifyVpcAttribute(r ->
                                        r.vpcId(id)
                                                .enableDnsHostnames(bool(true))
                                                .enableDnsSupport(bool(true)))))
                .startsWith("InvalidParameterCombination");
        var comesWith = List.of(filter("vpc-id", id));
        assertThat(ec2.describeSecurityGroups(r -> r.filters(comesWith)).securityGroups())
                .singleElement()
                .satisfies(group -> assertThat(group.groupName()).isEqualTo("default"));
        assertThat(ec2.describeNetworkAcls(r -> r.filters(comesWith)).networkAcls())
                .singleElement()
                .satisfies(acl -> assertThat(acl.entries()).hasSize(4));
        assertThat(ec2.describeRouteTables(r -> r.filters(comesWith)).routeTables())
                .singleElement()
                .satisfies(table -> {
                    assertThat(table.associations().getFirst().main()).isTrue();
                    assertThat(table.routes().getFirst().gatewayId()).isEqualTo("local");
                });
        return id;
    }

    private boolean attribute(String vpc) {
        return ec2.describeVpcAttribute(
                        r -> r.vpcId(vpc).attribute(VpcAttributeName.ENABLE_DNS_HOSTNAMES))
                .enableDnsHostnames()
                .value();
    }

    private Subnet subnet(String vpc) {
        var subnet =
                ec2.createSubnet(r ->
                                r.vpcId(vpc)
                                        .cidrBlock("10.20.1.0/28")
                                        .availabilityZone("us-east-1b")
                                        .tagSpecifications(tagged(ResourceType.SUBNET)))
                        .subnet();
        assertThat(subnet.availableIpAddressCount()).isEqualTo(11);
        assertThat(subnet.mapPublicIpOnLaunch()).isFalse();
        assertThat(subnet.availabilityZoneId()).isEqualTo("use1-az2");
        assertThat(code(() -> ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.20.1.8/29"))))
                .startsWith("InvalidSubnet.Range");
        assertThat(code(() -> ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.21.0.0/24"))))
                .isEqualTo("InvalidSubnet.Range: The CIDR '10.21.0.0/24' is invalid.");
        assertThat(code(() -> ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.20.1.0/24"))))
                .isEqualTo(
                        "InvalidSubnet.Conflict: The CIDR '10.20.1.0/24' conflicts with another subnet");
        assertThat(
                        code(() ->
                                ec2.createSubnet(r ->
                                        r.vpcId(vpc)
                                                .cidrBlock("10.20.2.0/24")
                                                .availabilityZone("us-east-1z"))))
                .startsWith(
                        "InvalidParameterValue: Value (us-east-1z) for parameter availabilityZone is invalid.");
        ec2.modifySubnetAttribute(
                r -> r.subnetId(subnet.subnetId()).mapPublicIpOnLaunch(bool(true)));
        assertThat(
                        code(() ->
                                ec2.modifySubnetAttribute(r ->
                                        r.subnetId(subnet.subnetId()).enableDns64(bool(true)))))
                .startsWith("UnsupportedOperation: The subnet attribute enableDns64");
        assertThat(ec2.describeSubnets(r -> r.subnetIds(subnet.subnetId())).subnets())
                .singleElement()
                .satisfies(there -> assertThat(there.mapPublicIpOnLaunch()).isTrue());
        return subnet;
    }

    private String gateway(String vpc) {
        var id =
                ec2.createInternetGateway(
                                r -> r.tagSpecifications(tagged(ResourceType.INTERNET_GATEWAY)))
                        .internetGateway()
                        .internetGatewayId();
        assertThat(code(() -> ec2.detachInternetGateway(r -> r.internetGatewayId(id).vpcId(vpc))))
                .isEqualTo(
                        "Gateway.NotAttached: resource %s is not attached to network %s"
                                .formatted(id, vpc));
        ec2.attachInternetGateway(r -> r.internetGatewayId(id).vpcId(vpc));
        assertThat(code(() -> ec2.attachInternetGateway(r -> r.internetGatewayId(id).vpcId(vpc))))
                .startsWith("Resource.AlreadyAssociated");
        assertThat(
                        ec2.describeInternetGateways(
                                        r -> r.filters(filter("attachment.vpc-id", vpc)))
                                .internetGateways())
                .singleElement()
                .satisfies(gateway -> {
                    assertThat(gateway.attachments().getFirst().stateAsString())
                            .isEqualTo("available");
                    assertThat(gateway.tags()).hasSize(1);
                });
        assertThat(code(() -> ec2.deleteInternetGateway(r -> r.internetGatewayId(id))))
                .startsWith("DependencyViolation: The internetGateway '" + id);
        return id;
    }

    private String routes(String vpc, String gateway) {
        var table = ec2.createRouteTable(r -> r.vpcId(vpc).clientToken("once")).routeTable();
        var id = table.routeTableId();
        assertThat(ec2.createRouteTable(r -> r.vpcId(vpc).clientToken("once")).routeTable())
                .isEqualTo(table);
        ec2.createTags(r -> r.resources(id).tags(Tag.builder().key("team").value("net").build()));
        assertThat(ec2.describeRouteTables(r -> r.filters(filter("tag:team", "net"))).routeTables())
                .hasSize(1);
        ec2.createRoute(
                r -> r.routeTableId(id).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway));
        assertThat(
                        code(() ->
                                ec2.createRoute(r ->
                                        r.routeTableId(id)
                                                .destinationCidrBlock("0.0.0.0/0")
                                                .gatewayId(gateway))))
                .isEqualTo("RouteAlreadyExists: The route identified by 0.0.0.0/0 already exists.");
        assertThat(
                        code(() ->
                                ec2.createRoute(r ->
                                        r.routeTableId(id)
                                                .destinationCidrBlock("10.20.9.0/24")
                                                .gatewayId(gateway))))
                .startsWith("InvalidParameterValue: The destination CIDR block 10.20.9.0/24");
        assertThat(
                        code(() ->
                                ec2.createRoute(r ->
                                        r.routeTableId(id)
                                                .destinationCidrBlock("10.99.0.0/16")
                                                .natGatewayId("nat-0123456789abcdef0"))))
                .isEqualTo("UnsupportedOperation: NatGatewayId is not built.");
        ec2.replaceRoute(
                r -> r.routeTableId(id).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway));
        assertThat(
                        code(() ->
                                ec2.replaceRoute(r ->
                                        r.routeTableId(id)
                                                .destinationCidrBlock("10.9.0.0/16")
                                                .gatewayId(gateway))))
                .startsWith("InvalidParameterValue: There is no route defined for '10.9.0.0/16'");
        assertThat(
                        code(() ->
                                ec2.deleteRoute(r ->
                                        r.routeTableId(id).destinationCidrBlock("10.9.0.0/16"))))
                .startsWith("InvalidRoute.NotFound");
        ec2.detachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
        assertThat(state(id)).isEqualTo(RouteState.BLACKHOLE);
        ec2.attachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
        assertThat(state(id)).isEqualTo(RouteState.ACTIVE);
        return id;
    }

    private RouteState state(String table) {
        return ec2.describeRouteTables(r -> r.routeTableIds(table))
                .routeTables()
                .getFirst()
                .routes()
                .getLast()
                .state();
    }

    private void associations(String vpc, String table, Subnet subnet) {
        var id = subnet.subnetId();
        var first =
                ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(id)).associationId();
        var main =
                ec2.describeRouteTables(r ->
                                r.filters(
                                        filter("vpc-id", vpc), filter("association.main", "true")))
                        .routeTables()
                        .getFirst();
        assertThat(
                        code(() ->
                                ec2.associateRouteTable(
                                        r -> r.routeTableId(main.routeTableId()).subnetId(id))))
                .startsWith(
                        "Resource.AlreadyAssociated: the specified association for route table");
        var mainAssociation = main.associations().getFirst().routeTableAssociationId();
        assertThat(code(() -> ec2.disassociateRouteTable(r -> r.associationId(mainAssociation))))
                .startsWith("InvalidParameterValue: cannot disassociate the main route table");
        assertThat(code(() -> ec2.deleteRouteTable(r -> r.routeTableId(table))))
                .startsWith("DependencyViolation: The routeTable '" + table);
        var second =
                ec2.replaceRouteTableAssociation(
                                r -> r.associationId(first).routeTableId(main.routeTableId()))
                        .newAssociationId();
        assertThat(code(() -> ec2.disassociateRouteTable(r -> r.associationId(first))))
                .isEqualTo(
                        "InvalidAssociationID.NotFound: The association ID '%s' does not exist"
                                .formatted(first));
        ec2.disassociateRouteTable(r -> r.associationId(second));
        var swapped =
                ec2.replaceRouteTableAssociation(
                                r -> r.associationId(mainAssociation).routeTableId(table))
                        .newAssociationId();
        assertThat(code(() -> ec2.deleteRouteTable(r -> r.routeTableId(table))))
                .startsWith("DependencyViolation");
        ec2.replaceRouteTableAssociation(
                r -> r.associationId(swapped).routeTableId(main.routeTableId()));
        ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(id));
    }

    private void instance(String vpc, Subnet subnet, String gateway) {
        var image =
                ec2.describeImages(
                                r -> r.owners("amazon").filters(filter("architecture", "x86_64")))
                        .images()
                        .getFirst()
                        .imageId();
        var elsewhere =
                ec2.createSecurityGroup(r -> r.groupName("elsewhere").description("elsewhere"))
                        .groupId();
        assertThat(
                        code(() ->
                                ec2.runInstances(r ->
                                        r.imageId(image)
                                                .instanceType(InstanceType.T3_MICRO)
                                                .subnetId(subnet.subnetId())
                                                .securityGroupIds(elsewhere)
                                                .minCount(1)
                                                .maxCount(1))))
                .startsWith("InvalidParameter: Security group " + elsewhere);
        ec2.deleteSecurityGroup(r -> r.groupId(elsewhere));
        assertThat(
                        code(() ->
                                ec2.runInstances(r ->
                                        r.imageId(image)
                                                .instanceType(InstanceType.T3_MICRO)
                                                .subnetId(subnet.subnetId())
                                                .minCount(12)
                                                .maxCount(12))))
                .startsWith("InsufficientFreeAddressesInSubnet");
        var instance =
                ec2.runInstances(r ->
                                r.imageId(image)
                                        .instanceType(InstanceType.T3_MICRO)
                                        .subnetId(subnet.subnetId())
                                        .minCount(1)
                                        .maxCount(1))
                        .instances()
                        .getFirst();
        assertThat(instance.privateIpAddress()).startsWith("10.20.1.");
        assertThat(instance.publicIpAddress()).isNotNull();
        assertThat(instance.publicDnsName()).startsWith("ec2-");
        assertThat(
                        ec2.describeNetworkInterfaces(
                                        r -> r.filters(filter("subnet-id", subnet.subnetId())))
                                .networkInterfaces())
                .singleElement()
                .satisfies(each ->
                        assertThat(each.attachment().instanceId())
                                .isEqualTo(instance.instanceId()));
        assertThat(code(() -> ec2.deleteSubnet(r -> r.subnetId(subnet.subnetId()))))
                .isEqualTo(
                        "DependencyViolation: The subnet '%s' has dependencies and cannot be deleted."
                                .formatted(subnet.subnetId()));
        assertThat(
                        code(() ->
                                ec2.detachInternetGateway(
                                        r -> r.internetGatewayId(gateway).vpcId(vpc))))
                .startsWith("DependencyViolation: Network %s has some mapped".formatted(vpc));
        ec2.terminateInstances(r -> r.instanceIds(instance.instanceId()));
    }

    private void end(String vpc, Subnet subnet, String gateway, String table) {
        var violation =
                "DependencyViolation: The vpc '%s' has dependencies and cannot be deleted."
                        .formatted(vpc);
        assertThat(code(() -> ec2.deleteVpc(r -> r.vpcId(vpc)))).isEqualTo(violation);
        ec2.deleteSubnet(r -> r.subnetId(subnet.subnetId()));
        assertThat(code(() -> ec2.deleteVpc(r -> r.vpcId(vpc)))).isEqualTo(violation);
        ec2.deleteRoute(r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0"));
        ec2.deleteRouteTable(r -> r.routeTableId(table));
        assertThat(code(() -> ec2.deleteVpc(r -> r.vpcId(vpc)))).isEqualTo(violation);
        ec2.detachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
        ec2.deleteInternetGateway(r -> r.internetGatewayId(gateway));
        var group =
                ec2.createSecurityGroup(r -> r.groupName("own").description("own").vpcId(vpc))
                        .groupId();
        assertThat(code(() -> ec2.deleteVpc(r -> r.vpcId(vpc)))).isEqualTo(violation);
        ec2.deleteSecurityGroup(r -> r.groupId(group));
        ec2.deleteVpc(r -> r.vpcId(vpc));
        assertThat(ec2.describeTags(r -> r.filters(filter("value", "net"))).tags()).isEmpty();
        assertThat(
                        ec2.describeSecurityGroups(r -> r.filters(filter("vpc-id", vpc)))
                                .securityGroups())
                .isEmpty();
    }

    /** Deletes an account's default VPC and makes it again; other accounts keep theirs. */
    private void defaultVpc(Ec2Client member) {
        assertThat(code(member::createDefaultVpc)).startsWith("DefaultVpcAlreadyExists");
        var vpc = member.describeVpcs().vpcs().getFirst().vpcId();
        var gateway =
                member.describeInternetGateways().internetGateways().getFirst().internetGatewayId();
        for (var subnet : member.describeSubnets().subnets()) {
            member.deleteSubnet(r -> r.subnetId(subnet.subnetId()));
        }
        member.detachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
        member.deleteInternetGateway(r -> r.internetGatewayId(gateway));
        assertThat(code(() -> ec2.deleteVpc(r -> r.vpcId(vpc))))
                .startsWith("InvalidVpcID.NotFound");
        member.deleteVpc(r -> r.vpcId(vpc));
        assertThat(member.describeVpcs().vpcs()).isEmpty();
        var again = member.createDefaultVpc().vpc();
        assertThat(again.vpcId()).isNotEqualTo(vpc);
        assertThat(member.describeSubnets().subnets())
                .hasSize(6)
                .allMatch(each -> each.defaultForAz() && each.vpcId().equals(again.vpcId()));
        var first = member.describeSubnets(r -> r.maxResults(5));
        assertThat(first.subnets()).hasSize(5);
        assertThat(
                        member.describeSubnets(r -> r.maxResults(5).nextToken(first.nextToken()))
                                .subnets())
                .hasSize(1);
        assertThat(ec2.describeVpcs(r -> r.filters(filter("is-default", "true"))).vpcs())
                .hasSize(1);
    }

    private static String code(ThrowingCallable call) {
        var refused = catchThrowableOfType(Ec2Exception.class, call);
        assertThat(refused).as("refused").isNotNull();
        return refused.awsErrorDetails().errorCode()
                + ": "
                + refused.awsErrorDetails().errorMessage();
    }

    private static TagSpecification tagged(ResourceType type) {
        return TagSpecification.builder()
                .resourceType(type)
                .tags(Tag.builder().key("team").value("net").build())
                .build();
    }

    private static AttributeBooleanValue bool(boolean value) {
        return AttributeBooleanValue.builder().value(value).build();
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }
}
