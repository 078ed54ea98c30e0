package dev.wheelhouse.cloud.ec2.api;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.NETWORK_ACL_NOT_FOUND;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.NETWORK_INTERFACE_NOT_FOUND;

import dev.wheelhouse.cloud.ec2.Instance;
import dev.wheelhouse.cloud.ec2.Subnet;
import dev.wheelhouse.cloud.ec2.Vpc;
import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/**
 * What EC2 tells of the parts that come with others: the network ACL of each VPC, which admits
 * everything and cannot be changed, and the network interface of each instance.
 */
final class NetworkDescriptions {
    private static final int LAST_RULE = 32_767;

    private final Database database;
    private final Ec2Operations ec2;

    NetworkDescriptions(Database database, Ec2Operations ec2) {
        this.database = database;
        this.ec2 = ec2;
    }

    DescribeNetworkAclsResponse acls(Call call, DescribeNetworkAclsRequest request) {
        call.require(AccessRequest.to("ec2:DescribeNetworkAcls", "*"));
        return database.read(db -> {
            var vpcs = ec2.network().vpcs(db, call.account(), call.region());
            var ids = vpcs.stream().map(Vpc::networkAclId).toList();
            for (var id : request.networkAclIds()) {
                if (!ids.contains(id)) {
                    throw NETWORK_ACL_NOT_FOUND.because(
                            "The networkAcl ID '" + id + "' does not exist");
                }
            }
            var subnets =
                    ec2.network().subnets(db, call.account(), call.region()).stream()
                            .collect(Collectors.groupingBy(Subnet::vpcId));
            var filters =
                    new Filters<NetworkAcl>(_ -> Map.of())
                            .one("network-acl-id", NetworkAcl::networkAclId)
                            .one("vpc-id", NetworkAcl::vpcId)
                            .one("owner-id", NetworkAcl::ownerId)
                            .one("default", acl -> String.valueOf(acl.isDefault()))
                            .many(
                                    "association.association-id",
                                    acl ->
                                            acl.associations().stream()
                                                    .map(
                                                            NetworkAclAssociation
                                                                    ::networkAclAssociationId)
                                                    .toList())
                            .many(
                                    "association.network-acl-id",
                                    acl ->
                                            acl.associations().stream()
                                                    .map(NetworkAclAssociation::networkAclId)
                                                    .toList())
                            .many(
                                    "association.subnet-id",
                                    acl ->
                                            acl.associations().stream()
                                                    .map(NetworkAclAssociation::subnetId)
                                                    .toList());
            var page =
                    Page.of(
                            vpcs.stream()
                                    .filter(vpc ->
                                            request.networkAclIds().isEmpty()
                                                    || request.networkAclIds()
                                                            .contains(vpc.networkAclId()))
                                    .map(vpc ->
                                            acl(
                                                    call,
                                                    vpc,
                                                    subnets.getOrDefault(vpc.id(), List.of())))
                                    .filter(filters.matching(request.filters()))
                                    .toList(),
                            request.maxResults(),
                            request.nextToken());
            return DescribeNetworkAclsResponse.builder()
                    .networkAcls(page.items())
                    .nextToken(page.next())
                    .build();
        });
    }

    DescribeNetworkInterfacesResponse interfaces(
            Call call, DescribeNetworkInterfacesRequest request) {
        call.require(AccessRequest.to("ec2:DescribeNetworkInterfaces", "*"));
        return database.read(db -> {
            var by = Acting.of(db, call);
            var all =
                    ec2.instances().all(by).stream()
                            .filter(instance -> instance.privateIp().isPresent())
                            .toList();
            var ids = all.stream().map(Instance::networkInterfaceId).toList();
            for (var id : request.networkInterfaceIds()) {
                if (!ids.contains(id)) {
                    throw NETWORK_INTERFACE_NOT_FOUND.because(
                            "The networkInterface ID '" + id + "' does not exist");
                }
            }
            var view = InstanceView.of(ec2, by);
            var filters = interfaceFilters();
            var page =
                    Page.of(
                            all.stream()
                                    .filter(instance ->
                                            request.networkInterfaceIds().isEmpty()
                                                    || request.networkInterfaceIds()
                                                            .contains(
                                                                    instance.networkInterfaceId()))
                                    .map(view::networkInterface)
                                    .filter(filters.matching(request.filters()))
                                    .toList(),
                            request.maxResults(),
                            request.nextToken());
            return DescribeNetworkInterfacesResponse.builder()
                    .networkInterfaces(page.items())
                    .nextToken(page.next())
                    .build();
        });
    }

    private static Filters<NetworkInterface> interfaceFilters() {
        return new Filters<NetworkInterface>(_ -> Map.of())
                .one("network-interface-id", NetworkInterface::networkInterfaceId)
                .one("subnet-id", NetworkInterface::subnetId)
                .one("vpc-id", NetworkInterface::vpcId)
                .one("availability-zone", NetworkInterface::availabilityZone)
                .one("owner-id", NetworkInterface::ownerId)
                .one("status", NetworkInterface::statusAsString)
                .one("description", NetworkInterface::description)
                .one("interface-type", NetworkInterface::interfaceTypeAsString)
                .one("requester-managed", each -> String.valueOf(each.requesterManaged()))
                .one("requester-id", _ -> "")
                .one("private-ip-address", NetworkInterface::privateIpAddress)
                .one("addresses.private-ip-address", NetworkInterface::privateIpAddress)
                .one("private-dns-name", NetworkInterface::privateDnsName)
                .one("mac-address", NetworkInterface::macAddress)
                .one("attachment.instance-id", each -> each.attachment().instanceId())
                .one("attachment.attachment-id", each -> each.attachment().attachmentId())
                .one("attachment.status", each -> each.attachment().statusAsString())
                .one("attachment.instance-owner-id", NetworkInterface::ownerId)
                .one("attachment.device-index", _ -> "0")
                .many(
                        "group-id",
                        each -> each.groups().stream().map(group -> group.groupId()).toList())
                .many(
                        "group-name",
                        each -> each.groups().stream().map(group -> group.groupName()).toList())
                .many(
                        "association.public-ip",
                        each ->
                                Optional.ofNullable(each.association())
                                        .map(association -> association.publicIp())
                                        .stream()
                                        .toList());
    }

    private static NetworkAcl acl(Call call, Vpc vpc, List<Subnet> subnets) {
        var entries = new ArrayList<NetworkAclEntry>();
        for (boolean egress : new boolean[] {true, false}) {
            entries.add(entry(100, "allow", egress));
            entries.add(entry(LAST_RULE, "deny", egress));
        }
        return NetworkAcl.builder()
                .networkAclId(vpc.networkAclId())
                .vpcId(vpc.id())
                .ownerId(call.account().value())
                .isDefault(true)
                .entries(entries)
                .associations(
                        subnets.stream()
                                .map(subnet ->
                                        NetworkAclAssociation.builder()
                                                .networkAclAssociationId(
                                                        subnet.networkAclAssociationId())
                                                .networkAclId(vpc.networkAclId())
                                                .subnetId(subnet.id())
                                                .build())
                                .toList())
                .tags(List.of())
                .build();
    }

    private static NetworkAclEntry entry(int number, String action, boolean egress) {
        return NetworkAclEntry.builder()
                .ruleNumber(number)
                .ruleAction(action)
                .protocol("-1")
                .cidrBlock("0.0.0.0/0")
                .egress(egress)
                .build();
    }
}
