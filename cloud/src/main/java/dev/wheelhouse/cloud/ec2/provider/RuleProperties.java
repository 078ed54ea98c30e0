package dev.wheelhouse.cloud.ec2.provider;

import dev.wheelhouse.cloud.ec2.SecurityGroupRule.Direction;
import dev.wheelhouse.cloud.ec2.SecurityGroupRule.Peer;
import dev.wheelhouse.cloud.ec2.TrafficReader;
import dev.wheelhouse.cloud.ec2.operation.SecurityGroups;
import dev.wheelhouse.cloud.ec2.operation.SecurityGroups.NewRule;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.cloud.resource.Properties;
import dev.wheelhouse.identity.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads rules as templates write them. */
final class RuleProperties {
    private static final Set<String> INGRESS =
            Set.of(
                    "IpProtocol",
                    "FromPort",
                    "ToPort",
                    "CidrIp",
                    "CidrIpv6",
                    "Description",
                    "SourcePrefixListId",
                    "SourceSecurityGroupId",
                    "SourceSecurityGroupName",
                    "SourceSecurityGroupOwnerId");
    private static final Set<String> EGRESS =
            Set.of(
                    "IpProtocol",
                    "FromPort",
                    "ToPort",
                    "CidrIp",
                    "CidrIpv6",
                    "Description",
                    "DestinationPrefixListId",
                    "DestinationSecurityGroupId");

    private RuleProperties() {}

    /** The rules of a list property of a security group. */
    static List<NewRule> rules(
            Acting by,
            SecurityGroups groups,
            Properties properties,
            String name,
            Direction direction) {
        var allowed = direction == Direction.INGRESS ? INGRESS : EGRESS;
        var rules = new ArrayList<NewRule>();
        for (var rule : properties.objects(name)) {
            rule.values()
                    .values()
                    .keySet()
                    .forEach(key -> {
                        if (!allowed.contains(key)) {
                            throw Properties.invalid(
                                    "extraneous key [" + key + "] is not permitted in " + name);
                        }
                    });
            rules.add(rule(by, groups, rule, direction));
        }
        return rules;
    }

    /** A rule of either kind. */
    static NewRule rule(Acting by, SecurityGroups groups, Properties rule, Direction direction) {
        return new NewRule(
                TrafficReader.traffic(
                        rule.requiredText("IpProtocol"),
                        rule.number("FromPort"),
                        rule.number("ToPort"),
                        peer(by, groups, rule, direction)),
                TrafficReader.description(rule.text("Description")));
    }

    private static Peer peer(
            Acting by, SecurityGroups groups, Properties rule, Direction direction) {
        var peers = new ArrayList<Peer>();
        rule.text("CidrIp").map(TrafficReader::ipv4).ifPresent(peers::add);
        rule.text("CidrIpv6").map(TrafficReader::ipv6).ifPresent(peers::add);
        if (direction == Direction.INGRESS) {
            rule.text("SourcePrefixListId").map(Peer.PrefixList::new).ifPresent(peers::add);
            var owner =
                    rule.text("SourceSecurityGroupOwnerId")
                            .map(RuleProperties::account)
                            .orElse(by.account());
            rule.text("SourceSecurityGroupId")
                    .map(id -> TrafficReader.group(owner, id))
                    .ifPresent(peers::add);
            rule.text("SourceSecurityGroupName")
                    .map(name -> new Peer.Group(owner, groups.idByName(by, name)))
                    .ifPresent(peers::add);
        } else {
            rule.text("DestinationPrefixListId").map(Peer.PrefixList::new).ifPresent(peers::add);
            rule.text("DestinationSecurityGroupId")
                    .map(id -> TrafficReader.group(by.account(), id))
                    .ifPresent(peers::add);
        }
        if (peers.size() != 1) {
            throw Properties.invalid(
                    peers.isEmpty()
                            ? "Invalid request provided: a rule names a source or destination: a CIDR block, a prefix list or a security group"
                            : "Invalid request provided: only one of CidrIp, CidrIpv6, a prefix list and a security group may be used in a rule");
        }
        return peers.getFirst();
    }

    private static AccountId account(String id) {
        try {
            return new AccountId(id);
        } catch (IllegalArgumentException _) {
            throw Properties.invalid(
                    "Property SourceSecurityGroupOwnerId must be an account id, but is " + id);
        }
    }
}
