package dev.wheelhouse.cloud.ec2.api;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.SUBNET_NOT_FOUND;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.VPC_NOT_FOUND;

import dev.wheelhouse.cloud.ec2.AvailabilityZone;
import dev.wheelhouse.cloud.ec2.ResourceIds;
import dev.wheelhouse.cloud.ec2.Subnet;
import dev.wheelhouse.cloud.ec2.Vpc;
import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.cloud.ec2.sql.InstanceStore;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.Database;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;

/** What EC2 tells of regions, zones, VPCs and subnets. */
final class NetworkActions {
    private final InstanceStore instances = new InstanceStore();
    private final Database database;
    private final Ec2Operations ec2;

    NetworkActions(Database database, Ec2Operations ec2) {
        this.database = database;
        this.ec2 = ec2;
    }

    DescribeRegionsResponse regions(Call call, DescribeRegionsRequest request) {
        call.require(AccessRequest.to("ec2:DescribeRegions", "*"));
        var filters =
                new Filters<Region>(_ -> Map.of())
                        .one("region-name", Region::value)
                        .one("endpoint", region -> "ec2." + region + ".amazonaws.com")
                        .one("opt-in-status", _ -> "opt-in-not-required");
        return DescribeRegionsResponse.builder()
                .regions(
                        AvailabilityZone.REGIONS.stream()
                                .filter(region ->
                                        request.regionNames().isEmpty()
                                                || request.regionNames().contains(region.value()))
                                .filter(filters.matching(request.filters()))
                                .map(region ->
                                        software.amazon.awssdk.services.ec2.model.Region.builder()
                                                .regionName(region.value())
                                                .endpoint("ec2." + region + ".amazonaws.com")
                                                .optInStatus("opt-in-not-required")
                                                .build())
                                .toList())
                .build();
    }

    DescribeAvailabilityZonesResponse zones(Call call, DescribeAvailabilityZonesRequest request) {
        call.require(AccessRequest.to("ec2:DescribeAvailabilityZones", "*"));
        var region = call.region().value();
        var filters =
                new Filters<AvailabilityZone>(_ -> Map.of())
                        .one("zone-name", AvailabilityZone::name)
                        .one("zone-id", AvailabilityZone::id)
                        .one("region-name", _ -> region)
                        .one("state", _ -> "available")
                        .one("zone-type", _ -> "availability-zone")
                        .one("group-name", _ -> region)
                        .one("opt-in-status", _ -> "opt-in-not-required");
        return DescribeAvailabilityZonesResponse.builder()
                .availabilityZones(
                        AvailabilityZone.of(call.region()).stream()
                                .filter(zone -> named(request.zoneNames(), zone.name()))
                                .filter(zone -> named(request.zoneIds(), zone.id()))
                                .filter(filters.matching(request.filters()))
                                .map(zone ->
                                        software.amazon.awssdk.services.ec2.model.AvailabilityZone
                                                .builder()
                                                .zoneName(zone.name())
                                                .zoneId(zone.id())
                                                .regionName(region)
                                                .groupName(region)
                                                .networkBorderGroup(region)
                                                .zoneType("availability-zone")
                                                .state("available")
                                                .optInStatus("opt-in-not-required")
                                                .build())
                                .toList())
                .build();
    }

    DescribeVpcsResponse vpcs(Call call, DescribeVpcsRequest request) {
        call.require(AccessRequest.to("ec2:DescribeVpcs", "*"));
        return database.read(db -> {
            var by = Acting.of(db, call);
            var tags = ec2.tagging().all(by);
            var all = ec2.network().vpcs(db, call.account(), call.region());
            requireAll(request.vpcIds(), all.stream().map(Vpc::id).toList(), true);
            var filters =
                    new Filters<Vpc>(vpc -> tags.getOrDefault(vpc.id(), new TreeMap<>()))
                            .one("vpc-id", Vpc::id)
                            .one("cidr", vpc -> vpc.cidr().toString())
                            .one("cidr-block-association.cidr-block", vpc -> vpc.cidr().toString())
                            .one("is-default", vpc -> String.valueOf(vpc.isDefault()))
                            .one("isDefault", vpc -> String.valueOf(vpc.isDefault()))
                            .one("state", _ -> "available")
                            .one("owner-id", _ -> call.account().value())
                            .one("dhcp-options-id", Vpc::dhcpOptionsId);
            var page =
                    Page.of(
                            all.stream()
                                    .filter(vpc -> named(request.vpcIds(), vpc.id()))
                                    .filter(filters.matching(request.filters()))
                                    .toList(),
                            request.maxResults(),
                            request.nextToken());
            return DescribeVpcsResponse.builder()
                    .vpcs(
                            page.items().stream()
                                    .map(vpc ->
                                            describe(
                                                    call,
                                                    vpc,
                                                    tags.getOrDefault(vpc.id(), new TreeMap<>())))
                                    .toList())
                    .nextToken(page.next())
                    .build();
        });
    }

    DescribeSubnetsResponse subnets(Call call, DescribeSubnetsRequest request) {
        call.require(AccessRequest.to("ec2:DescribeSubnets", "*"));
        return database.read(db -> {
            var by = Acting.of(db, call);
            var tags = ec2.tagging().all(by);
            var used = instances.addressesInUse(db, call.account(), call.region());
            var all = ec2.network().subnets(db, call.account(), call.region());
            requireAll(request.subnetIds(), all.stream().map(Subnet::id).toList(), false);
            var filters =
                    new Filters<Subnet>(subnet -> tags.getOrDefault(subnet.id(), new TreeMap<>()))
                            .one("subnet-id", Subnet::id)
                            .one("vpc-id", Subnet::vpcId)
                            .one("availability-zone", Subnet::zone)
                            .one("availabilityZone", Subnet::zone)
                            .one("availability-zone-id", subnet -> zoneId(call.region(), subnet))
                            .one("cidr-block", subnet -> subnet.cidr().toString())
                            .one("cidr", subnet -> subnet.cidr().toString())
                            .one(
                                    "default-for-az",
                                    subnet -> String.valueOf(subnet.defaultForZone()))
                            .one("defaultForAz", subnet -> String.valueOf(subnet.defaultForZone()))
                            .one(
                                    "map-public-ip-on-launch",
                                    subnet -> String.valueOf(subnet.publicAddresses()))
                            .one("state", _ -> "available")
                            .one("owner-id", _ -> call.account().value())
                            .one("subnet-arn", subnet -> by.arn("ec2", "subnet/" + subnet.id()));
            var page =
                    Page.of(
                            all.stream()
                                    .filter(subnet -> named(request.subnetIds(), subnet.id()))
                                    .filter(filters.matching(request.filters()))
                                    .toList(),
                            request.maxResults(),
                            request.nextToken());
            return DescribeSubnetsResponse.builder()
                    .subnets(
                            page.items().stream()
                                    .map(subnet ->
                                            describe(
                                                    by,
                                                    subnet,
                                                    used.getOrDefault(subnet.id(), 0),
                                                    tags.getOrDefault(
                                                            subnet.id(), new TreeMap<>())))
                                    .toList())
                    .nextToken(page.next())
                    .build();
        });
    }

    static String zoneId(Region region, Subnet subnet) {
        return AvailabilityZone.of(region).stream()
                .filter(zone -> zone.name().equals(subnet.zone()))
                .map(AvailabilityZone::id)
                .findFirst()
                .orElse("");
    }

    private static software.amazon.awssdk.services.ec2.model.Vpc describe(
            Call call, Vpc vpc, Map<String, String> tags) {
        return software.amazon.awssdk.services.ec2.model.Vpc.builder()
                .vpcId(vpc.id())
                .cidrBlock(vpc.cidr().toString())
                .cidrBlockAssociationSet(
                        VpcCidrBlockAssociation.builder()
                                .associationId(ResourceIds.derived("vpc-cidr-assoc", vpc.id()))
                                .cidrBlock(vpc.cidr().toString())
                                .cidrBlockState(state -> state.state("associated"))
                                .build())
                .dhcpOptionsId(vpc.dhcpOptionsId())
                .instanceTenancy(vpc.tenancy())
                .isDefault(vpc.isDefault())
                .ownerId(call.account().value())
                .state("available")
                .tags(Tagged.write(tags))
                .build();
    }

    private static software.amazon.awssdk.services.ec2.model.Subnet describe(
            Acting by, Subnet subnet, int used, Map<String, String> tags) {
        return software.amazon.awssdk.services.ec2.model.Subnet.builder()
                .subnetId(subnet.id())
                .subnetArn(by.arn("ec2", "subnet/" + subnet.id()))
                .vpcId(subnet.vpcId())
                .cidrBlock(subnet.cidr().toString())
                .availabilityZone(subnet.zone())
                .availabilityZoneId(zoneId(by.region(), subnet))
                .availableIpAddressCount((int) (subnet.cidr().size() - Subnet.RESERVED - used))
                .defaultForAz(subnet.defaultForZone())
                .mapPublicIpOnLaunch(subnet.publicAddresses())
                .assignIpv6AddressOnCreation(false)
                .ownerId(by.account().value())
                .state("available")
                .tags(Tagged.write(tags))
                .build();
    }

    private static boolean named(List<String> wanted, String name) {
        return wanted.isEmpty() || wanted.contains(name);
    }

    private static void requireAll(List<String> wanted, List<String> present, boolean vpcs) {
        for (var id : wanted) {
            if (!present.contains(id)) {
                throw vpcs
                        ? VPC_NOT_FOUND.because("The vpc ID '" + id + "' does not exist")
                        : SUBNET_NOT_FOUND.because("The subnet ID '" + id + "' does not exist");
            }
        }
    }
}
