package dev.wheelhouse.cloud.ec2.api;

import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.ServiceApi;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.BiFunction;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.AssociateIamInstanceProfileRequest;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateDefaultVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeIamInstanceProfileAssociationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceCreditSpecificationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateIamInstanceProfileRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcTenancyRequest;
import software.amazon.awssdk.services.ec2.model.MonitorInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RebootInstancesRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceIamInstanceProfileAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.UnmonitorInstancesRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressRequest;

/** The embedded cloud's EC2. */
public final class Ec2Service {
    private final GroupActions groups;
    private final GroupDescriptions groupDescriptions;
    private final InstanceActions instances;
    private final InstanceDescriptions instanceDescriptions;
    private final InstanceAttributeActions attributes;
    private final ProfileAssociations profiles;
    private final KeyPairActions keys;
    private final ZoneActions zones = new ZoneActions();
    private final VpcActions vpcs;
    private final SubnetActions subnets;
    private final GatewayActions gateways;
    private final RouteTableActions routeTables;
    private final RouteActions routes;
    private final NetworkDescriptions network;
    private final ImageActions images = new ImageActions();
    private final TagActions tags;

    public Ec2Service(
            Database database,
            Journal journal,
            Sealer sealer,
            InstantSource clock,
            SecureRandom random) {
        var ec2 = new Ec2Operations(database, journal, sealer, clock, random);
        this.groups = new GroupActions(database, ec2);
        this.groupDescriptions = new GroupDescriptions(database, ec2);
        this.instances = new InstanceActions(database, ec2);
        this.instanceDescriptions = new InstanceDescriptions(database, ec2);
        this.attributes = new InstanceAttributeActions(database, ec2);
        this.profiles = new ProfileAssociations(database, ec2);
        this.keys = new KeyPairActions(database, ec2, random);
        this.vpcs = new VpcActions(database, ec2);
        this.subnets = new SubnetActions(database, ec2);
        this.gateways = new GatewayActions(database, ec2);
        this.routeTables = new RouteTableActions(database, ec2);
        this.routes = new RouteActions(database, ec2);
        this.network = new NetworkDescriptions(database, ec2);
        this.tags = new TagActions(database, ec2);
    }

    /** The actions that are built. */
    public ServiceApi<Call> api() {
        return ServiceApi.<Call>of("ec2", Protocol.EC2_QUERY)
                .action(
                        "AssociateRouteTable",
                        AssociateRouteTableRequest::builder,
                        guard(routeTables::associate))
                .action(
                        "AttachInternetGateway",
                        AttachInternetGatewayRequest::builder,
                        guard(gateways::attach))
                .action(
                        "AuthorizeSecurityGroupEgress",
                        AuthorizeSecurityGroupEgressRequest::builder,
                        guard(groups::authorizeEgress))
                .action(
                        "AuthorizeSecurityGroupIngress",
                        AuthorizeSecurityGroupIngressRequest::builder,
                        guard(groups::authorizeIngress))
                .action(
                        "CreateDefaultVpc",
                        CreateDefaultVpcRequest::builder,
                        guard(vpcs::createDefault))
                .action(
                        "CreateInternetGateway",
                        CreateInternetGatewayRequest::builder,
                        guard(gateways::create))
                .action("CreateKeyPair", CreateKeyPairRequest::builder, guard(keys::create))
                .action("CreateRoute", CreateRouteRequest::builder, guard(routes::create))
                .action(
                        "CreateRouteTable",
                        CreateRouteTableRequest::builder,
                        guard(routeTables::create))
                .action(
                        "CreateSecurityGroup",
                        CreateSecurityGroupRequest::builder,
                        guard(groups::create))
                .action("CreateSubnet", CreateSubnetRequest::builder, guard(subnets::create))
                .action("CreateTags", CreateTagsRequest::builder, guard(tags::create))
                .action("CreateVpc", CreateVpcRequest::builder, guard(vpcs::create))
                .action(
                        "DeleteInternetGateway",
                        DeleteInternetGatewayRequest::builder,
                        guard(gateways::delete))
                .action("DeleteKeyPair", DeleteKeyPairRequest::builder, guard(keys::delete))
                .action("DeleteRoute", DeleteRouteRequest::builder, guard(routes::delete))
                .action(
                        "DeleteRouteTable",
                        DeleteRouteTableRequest::builder,
                        guard(routeTables::delete))
                .action(
                        "DeleteSecurityGroup",
                        DeleteSecurityGroupRequest::builder,
                        guard(groups::delete))
                .action("DeleteSubnet", DeleteSubnetRequest::builder, guard(subnets::delete))
                .action("DeleteTags", DeleteTagsRequest::builder, guard(tags::delete))
                .action("DeleteVpc", DeleteVpcRequest::builder, guard(vpcs::delete))
                .action(
                        "DescribeAvailabilityZones",
                        DescribeAvailabilityZonesRequest::builder,
                        guard(zones::zones))
                .action("DescribeImages", DescribeImagesRequest::builder, guard(images::images))
                .action(
                        "DescribeInstanceStatus",
                        DescribeInstanceStatusRequest::builder,
                        guard(instanceDescriptions::status))
                .action(
                        "DescribeInstanceTypes",
                        DescribeInstanceTypesRequest::builder,
                        guard(images::types))
                .action(
                        "DescribeInstances",
                        DescribeInstancesRequest::builder,
                        guard(instanceDescriptions::instances))
                .action(
                        "DescribeInternetGateways",
                        DescribeInternetGatewaysRequest::builder,
                        guard(gateways::describe))
                .action("DescribeKeyPairs", DescribeKeyPairsRequest::builder, guard(keys::describe))
                .action(
                        "DescribeNetworkAcls",
                        DescribeNetworkAclsRequest::builder,
                        guard(network::acls))
                .action(
                        "DescribeNetworkInterfaces",
                        DescribeNetworkInterfacesRequest::builder,
                        guard(network::interfaces))
                .action("DescribeRegions", DescribeRegionsRequest::builder, guard(zones::regions))
                .action(
                        "DescribeRouteTables",
                        DescribeRouteTablesRequest::builder,
                        guard(routeTables::describe))
                .action(
                        "DescribeSecurityGroupRules",
                        DescribeSecurityGroupRulesRequest::builder,
                        guard(groupDescriptions::rules))
                .action(
                        "DescribeSecurityGroups",
                        DescribeSecurityGroupsRequest::builder,
                        guard(groupDescriptions::groups))
                .action(
                        "DescribeSubnets",
                        DescribeSubnetsRequest::builder,
                        guard(subnets::describe))
                .action("DescribeTags", DescribeTagsRequest::builder, guard(tags::describe))
                .action(
                        "DescribeVpcAttribute",
                        DescribeVpcAttributeRequest::builder,
                        guard(vpcs::attribute))
                .action("DescribeVpcs", DescribeVpcsRequest::builder, guard(vpcs::describe))
                .action(
                        "DetachInternetGateway",
                        DetachInternetGatewayRequest::builder,
                        guard(gateways::detach))
                .action(
                        "DisassociateRouteTable",
                        DisassociateRouteTableRequest::builder,
                        guard(routeTables::disassociate))
                .action("ImportKeyPair", ImportKeyPairRequest::builder, guard(keys::importKeyPair))
                .action(
                        "ModifySubnetAttribute",
                        ModifySubnetAttributeRequest::builder,
                        guard(subnets::modify))
                .action(
                        "ModifyVpcAttribute",
                        ModifyVpcAttributeRequest::builder,
                        guard(vpcs::modifyAttribute))
                .action(
                        "ModifyVpcTenancy",
                        ModifyVpcTenancyRequest::builder,
                        guard(vpcs::modifyTenancy))
                .action("ReplaceRoute", ReplaceRouteRequest::builder, guard(routes::replace))
                .action(
                        "ReplaceRouteTableAssociation",
                        ReplaceRouteTableAssociationRequest::builder,
                        guard(routeTables::replace))
                .action(
                        "RevokeSecurityGroupEgress",
                        RevokeSecurityGroupEgressRequest::builder,
                        guard(groups::revokeEgress))
                .action(
                        "RevokeSecurityGroupIngress",
                        RevokeSecurityGroupIngressRequest::builder,
                        guard(groups::revokeIngress))
                .action("RunInstances", RunInstancesRequest::builder, guard(instances::run))
                .action("StartInstances", StartInstancesRequest::builder, guard(instances::start))
                .action("StopInstances", StopInstancesRequest::builder, guard(instances::stop))
                .action(
                        "TerminateInstances",
                        TerminateInstancesRequest::builder,
                        guard(instances::terminate))
                .action(
                        "AssociateIamInstanceProfile",
                        AssociateIamInstanceProfileRequest::builder,
                        guard(profiles::associate))
                .action(
                        "DescribeIamInstanceProfileAssociations",
                        DescribeIamInstanceProfileAssociationsRequest::builder,
                        guard(profiles::describe))
                .action(
                        "DescribeInstanceAttribute",
                        DescribeInstanceAttributeRequest::builder,
                        guard(attributes::describe))
                .action(
                        "DescribeInstanceCreditSpecifications",
                        DescribeInstanceCreditSpecificationsRequest::builder,
                        guard(attributes::credits))
                .action(
                        "DisassociateIamInstanceProfile",
                        DisassociateIamInstanceProfileRequest::builder,
                        guard(profiles::disassociate))
                .action(
                        "ModifyInstanceAttribute",
                        ModifyInstanceAttributeRequest::builder,
                        guard(attributes::modify))
                .action(
                        "ModifyInstanceMetadataOptions",
                        ModifyInstanceMetadataOptionsRequest::builder,
                        guard(attributes::modifyMetadata))
                .action(
                        "MonitorInstances",
                        MonitorInstancesRequest::builder,
                        guard(attributes::monitor))
                .action(
                        "RebootInstances",
                        RebootInstancesRequest::builder,
                        guard(attributes::reboot))
                .action(
                        "ReplaceIamInstanceProfileAssociation",
                        ReplaceIamInstanceProfileAssociationRequest::builder,
                        guard(profiles::replace))
                .action(
                        "UnmonitorInstances",
                        UnmonitorInstancesRequest::builder,
                        guard(attributes::unmonitor))
                .action(
                        "ModifySecurityGroupRules",
                        ModifySecurityGroupRulesRequest::builder,
                        guard(groups::modifyRules))
                .action(
                        "UpdateSecurityGroupRuleDescriptionsEgress",
                        UpdateSecurityGroupRuleDescriptionsEgressRequest::builder,
                        guard(groups::describeEgress))
                .action(
                        "UpdateSecurityGroupRuleDescriptionsIngress",
                        UpdateSecurityGroupRuleDescriptionsIngressRequest::builder,
                        guard(groups::describeIngress))
                .build();
    }

    private static <C, Q extends SdkPojo, R> BiFunction<C, Q, R> guard(BiFunction<C, Q, R> action) {
        return Ec2Error.translating(action);
    }
}
