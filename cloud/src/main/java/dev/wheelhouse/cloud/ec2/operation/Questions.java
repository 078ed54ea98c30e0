package dev.wheelhouse.cloud.ec2.operation;

import dev.wheelhouse.cloud.ec2.AvailabilityZone;
import dev.wheelhouse.cloud.ec2.Instance;
import dev.wheelhouse.cloud.ec2.KeyPair;
import dev.wheelhouse.cloud.ec2.RouteTable;
import dev.wheelhouse.cloud.ec2.SecurityGroup;
import dev.wheelhouse.cloud.ec2.Subnet;
import dev.wheelhouse.cloud.ec2.Vpc;
import dev.wheelhouse.cloud.ec2.sql.InstanceStore;
import dev.wheelhouse.cloud.ec2.sql.KeyPairStore;
import dev.wheelhouse.cloud.ec2.sql.NetworkStore;
import dev.wheelhouse.cloud.ec2.sql.RouteStore;
import dev.wheelhouse.cloud.ec2.sql.SecurityGroupStore;
import dev.wheelhouse.cloud.ec2.sql.TagStore;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Region;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the policies are asked before something is done to a resource, with the condition keys that
 * the Service Authorization Reference's page on Amazon EC2 has for it. Of a resource that is being
 * made, the key of its id is {@code *}, as decoded refusals of EC2 show.
 */
final class Questions {
    private static final Map<String, String> IDS =
            Map.of(
                    "instance", "ec2:InstanceID",
                    "vpc", "ec2:VpcID",
                    "subnet", "ec2:SubnetID",
                    "security-group", "ec2:SecurityGroupID",
                    "internet-gateway", "ec2:InternetGatewayID",
                    "route-table", "ec2:RouteTableID");

    private final TagStore tags = new TagStore();
    private final InstanceStore instances = new InstanceStore();
    private final NetworkStore networks = new NetworkStore();
    private final SecurityGroupStore groups = new SecurityGroupStore();
    private final RouteStore routes = new RouteStore();
    private final KeyPairStore keys = new KeyPairStore();

    /**
     * May this be done to a resource?
     *
     * @param type in the words of ARNs, for example {@code route-table}
     */
    AccessRequest about(Acting by, String action, String type, String id) {
        var request = AccessRequest.to("ec2:" + action, by.arn("ec2", type + "/" + id));
        var key = IDS.get(type);
        return tagged(by, key == null ? request : request.with(key, id), id);
    }

    AccessRequest aboutVpc(Acting by, String action, String id, Optional<String> tenancy) {
        var request = about(by, action, "vpc", id);
        return tenancy.map(value -> request.with("ec2:Tenancy", value)).orElse(request);
    }

    AccessRequest aboutSubnet(Acting by, String action, String id, Optional<Subnet> subnet) {
        var request = about(by, action, "subnet", id);
        return subnet.map(there -> request.withAll(placed(by, there))).orElse(request);
    }

    AccessRequest aboutTable(Acting by, String action, String id, Optional<String> vpcId) {
        return within(by, about(by, action, "route-table", id), vpcId);
    }

    AccessRequest aboutGroup(Acting by, String action, String id, Optional<SecurityGroup> group) {
        return within(by, about(by, action, "security-group", id), group.map(SecurityGroup::vpcId));
    }

    AccessRequest aboutInstance(Acting by, String action, String id, Optional<Instance> instance) {
        var request = about(by, action, "instance", id);
        return instance.map(there -> request.withAll(InstanceKeys.of(by.region(), there)))
                .orElse(request);
    }

    /** A key pair's ARN has its name, its tags hang on its id. */
    AccessRequest aboutKeyPair(Acting by, String action, String name, Optional<KeyPair> pair) {
        var request =
                AccessRequest.to("ec2:" + action, by.arn("ec2", "key-pair/" + name))
                        .with("ec2:KeyPairName", name);
        return pair.map(there ->
                        tagged(by, request.with("ec2:KeyPairType", there.type()), there.id()))
                .orElseGet(() -> tagged(request, Map.of()));
    }

    /** The same about a resource that is known by its id alone, when all of its keys are wanted. */
    AccessRequest aboutFound(Acting by, String action, String type, String id) {
        return switch (type) {
            case "instance" ->
                    aboutInstance(
                            by, action, id, instances.find(by.db(), by.account(), by.region(), id));
            case "vpc" ->
                    aboutVpc(
                            by,
                            action,
                            id,
                            networks.vpc(by.db(), by.account(), by.region(), id).map(Vpc::tenancy));
            case "subnet" ->
                    aboutSubnet(
                            by,
                            action,
                            id,
                            networks.subnet(by.db(), by.account(), by.region(), id));
            case "security-group" ->
                    aboutGroup(by, action, id, groups.find(by.db(), by.account(), by.region(), id));
            case "route-table" ->
                    aboutTable(
                            by,
                            action,
                            id,
                            routes.table(by.db(), by.account(), by.region(), id)
                                    .map(RouteTable::vpcId));
            case "key-pair" -> {
                var request = about(by, action, type, id);
                yield keys.all(by.db(), by.account(), by.region()).stream()
                        .filter(pair -> pair.id().equals(id))
                        .findFirst()
                        .map(pair ->
                                request.with("ec2:KeyPairName", pair.name())
                                        .with("ec2:KeyPairType", pair.type()))
                        .orElse(request);
            }
            default -> about(by, action, type, id);
        };
    }

    /** Where a subnet is: its VPC and its zone. */
    static Map<String, String> placed(Acting by, Subnet subnet) {
        var placed = new LinkedHashMap<>(zoned(by.region(), subnet.zone()));
        placed.put("ec2:Vpc", by.arn("ec2", "vpc/" + subnet.vpcId()));
        return placed;
    }

    /** A zone's name and, where it is one of the region, its id. */
    static Map<String, String> zoned(Region region, String zone) {
        var keys = new LinkedHashMap<String, String>();
        keys.put("ec2:AvailabilityZone", zone);
        AvailabilityZone.idOf(region, zone).ifPresent(id -> keys.put("ec2:AvailabilityZoneId", id));
        return keys;
    }

    /** A question about a resource with the tags that it has. */
    AccessRequest tagged(Acting by, AccessRequest request, String id) {
        return tagged(request, tags.of(by.db(), by.account(), by.region(), id));
    }

    static AccessRequest tagged(AccessRequest request, Map<String, String> tags) {
        return request.withResourceTags(tags).withTags("ec2:ResourceTag/", tags);
    }

    private static AccessRequest within(Acting by, AccessRequest request, Optional<String> vpcId) {
        return vpcId.map(vpc -> request.with("ec2:Vpc", by.arn("ec2", "vpc/" + vpc)))
                .orElse(request);
    }

    /** Asks for the right to make a resource with these tags. */
    void requireCreation(
            Acting by, String action, String type, Map<String, String> wanted, String... more) {
        var any = by.arn("ec2", type + "/*");
        var made = new LinkedHashMap<String, String>();
        var key = IDS.get(type);
        if (key != null) {
            made.put(key, "*");
        }
        for (int index = 0; index + 1 < more.length; index += 2) {
            made.put(more[index], more[index + 1]);
        }
        by.require(AccessRequest.to("ec2:" + action, any).withRequestTags(wanted).withAll(made));
        TagRules.requireTagging(by, any, action, wanted, made);
    }
}
