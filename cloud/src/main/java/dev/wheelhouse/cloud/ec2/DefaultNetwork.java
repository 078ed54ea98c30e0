package dev.wheelhouse.cloud.ec2;

import dev.wheelhouse.cloud.ec2.SecurityGroupRule.Direction;
import dev.wheelhouse.cloud.ec2.SecurityGroupRule.Peer;
import dev.wheelhouse.cloud.ec2.SecurityGroupRule.Traffic;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * The network that an account finds in each region: a VPC, a subnet for each zone, an internet
 * gateway, a main route table and a default security group.
 *
 * <p>Ids follow from account and region, so whoever makes it first makes the same, and a region
 * that nobody has used yet can be described without being written.
 */
public record DefaultNetwork(
        Vpc vpc,
        List<Subnet> subnets,
        InternetGateway gateway,
        RouteTable routeTable,
        RouteTable.Route route,
        SecurityGroup group,
        List<SecurityGroupRule> rules) {
    /**
     * @param at when the account or its region came to be
     */
    public static DefaultNetwork of(AccountId account, Region region, Instant at) {
        var scope = account + "/" + region + "/default";
        return of(
                account,
                region,
                at,
                (prefix, name) ->
                        ResourceIds.derived(prefix, name.isEmpty() ? scope : scope + "/" + name));
    }

    /**
     * A default network with ids of one's own, for an account that deleted its first one.
     *
     * @param ids makes an id of a prefix and a name that tells resources of that prefix apart
     */
    public static DefaultNetwork of(
            AccountId account, Region region, Instant at, BinaryOperator<String> ids) {
        var cidr = CidrBlock.parse("172.31.0.0/16").orElseThrow();
        var vpc = new Vpc(ids.apply("vpc", ""), cidr, true, true, true, "default", at);
        var subnets = new ArrayList<Subnet>();
        for (var zone : AvailabilityZone.of(region)) {
            subnets.add(
                    new Subnet(
                            ids.apply("subnet", zone.name()),
                            vpc.id(),
                            cidr.part(20, subnets.size()),
                            zone.name(),
                            true,
                            true,
                            at));
        }
        var gateway = new InternetGateway(ids.apply("igw", ""), Optional.of(vpc.id()));
        var table = new RouteTable(ids.apply("rtb", ""), vpc.id(), true);
        var group = groupOf(vpc, ids.apply("sg", ""), at);
        return new DefaultNetwork(
                vpc,
                List.copyOf(subnets),
                gateway,
                table,
                new RouteTable.Route(table.id(), "0.0.0.0/0", gateway.id()),
                group,
                rulesOf(account, group));
    }

    /** The default security group of any VPC. */
    public static SecurityGroup groupOf(Vpc vpc, String id, Instant at) {
        return new SecurityGroup(id, vpc.id(), "default", "default VPC security group", at);
    }

    /** Its rules: in from itself, out to everywhere. */
    public static List<SecurityGroupRule> rulesOf(AccountId account, SecurityGroup group) {
        return List.of(
                new SecurityGroupRule(
                        ResourceIds.derived("sgr", group.id() + "/in"),
                        group.id(),
                        Direction.INGRESS,
                        new Traffic("-1", -1, -1, new Peer.Group(account, group.id())),
                        Optional.empty()),
                new SecurityGroupRule(
                        ResourceIds.derived("sgr", group.id() + "/out"),
                        group.id(),
                        Direction.EGRESS,
                        Traffic.everything(),
                        Optional.empty()));
    }
}
