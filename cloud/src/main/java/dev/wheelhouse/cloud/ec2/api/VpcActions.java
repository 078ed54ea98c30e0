package dev.wheelhouse.cloud.ec2.api;

import dev.wheelhouse.cloud.ec2.Vpc;
import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.cloud.ec2.operation.Vpcs;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.CreateDefaultVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateDefaultVpcResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVpcTenancyRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcTenancyResponse;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;

/** The VPC actions of EC2. */
final class VpcActions {
    private final Database database;
    private final Ec2Operations ec2;

    VpcActions(Database database, Ec2Operations ec2) {
        this.database = database;
        this.ec2 = ec2;
    }

    CreateVpcResponse create(Call call, CreateVpcRequest request) {
        new Unbuilt()
                .parameter("Ipv4IpamPoolId", request.ipv4IpamPoolId())
                .parameter("Ipv4NetmaskLength", request.ipv4NetmaskLength())
                .parameter("Ipv6Pool", request.ipv6Pool())
                .parameter("Ipv6CidrBlock", request.ipv6CidrBlock())
                .parameter("Ipv6IpamPoolId", request.ipv6IpamPoolId())
                .parameter("Ipv6NetmaskLength", request.ipv6NetmaskLength())
                .parameter(
                        "Ipv6CidrBlockNetworkBorderGroup",
                        request.ipv6CidrBlockNetworkBorderGroup())
                .parameter("AmazonProvidedIpv6CidrBlock", request.amazonProvidedIpv6CidrBlock())
                .parameter("VpcEncryptionControl", request.vpcEncryptionControl())
                .refuse();
        var tags = Tagged.of(request.tagSpecifications(), "vpc", Set.of());
        return database.write(db -> {
            var vpc =
                    ec2.vpcs()
                            .create(
                                    Acting.of(db, call),
                                    Optional.ofNullable(request.cidrBlock()),
                                    Optional.ofNullable(request.instanceTenancyAsString())
                                            .orElse("default"),
                                    tags);
            DryRun.end(request.dryRun());
            return CreateVpcResponse.builder()
                    .vpc(describe(call, vpc, tags).toBuilder().state("pending").build())
                    .build();
        });
    }

    CreateDefaultVpcResponse createDefault(Call call, CreateDefaultVpcRequest request) {
        return database.write(db -> {
            var vpc = ec2.vpcs().createDefault(Acting.of(db, call));
            DryRun.end(request.dryRun());
            return CreateDefaultVpcResponse.builder()
                    .vpc(describe(call, vpc, Map.of()).toBuilder().state("pending").build())
                    .build();
        });
    }

    DeleteVpcResponse delete(Call call, DeleteVpcRequest request) {
        return database.write(db -> {
            ec2.vpcs().delete(Acting.of(db, call), request.vpcId());
            DryRun.end(request.dryRun());
            return DeleteVpcResponse.builder().build();
        });
    }

    ModifyVpcAttributeResponse modifyAttribute(Call call, ModifyVpcAttributeRequest request) {
        var wanted = new LinkedHashMap<String, Boolean>();
        put(wanted, "enableDnsHostnames", request.enableDnsHostnames());
        put(wanted, "enableDnsSupport", request.enableDnsSupport());
        put(wanted, "enableNetworkAddressUsageMetrics", request.enableNetworkAddressUsageMetrics());
        return database.write(db -> {
            var by = Acting.of(db, call);
            if (wanted.size() != 1) {
                ec2.vpcs()
                        .refuseAttributes(by, request.vpcId(), String.join(", ", wanted.keySet()));
            }
            wanted.forEach((attribute, value) -> {
                switch (attribute) {
                    case "enableDnsHostnames" ->
                            ec2.vpcs().setDnsHostnames(by, request.vpcId(), value);
                    case "enableDnsSupport" -> ec2.vpcs().setDnsSupport(by, request.vpcId(), value);
                    default -> ec2.vpcs().refuseAttribute(by, request.vpcId(), attribute);
                }
            });
            return ModifyVpcAttributeResponse.builder().build();
        });
    }

    ModifyVpcTenancyResponse modifyTenancy(Call call, ModifyVpcTenancyRequest request) {
        return database.write(db -> {
            ec2.vpcs()
                    .setTenancy(
                            Acting.of(db, call),
                            request.vpcId(),
                            request.instanceTenancyAsString());
            DryRun.end(request.dryRun());
            return ModifyVpcTenancyResponse.builder().returnValue(true).build();
        });
    }

    DescribeVpcAttributeResponse attribute(Call call, DescribeVpcAttributeRequest request) {
        return database.read(db -> {
            var vpc = ec2.vpcs().attributes(Acting.of(db, call), request.vpcId());
            DryRun.end(request.dryRun());
            var answer = DescribeVpcAttributeResponse.builder().vpcId(vpc.id());
            switch (request.attributeAsString()) {
                case "enableDnsHostnames" -> answer.enableDnsHostnames(value(vpc.dnsHostnames()));
                case "enableDnsSupport" -> answer.enableDnsSupport(value(vpc.dnsSupport()));
                default -> answer.enableNetworkAddressUsageMetrics(value(false));
            }
            return answer.build();
        });
    }

    DescribeVpcsResponse describe(Call call, DescribeVpcsRequest request) {
        call.require(
                AccessRequest.to("ec2:DescribeVpcs", "*")
                        .with("ec2:Region", call.region().value()));
        return database.read(db -> {
            var by = Acting.of(db, call);
            var tags = ec2.tagging().all(by);
            var all = ec2.network().vpcs(db, call.account(), call.region());
            requireAll(request.vpcIds(), all.stream().map(Vpc::id).toList());
            Function<Vpc, software.amazon.awssdk.services.ec2.model.Vpc> answer =
                    vpc -> describe(call, vpc, tags.getOrDefault(vpc.id(), new TreeMap<>()));
            var page =
                    Page.of(
                            filters(answer)
                                    .select(
                                            all.stream()
                                                    .filter(vpc ->
                                                            named(request.vpcIds(), vpc.id()))
                                                    .toList(),
                                            request.filters()),
                            request.maxResults(),
                            request.nextToken());
            return DescribeVpcsResponse.builder()
                    .vpcs(page.items().stream().map(answer).toList())
                    .nextToken(page.next())
                    .build();
        });
    }

    static Filters<Vpc> filters(
            Function<Vpc, software.amazon.awssdk.services.ec2.model.Vpc> answer) {
        return new Filters<>(answer)
                .at(
                        List.of(
                                "dhcp-options-id",
                                "is-default",
                                "isDefault",
                                "owner-id",
                                "state",
                                "vpc-id"))
                .at("cidr", "CidrBlock")
                .at("cidr-block-association.cidr-block", "CidrBlockAssociationSet.CidrBlock")
                .at(
                        "cidr-block-association.association-id",
                        "CidrBlockAssociationSet.AssociationId")
                .at("cidr-block-association.state", "CidrBlockAssociationSet.CidrBlockState.State")
                .at(
                        "ipv6-cidr-block-association.ipv6-cidr-block",
                        "Ipv6CidrBlockAssociationSet.Ipv6CidrBlock")
                .at("ipv6-cidr-block-association.ipv6-pool", "Ipv6CidrBlockAssociationSet.Ipv6Pool")
                .at(
                        "ipv6-cidr-block-association.association-id",
                        "Ipv6CidrBlockAssociationSet.AssociationId")
                .at(
                        "ipv6-cidr-block-association.state",
                        "Ipv6CidrBlockAssociationSet.Ipv6CidrBlockState.State")
                .tags("Tags");
    }

    private static software.amazon.awssdk.services.ec2.model.Vpc describe(
            Call call, Vpc vpc, Map<String, String> tags) {
        return software.amazon.awssdk.services.ec2.model.Vpc.builder()
                .vpcId(vpc.id())
                .cidrBlock(vpc.cidr().toString())
                .cidrBlockAssociationSet(
                        VpcCidrBlockAssociation.builder()
                                .associationId(vpc.cidrAssociationId())
                                .cidrBlock(vpc.cidr().toString())
                                .cidrBlockState(state -> state.state("associated"))
                                .build())
                .ipv6CidrBlockAssociationSet(List.of())
                .dhcpOptionsId(vpc.dhcpOptionsId())
                .instanceTenancy(vpc.tenancy())
                .isDefault(vpc.isDefault())
                .ownerId(call.account().value())
                .state("available")
                .tags(Tagged.write(tags))
                .build();
    }

    private static void put(
            Map<String, Boolean> wanted, String name, @Nullable AttributeBooleanValue value) {
        if (value != null && value.value() != null) {
            wanted.put(name, value.value());
        }
    }

    private static AttributeBooleanValue value(boolean value) {
        return AttributeBooleanValue.builder().value(value).build();
    }

    private static boolean named(List<String> wanted, String name) {
        return wanted.isEmpty() || wanted.contains(name);
    }

    private static void requireAll(List<String> wanted, List<String> present) {
        for (var id : wanted) {
            if (!present.contains(id)) {
                throw Vpcs.noSuchVpc(id);
            }
        }
    }
}
