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

    static final Filters<NetworkAcl> ACL_FILTERS =
            new Filters<NetworkAcl>(acl -> acl)
                    .at(List.of("network-acl-id", "vpc-id", "owner-id"))
                    .at("default", "IsDefault")
                    .at("association.association-id", "Associations.NetworkAclAssociationId")
                    .at("association.network-acl-id", "Associations.NetworkAclId")
                    .at("association.subnet-id", "Associations.SubnetId")
                    .at("entry.cidr", "Entries.CidrBlock")
                    .at("entry.ipv6-cidr", "Entries.Ipv6CidrBlock")
                    .at("entry.icmp.code", "Entries.IcmpTypeCode.Code")
                    .at("entry.icmp.type", "Entries.IcmpTypeCode.Type")
                    .at("entry.port-range.from", "Entries.PortRange.From")
                    .at("entry.port-range.to", "Entries.PortRange.To")
                    .at("entry.protocol", "Entries.Protocol")
                    .at("entry.rule-action", "Entries.RuleAction")
                    .at("entry.rule-number", "Entries.RuleNumber")
                    .at("entry.egress", "Entries.Egress")
                    .tags("Tags");

    static final Filters<NetworkInterface> INTERFACE_FILTERS =
            new Filters<NetworkInterface>(each -> each)
                    .at(
                            List.of(
                                    "association.allocation-id",
                                    "association.association-id",
                                    "association.ip-owner-id",
                                    "association.public-dns-name",
                                    "association.public-ip",
                                    "attachment.attach-time",
                                    "attachment.attachment-id",
                                    "attachment.delete-on-termination",
                                    "attachment.device-index",
                                    "attachment.instance-id",
                                    "attachment.instance-owner-id",
                                    "attachment.status",
                                    "availability-zone",
                                    "availability-zone-id",
                                    "description",
                                    "interface-type",
                                    "ipv6-addresses.ipv6-address",
                                    "mac-address",
                                    "network-interface-id",
                                    "operator.managed",
                                    "operator.principal",
                                    "owner-id",
                                    "private-dns-name",
                                    "private-ip-address",
                                    "requester-id",
                                    "requester-managed",
                                    "source-dest-check",
                                    "status",
                                    "subnet-id",
                                    "vpc-id"))
                    .at("addresses.private-ip-address", "PrivateIpAddresses.PrivateIpAddress")
                    .at("addresses.primary", "PrivateIpAddresses.Primary")
                    .at(
                            "addresses.association.public-ip",
                            "PrivateIpAddresses.Association.PublicIp")
                    .at(
                            "addresses.association.owner-id",
                            "PrivateIpAddresses.Association.IpOwnerId")
                    .at("group-id", "Groups.GroupId")
                    .at("group-name", "Groups.GroupName")
                    .tags("TagSet");

    private final Database database;
    private final Ec2Operations ec2;

    NetworkDescriptions(Database database, Ec2Operations ec2) {
        this.database = database;
        this.ec2 = ec2;
    }

    DescribeNetworkAclsResponse acls(Call call, DescribeNetworkAclsRequest request) {
        call.require(
                AccessRequest.to("ec2:DescribeNetworkAcls", "*")
                        .with("ec2:Region", call.region().value()));
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
            var page =
                    Page.of(
                            ACL_FILTERS.select(
                                    vpcs.stream()
                                            .filter(vpc ->
                                                    request.networkAclIds().isEmpty()
                                                            || request.networkAclIds()
                                                                    .contains(vpc.networkAclId()))
                                            .map(vpc ->
                                                    acl(
                                                            call,
                                                            vpc,
                                                            subnets.getOrDefault(
                                                                    vpc.id(), List.of())))
                                            .toList(),
                                    request.filters()),
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
        call.require(
                AccessRequest.to("ec2:DescribeNetworkInterfaces", "*")
                        .with("ec2:Region", call.region().value()));
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
            var page =
                    Page.of(
                            INTERFACE_FILTERS.select(
                                    all.stream()
                                            .filter(instance ->
                                                    request.networkInterfaceIds().isEmpty()
                                                            || request.networkInterfaceIds()
                                                                    .contains(
                                                                            instance
                                                                                    .networkInterfaceId()))
                                            .map(view::networkInterface)
                                            .toList(),
                                    request.filters()),
                            request.maxResults(),
                            request.nextToken());
            return DescribeNetworkInterfacesResponse.builder()
                    .networkInterfaces(page.items())
                    .nextToken(page.next())
                    .build();
        });
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
