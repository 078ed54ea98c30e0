package dev.wheelhouse.cloud.ec2.api;

import dev.wheelhouse.cloud.ec2.AvailabilityZone;
import dev.wheelhouse.cloud.ec2.Subnet;
import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.cloud.ec2.operation.Subnets;
import dev.wheelhouse.cloud.ec2.operation.Subnets.NewSubnet;
import dev.wheelhouse.cloud.ec2.sql.InstanceStore;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeResponse;

/** The subnet actions of EC2. */
final class SubnetActions {
    private static final String PUBLIC = "mapPublicIpOnLaunch";

    private final InstanceStore instances = new InstanceStore();
    private final Database database;
    private final Ec2Operations ec2;

    SubnetActions(Database database, Ec2Operations ec2) {
        this.database = database;
        this.ec2 = ec2;
    }

    CreateSubnetResponse create(Call call, CreateSubnetRequest request) {
        new Unbuilt()
                .parameter("Ipv4IpamPoolId", request.ipv4IpamPoolId())
                .parameter("Ipv4NetmaskLength", request.ipv4NetmaskLength())
                .parameter("Ipv6CidrBlock", request.ipv6CidrBlock())
                .parameter("Ipv6IpamPoolId", request.ipv6IpamPoolId())
                .parameter("Ipv6NetmaskLength", request.ipv6NetmaskLength())
                .parameter("Ipv6Native", request.ipv6Native())
                .parameter("OutpostArn", request.outpostArn())
                .refuse();
        var tags = Tagged.of(request.tagSpecifications(), "subnet", Set.of());
        return database.write(db -> {
            var by = Acting.of(db, call);
            var subnet =
                    ec2.subnets()
                            .create(
                                    by,
                                    new NewSubnet(
                                            request.vpcId(),
                                            Optional.ofNullable(request.cidrBlock()),
                                            Optional.ofNullable(request.availabilityZone()),
                                            Optional.ofNullable(request.availabilityZoneId()),
                                            tags));
            DryRun.end(request.dryRun());
            return CreateSubnetResponse.builder().subnet(describe(by, subnet, 0, tags)).build();
        });
    }

    DeleteSubnetResponse delete(Call call, DeleteSubnetRequest request) {
        return database.write(db -> {
            ec2.subnets().delete(Acting.of(db, call), request.subnetId());
            DryRun.end(request.dryRun());
            return DeleteSubnetResponse.builder().build();
        });
    }

    ModifySubnetAttributeResponse modify(Call call, ModifySubnetAttributeRequest request) {
        var named = new ArrayList<String>();
        for (var field : request.sdkFields()) {
            if (!field.memberName().equals("SubnetId")
                    && field.getValueOrDefault(request) != null) {
                named.add(
                        Character.toLowerCase(field.memberName().charAt(0))
                                + field.memberName().substring(1));
            }
        }
        return database.write(db -> {
            var by = Acting.of(db, call);
            if (named.size() != 1) {
                ec2.subnets().refuseAttributes(by, request.subnetId(), String.join(", ", named));
            }
            if (!named.getFirst().equals(PUBLIC)) {
                ec2.subnets().refuseAttribute(by, request.subnetId(), named.getFirst());
            }
            ec2.subnets()
                    .setPublicAddresses(
                            by,
                            request.subnetId(),
                            Boolean.TRUE.equals(request.mapPublicIpOnLaunch().value()));
            return ModifySubnetAttributeResponse.builder().build();
        });
    }

    DescribeSubnetsResponse describe(Call call, DescribeSubnetsRequest request) {
        call.require(
                AccessRequest.to("ec2:DescribeSubnets", "*")
                        .with("ec2:Region", call.region().value()));
        return database.read(db -> {
            var by = Acting.of(db, call);
            var tags = ec2.tagging().all(by);
            var used = instances.addressesInUse(db, call.account(), call.region());
            var all = ec2.network().subnets(db, call.account(), call.region());
            requireAll(request.subnetIds(), all.stream().map(Subnet::id).toList());
            Function<Subnet, software.amazon.awssdk.services.ec2.model.Subnet> answer =
                    subnet ->
                            describe(
                                    by,
                                    subnet,
                                    used.getOrDefault(subnet.id(), 0),
                                    tags.getOrDefault(subnet.id(), new TreeMap<>()));
            var page =
                    Page.of(
                            filters(answer)
                                    .select(
                                            all.stream()
                                                    .filter(subnet ->
                                                            named(request.subnetIds(), subnet.id()))
                                                    .toList(),
                                            request.filters()),
                            request.maxResults(),
                            request.nextToken());
            return DescribeSubnetsResponse.builder()
                    .subnets(page.items().stream().map(answer).toList())
                    .nextToken(page.next())
                    .build();
        });
    }

    static Filters<Subnet> filters(
            Function<Subnet, software.amazon.awssdk.services.ec2.model.Subnet> answer) {
        return new Filters<>(answer)
                .at(
                        List.of(
                                "availability-zone",
                                "availabilityZone",
                                "availability-zone-id",
                                "availabilityZoneId",
                                "available-ip-address-count",
                                "cidr-block",
                                "cidrBlock",
                                "customer-owned-ipv4-pool",
                                "default-for-az",
                                "defaultForAz",
                                "enable-dns64",
                                "enable-lni-at-device-index",
                                "ipv6-native",
                                "map-customer-owned-ip-on-launch",
                                "map-public-ip-on-launch",
                                "outpost-arn",
                                "owner-id",
                                "private-dns-name-options-on-launch.enable-resource-name-dns-a-record",
                                "private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record",
                                "private-dns-name-options-on-launch.hostname-type",
                                "state",
                                "subnet-arn",
                                "subnet-id",
                                "vpc-id"))
                .at("cidr", "CidrBlock")
                .at(
                        "ipv6-cidr-block-association.ipv6-cidr-block",
                        "Ipv6CidrBlockAssociationSet.Ipv6CidrBlock")
                .at(
                        "ipv6-cidr-block-association.association-id",
                        "Ipv6CidrBlockAssociationSet.AssociationId")
                .at(
                        "ipv6-cidr-block-association.state",
                        "Ipv6CidrBlockAssociationSet.Ipv6CidrBlockState.State")
                .tags("Tags");
    }

    private static software.amazon.awssdk.services.ec2.model.Subnet describe(
            Acting by, Subnet subnet, int used, Map<String, String> tags) {
        return software.amazon.awssdk.services.ec2.model.Subnet.builder()
                .subnetId(subnet.id())
                .subnetArn(by.arn("ec2", "subnet/" + subnet.id()))
                .vpcId(subnet.vpcId())
                .cidrBlock(subnet.cidr().toString())
                .availabilityZone(subnet.zone())
                .availabilityZoneId(AvailabilityZone.idOf(by.region(), subnet.zone()).orElse(null))
                .availableIpAddressCount((int) free(subnet, used))
                .defaultForAz(subnet.defaultForZone())
                .mapPublicIpOnLaunch(subnet.publicAddresses())
                .mapCustomerOwnedIpOnLaunch(false)
                .assignIpv6AddressOnCreation(false)
                .enableDns64(false)
                .ipv6Native(false)
                .ipv6CidrBlockAssociationSet(List.of())
                .privateDnsNameOptionsOnLaunch(options ->
                        options.hostnameType("ip-name")
                                .enableResourceNameDnsARecord(false)
                                .enableResourceNameDnsAAAARecord(false))
                .ownerId(by.account().value())
                .state("available")
                .tags(Tagged.write(tags))
                .build();
    }

    private static long free(Subnet subnet, int used) {
        return subnet.cidr().size() - Subnet.RESERVED - used;
    }

    private static boolean named(List<String> wanted, String name) {
        return wanted.isEmpty() || wanted.contains(name);
    }

    private static void requireAll(List<String> wanted, List<String> present) {
        for (var id : wanted) {
            if (!present.contains(id)) {
                throw Subnets.noSuchSubnet(id);
            }
        }
    }
}
