package dev.wheelhouse.cloud.ec2.api;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.GROUP_NOT_FOUND;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.PERMISSION_NOT_FOUND;

import dev.wheelhouse.cloud.ec2.SecurityGroup;
import dev.wheelhouse.cloud.ec2.SecurityGroupRule;
import dev.wheelhouse.cloud.ec2.SecurityGroupRule.Direction;
import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;

/** The actions of EC2 that describe security groups and their rules. */
final class GroupDescriptions {
    private final Database database;
    private final Ec2Operations ec2;

    GroupDescriptions(Database database, Ec2Operations ec2) {
        this.database = database;
        this.ec2 = ec2;
    }

    DescribeSecurityGroupsResponse groups(Call call, DescribeSecurityGroupsRequest request) {
        call.require(
                AccessRequest.to("ec2:DescribeSecurityGroups", "*")
                        .with("ec2:Region", call.region().value()));
        return database.read(db -> {
            var by = Acting.of(db, call);
            var all = ec2.network().groups(db, call.account(), call.region());
            requireAll(request.groupIds(), all.stream().map(SecurityGroup::id).toList());
            requireAll(request.groupNames(), all.stream().map(SecurityGroup::name).toList());
            var tags = ec2.tagging().all(by);
            var rules =
                    ec2.network().rules(db, call.account(), call.region()).stream()
                            .collect(Collectors.groupingBy(SecurityGroupRule::groupId));
            Function<SecurityGroup, software.amazon.awssdk.services.ec2.model.SecurityGroup>
                    answer =
                            group ->
                                    describe(
                                            by,
                                            group,
                                            rules.getOrDefault(group.id(), List.of()),
                                            tags.getOrDefault(group.id(), new TreeMap<>()));
            var page =
                    Page.of(
                            filters(answer)
                                    .select(
                                            all.stream()
                                                    .filter(group ->
                                                            named(request.groupIds(), group.id()))
                                                    .filter(group ->
                                                            named(
                                                                    request.groupNames(),
                                                                    group.name()))
                                                    .toList(),
                                            request.filters()),
                            request.maxResults(),
                            request.nextToken());
            return DescribeSecurityGroupsResponse.builder()
                    .securityGroups(page.items().stream().map(answer).toList())
                    .nextToken(page.next())
                    .build();
        });
    }

    DescribeSecurityGroupRulesResponse rules(Call call, DescribeSecurityGroupRulesRequest request) {
        call.require(
                AccessRequest.to("ec2:DescribeSecurityGroupRules", "*")
                        .with("ec2:Region", call.region().value()));
        return database.read(db -> {
            var by = Acting.of(db, call);
            var all = ec2.network().rules(db, call.account(), call.region());
            var ids = all.stream().map(SecurityGroupRule::id).toList();
            for (var id : request.securityGroupRuleIds()) {
                if (!ids.contains(id)) {
                    throw PERMISSION_NOT_FOUND.because(
                            "The security group rule ID '" + id + "' does not exist");
                }
            }
            var tags = ec2.tagging().all(by);
            Function<SecurityGroupRule, software.amazon.awssdk.services.ec2.model.SecurityGroupRule>
                    answer =
                            rule ->
                                    Permissions.describe(
                                            by,
                                            rule,
                                            tags.getOrDefault(rule.id(), new TreeMap<>()));
            var page =
                    Page.of(
                            ruleFilters(answer)
                                    .select(
                                            all.stream()
                                                    .filter(rule ->
                                                            named(
                                                                    request.securityGroupRuleIds(),
                                                                    rule.id()))
                                                    .toList(),
                                            request.filters()),
                            request.maxResults(),
                            request.nextToken());
            return DescribeSecurityGroupRulesResponse.builder()
                    .securityGroupRules(page.items().stream().map(answer).toList())
                    .nextToken(page.next())
                    .build();
        });
    }

    static Filters<SecurityGroupRule> ruleFilters(
            Function<SecurityGroupRule, software.amazon.awssdk.services.ec2.model.SecurityGroupRule>
                    answer) {
        return new Filters<>(answer).at(List.of("group-id", "security-group-rule-id")).tags("Tags");
    }

    static Filters<SecurityGroup> filters(
            Function<SecurityGroup, software.amazon.awssdk.services.ec2.model.SecurityGroup>
                    answer) {
        var filters =
                new Filters<>(answer)
                        .at(List.of("description", "group-id", "group-name", "owner-id", "vpc-id"))
                        .tags("Tags");
        Map.of("ip-permission.", "IpPermissions.", "egress.ip-permission.", "IpPermissionsEgress.")
                .forEach((name, path) ->
                        filters.at(name + "cidr", path + "IpRanges.CidrIp")
                                .at(name + "from-port", path + "FromPort")
                                .at(name + "group-id", path + "UserIdGroupPairs.GroupId")
                                .at(name + "group-name", path + "UserIdGroupPairs.GroupName")
                                .at(name + "ipv6-cidr", path + "Ipv6Ranges.CidrIpv6")
                                .at(name + "prefix-list-id", path + "PrefixListIds.PrefixListId")
                                .at(name + "protocol", path + "IpProtocol")
                                .at(name + "to-port", path + "ToPort")
                                .at(name + "user-id", path + "UserIdGroupPairs.UserId"));
        return filters;
    }

    private static software.amazon.awssdk.services.ec2.model.SecurityGroup describe(
            Acting by,
            SecurityGroup group,
            List<SecurityGroupRule> rules,
            Map<String, String> tags) {
        return software.amazon.awssdk.services.ec2.model.SecurityGroup.builder()
                .groupId(group.id())
                .groupName(group.name())
                .description(group.description())
                .vpcId(group.vpcId())
                .ownerId(by.account().value())
                .securityGroupArn(by.arn("ec2", "security-group/" + group.id()))
                .ipPermissions(Permissions.write(rules, Direction.INGRESS))
                .ipPermissionsEgress(Permissions.write(rules, Direction.EGRESS))
                .tags(Tagged.write(tags))
                .build();
    }

    private static boolean named(List<String> wanted, String name) {
        return wanted.isEmpty() || wanted.contains(name);
    }

    private static void requireAll(List<String> wanted, List<String> present) {
        for (var name : wanted) {
            if (!present.contains(name)) {
                throw GROUP_NOT_FOUND.because("The security group '" + name + "' does not exist");
            }
        }
    }
}
