package dev.wheelhouse.cloud.ec2.api;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_COMBINATION;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.MISSING_PARAMETER;

import dev.wheelhouse.cloud.ec2.SecurityGroupRule;
import dev.wheelhouse.cloud.ec2.SecurityGroupRule.Direction;
import dev.wheelhouse.cloud.ec2.SecurityGroupRule.Peer;
import dev.wheelhouse.cloud.ec2.TrafficReader;
import dev.wheelhouse.cloud.ec2.operation.SecurityGroups;
import dev.wheelhouse.cloud.ec2.operation.SecurityGroups.NewRule;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.identity.AccountId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleRequest;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Rules as EC2's API writes them: one permission stands for several rules. */
final class Permissions {
    private Permissions() {}

    static List<NewRule> read(Acting by, SecurityGroups groups, List<IpPermission> permissions) {
        if (permissions.isEmpty()) {
            throw MISSING_PARAMETER.because("The request must contain the parameter ipPermissions");
        }
        var rules = new ArrayList<NewRule>();
        for (var permission : permissions) {
            for (var range : permission.ipRanges()) {
                rules.add(
                        rule(
                                permission,
                                TrafficReader.ipv4(text(range.cidrIp())),
                                range.description()));
            }
            for (var range : permission.ipv6Ranges()) {
                rules.add(
                        rule(
                                permission,
                                TrafficReader.ipv6(text(range.cidrIpv6())),
                                range.description()));
            }
            for (var list : permission.prefixListIds()) {
                rules.add(
                        rule(
                                permission,
                                new Peer.PrefixList(text(list.prefixListId())),
                                list.description()));
            }
            for (var pair : permission.userIdGroupPairs()) {
                var id =
                        pair.groupId() != null
                                ? pair.groupId()
                                : groups.idByName(by, text(pair.groupName()));
                var owner = pair.userId() == null ? by.account() : new AccountId(pair.userId());
                rules.add(rule(permission, TrafficReader.group(owner, id), pair.description()));
            }
        }
        if (rules.isEmpty()) {
            throw MISSING_PARAMETER.because(
                    "Source group or IP range missing: a permission names at least one of"
                            + " ipRanges, ipv6Ranges, prefixListIds and groups");
        }
        return rules;
    }

    /** Reads what a single rule is to admit from now on. */
    static NewRule read(Acting by, SecurityGroups groups, SecurityGroupRuleRequest rule) {
        var permission =
                IpPermission.builder()
                        .ipProtocol(rule.ipProtocol())
                        .fromPort(rule.fromPort())
                        .toPort(rule.toPort());
        if (rule.cidrIpv4() != null) {
            permission.ipRanges(
                    IpRange.builder()
                            .cidrIp(rule.cidrIpv4())
                            .description(rule.description())
                            .build());
        }
        if (rule.cidrIpv6() != null) {
            permission.ipv6Ranges(
                    Ipv6Range.builder()
                            .cidrIpv6(rule.cidrIpv6())
                            .description(rule.description())
                            .build());
        }
        if (rule.prefixListId() != null) {
            permission.prefixListIds(
                    PrefixListId.builder()
                            .prefixListId(rule.prefixListId())
                            .description(rule.description())
                            .build());
        }
        if (rule.referencedGroupId() != null) {
            permission.userIdGroupPairs(
                    UserIdGroupPair.builder()
                            .groupId(rule.referencedGroupId())
                            .description(rule.description())
                            .build());
        }
        var rules = read(by, groups, List.of(permission.build()));
        if (rules.size() > 1) {
            throw INVALID_PARAMETER_COMBINATION.because(
                    "A rule has one of CidrIpv4, CidrIpv6, PrefixListId and ReferencedGroupId");
        }
        return rules.getFirst();
    }

    /** Rules of one direction, those with equal ports together. */
    static List<IpPermission> write(List<SecurityGroupRule> rules, Direction direction) {
        record Ports(String protocol, int from, int to) {}
        var byPorts = new LinkedHashMap<Ports, List<SecurityGroupRule>>();
        for (var rule : rules) {
            if (rule.direction() == direction) {
                var traffic = rule.traffic();
                byPorts.computeIfAbsent(
                                new Ports(traffic.protocol(), traffic.fromPort(), traffic.toPort()),
                                _ -> new ArrayList<>())
                        .add(rule);
            }
        }
        return byPorts.entrySet().stream()
                .map(entry ->
                        permission(
                                entry.getKey().protocol(),
                                entry.getKey().from(),
                                entry.getKey().to(),
                                entry.getValue()))
                .toList();
    }

    static software.amazon.awssdk.services.ec2.model.SecurityGroupRule describe(
            Acting by, SecurityGroupRule rule, Map<String, String> tags) {
        var traffic = rule.traffic();
        var described =
                software.amazon.awssdk.services.ec2.model.SecurityGroupRule.builder()
                        .securityGroupRuleId(rule.id())
                        .securityGroupRuleArn(by.arn("ec2", "security-group-rule/" + rule.id()))
                        .groupId(rule.groupId())
                        .groupOwnerId(by.account().value())
                        .isEgress(rule.direction() == Direction.EGRESS)
                        .ipProtocol(traffic.protocol())
                        .fromPort(traffic.fromPort())
                        .toPort(traffic.toPort())
                        .description(rule.description().orElse(null))
                        .tags(Tagged.write(tags));
        switch (traffic.peer()) {
            case Peer.Ipv4 peer -> described.cidrIpv4(peer.toString());
            case Peer.Ipv6 peer -> described.cidrIpv6(peer.range());
            case Peer.PrefixList peer -> described.prefixListId(peer.id());
            case Peer.Group peer ->
                    described.referencedGroupInfo(
                            info -> info.groupId(peer.id()).userId(peer.account().value()));
        }
        return described.build();
    }

    private static IpPermission permission(
            String protocol, int from, int to, List<SecurityGroupRule> rules) {
        var ranges = new ArrayList<IpRange>();
        var ranges6 = new ArrayList<Ipv6Range>();
        var lists = new ArrayList<PrefixListId>();
        var pairs = new ArrayList<UserIdGroupPair>();
        for (var rule : rules) {
            var description = rule.description().orElse(null);
            switch (rule.traffic().peer()) {
                case Peer.Ipv4 peer ->
                        ranges.add(
                                IpRange.builder()
                                        .cidrIp(peer.toString())
                                        .description(description)
                                        .build());
                case Peer.Ipv6 peer ->
                        ranges6.add(
                                Ipv6Range.builder()
                                        .cidrIpv6(peer.range())
                                        .description(description)
                                        .build());
                case Peer.PrefixList peer ->
                        lists.add(
                                PrefixListId.builder()
                                        .prefixListId(peer.id())
                                        .description(description)
                                        .build());
                case Peer.Group peer ->
                        pairs.add(
                                UserIdGroupPair.builder()
                                        .groupId(peer.id())
                                        .userId(peer.account().value())
                                        .description(description)
                                        .build());
            }
        }
        boolean all = protocol.equals("-1");
        return IpPermission.builder()
                .ipProtocol(protocol)
                .fromPort(all ? null : from)
                .toPort(all ? null : to)
                .ipRanges(ranges)
                .ipv6Ranges(ranges6)
                .prefixListIds(lists)
                .userIdGroupPairs(pairs)
                .build();
    }

    private static NewRule rule(IpPermission permission, Peer peer, @Nullable String description) {
        return new NewRule(
                TrafficReader.traffic(
                        text(permission.ipProtocol()),
                        Optional.ofNullable(permission.fromPort()),
                        Optional.ofNullable(permission.toPort()),
                        peer),
                TrafficReader.description(Optional.ofNullable(description)));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
