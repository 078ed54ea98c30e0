package dev.wheelhouse.cloud.ec2.api;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.GROUP_NOT_FOUND;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.MISSING_PARAMETER;

import dev.wheelhouse.cloud.ec2.SecurityGroup;
import dev.wheelhouse.cloud.ec2.SecurityGroupRule.Direction;
import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.cloud.ec2.operation.SecurityGroups;
import dev.wheelhouse.cloud.ec2.operation.SecurityGroups.NewGroup;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleDescription;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressResponse;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressResponse;

/** The actions of EC2 that change security groups. */
final class GroupActions {
    private static final String RULE = "security-group-rule";

    private final Database database;
    private final Ec2Operations ec2;

    GroupActions(Database database, Ec2Operations ec2) {
        this.database = database;
        this.ec2 = ec2;
    }

    CreateSecurityGroupResponse create(Call call, CreateSecurityGroupRequest request) {
        var tags = Tagged.of(request.tagSpecifications(), "security-group", Set.of());
        return database.write(db -> {
            var by = Acting.of(db, call);
            var group =
                    ec2.groups()
                            .create(
                                    by,
                                    new NewGroup(
                                            Optional.ofNullable(request.vpcId()),
                                            request.groupName(),
                                            request.description(),
                                            List.of(),
                                            List.of(),
                                            tags));
            DryRun.end(request.dryRun());
            return CreateSecurityGroupResponse.builder()
                    .groupId(group.id())
                    .securityGroupArn(by.arn("ec2", "security-group/" + group.id()))
                    .tags(Tagged.write(tags))
                    .build();
        });
    }

    DeleteSecurityGroupResponse delete(Call call, DeleteSecurityGroupRequest request) {
        return database.write(db -> {
            var by = Acting.of(db, call);
            var id = groupId(by, request.groupId(), request.groupName());
            ec2.groups().delete(by, id);
            DryRun.end(request.dryRun());
            return DeleteSecurityGroupResponse.builder().returnValue(true).groupId(id).build();
        });
    }

    AuthorizeSecurityGroupIngressResponse authorizeIngress(
            Call call, AuthorizeSecurityGroupIngressRequest request) {
        var tags = Tagged.of(request.tagSpecifications(), RULE, Set.of());
        return database.write(db -> {
            var by = Acting.of(db, call);
            var id = groupId(by, request.groupId(), request.groupName());
            var rules =
                    ec2.groups()
                            .authorize(
                                    by,
                                    id,
                                    Direction.INGRESS,
                                    Permissions.read(by, ec2.groups(), permissions(request)),
                                    tags);
            DryRun.end(request.dryRun());
            return AuthorizeSecurityGroupIngressResponse.builder()
                    .returnValue(true)
                    .securityGroupRules(
                            rules.stream()
                                    .map(rule -> Permissions.describe(by, rule, tags))
                                    .toList())
                    .build();
        });
    }

    AuthorizeSecurityGroupEgressResponse authorizeEgress(
            Call call, AuthorizeSecurityGroupEgressRequest request) {
        var tags = Tagged.of(request.tagSpecifications(), RULE, Set.of());
        return database.write(db -> {
            var by = Acting.of(db, call);
            var rules =
                    ec2.groups()
                            .authorize(
                                    by,
                                    request.groupId(),
                                    Direction.EGRESS,
                                    Permissions.read(by, ec2.groups(), request.ipPermissions()),
                                    tags);
            DryRun.end(request.dryRun());
            return AuthorizeSecurityGroupEgressResponse.builder()
                    .returnValue(true)
                    .securityGroupRules(
                            rules.stream()
                                    .map(rule -> Permissions.describe(by, rule, tags))
                                    .toList())
                    .build();
        });
    }

    RevokeSecurityGroupIngressResponse revokeIngress(
            Call call, RevokeSecurityGroupIngressRequest request) {
        return database.write(db -> {
            var by = Acting.of(db, call);
            var id = groupId(by, request.groupId(), request.groupName());
            var permissions =
                    request.ipPermissions().isEmpty() && request.ipProtocol() != null
                            ? List.of(
                                    single(
                                            request.ipProtocol(),
                                            request.fromPort(),
                                            request.toPort(),
                                            request.cidrIp()))
                            : request.ipPermissions();
            revoke(by, id, Direction.INGRESS, permissions, request.securityGroupRuleIds());
            DryRun.end(request.dryRun());
            return RevokeSecurityGroupIngressResponse.builder().returnValue(true).build();
        });
    }

    RevokeSecurityGroupEgressResponse revokeEgress(
            Call call, RevokeSecurityGroupEgressRequest request) {
        return database.write(db -> {
            revoke(
                    Acting.of(db, call),
                    request.groupId(),
                    Direction.EGRESS,
                    request.ipPermissions(),
                    request.securityGroupRuleIds());
            DryRun.end(request.dryRun());
            return RevokeSecurityGroupEgressResponse.builder().returnValue(true).build();
        });
    }

    ModifySecurityGroupRulesResponse modifyRules(
            Call call, ModifySecurityGroupRulesRequest request) {
        return database.write(db -> {
            var by = Acting.of(db, call);
            var wanted = new LinkedHashMap<String, SecurityGroups.NewRule>();
            for (var update : request.securityGroupRules()) {
                if (update.securityGroupRule() == null) {
                    throw MISSING_PARAMETER.because(
                            "The request must contain the parameter SecurityGroupRule");
                }
                wanted.put(
                        update.securityGroupRuleId(),
                        Permissions.read(by, ec2.groups(), update.securityGroupRule()));
            }
            ec2.groups().modifyRules(by, request.groupId(), wanted);
            DryRun.end(request.dryRun());
            return ModifySecurityGroupRulesResponse.builder().returnValue(true).build();
        });
    }

    UpdateSecurityGroupRuleDescriptionsIngressResponse describeIngress(
            Call call, UpdateSecurityGroupRuleDescriptionsIngressRequest request) {
        return database.write(db -> {
            var by = Acting.of(db, call);
            describe(
                    by,
                    groupId(by, request.groupId(), request.groupName()),
                    Direction.INGRESS,
                    request.ipPermissions(),
                    request.securityGroupRuleDescriptions());
            DryRun.end(request.dryRun());
            return UpdateSecurityGroupRuleDescriptionsIngressResponse.builder()
                    .returnValue(true)
                    .build();
        });
    }

    UpdateSecurityGroupRuleDescriptionsEgressResponse describeEgress(
            Call call, UpdateSecurityGroupRuleDescriptionsEgressRequest request) {
        return database.write(db -> {
            var by = Acting.of(db, call);
            describe(
                    by,
                    groupId(by, request.groupId(), request.groupName()),
                    Direction.EGRESS,
                    request.ipPermissions(),
                    request.securityGroupRuleDescriptions());
            DryRun.end(request.dryRun());
            return UpdateSecurityGroupRuleDescriptionsEgressResponse.builder()
                    .returnValue(true)
                    .build();
        });
    }

    private void describe(
            Acting by,
            String groupId,
            Direction direction,
            List<IpPermission> permissions,
            List<SecurityGroupRuleDescription> descriptions) {
        for (var described : descriptions) {
            ec2.groups()
                    .describeRule(
                            by,
                            groupId,
                            direction,
                            described.securityGroupRuleId(),
                            Optional.ofNullable(described.description()));
        }
        if (!permissions.isEmpty() || descriptions.isEmpty()) {
            ec2.groups()
                    .describeRules(
                            by,
                            groupId,
                            direction,
                            Permissions.read(by, ec2.groups(), permissions));
        }
    }

    private void revoke(
            Acting by,
            String groupId,
            Direction direction,
            List<IpPermission> permissions,
            List<String> ruleIds) {
        if (!ruleIds.isEmpty()) {
            ec2.groups().revokeByIds(by, groupId, direction, ruleIds);
        }
        if (!permissions.isEmpty() || ruleIds.isEmpty()) {
            ec2.groups()
                    .revoke(
                            by,
                            groupId,
                            direction,
                            Permissions.read(by, ec2.groups(), permissions).stream()
                                    .map(rule -> rule.traffic())
                                    .toList());
        }
    }

    private String groupId(Acting by, @Nullable String id, @Nullable String name) {
        if (id != null) {
            return id;
        }
        if (name == null) {
            throw MISSING_PARAMETER.because(
                    "The request must contain the parameter groupName or groupId");
        }
        // Whether there is one is told after the right is asked for.
        return ec2.network().groups(by.db(), by.account(), by.region()).stream()
                .filter(group -> group.name().equals(name))
                .filter(group -> isInDefaultVpc(by, group))
                .map(SecurityGroup::id)
                .findFirst()
                .orElseThrow(() -> {
                    by.require("ec2:DescribeSecurityGroups");
                    return GROUP_NOT_FOUND.because(
                            "The security group '" + name + "' does not exist");
                });
    }

    private boolean isInDefaultVpc(Acting by, SecurityGroup group) {
        return ec2.network().vpcs(by.db(), by.account(), by.region()).stream()
                .anyMatch(vpc -> vpc.isDefault() && vpc.id().equals(group.vpcId()));
    }

    private static List<IpPermission> permissions(AuthorizeSecurityGroupIngressRequest request) {
        return request.ipPermissions().isEmpty() && request.ipProtocol() != null
                ? List.of(
                        single(
                                request.ipProtocol(),
                                request.fromPort(),
                                request.toPort(),
                                request.cidrIp()))
                : request.ipPermissions();
    }

    private static IpPermission single(
            String protocol, @Nullable Integer from, @Nullable Integer to, @Nullable String range) {
        return IpPermission.builder()
                .ipProtocol(protocol)
                .fromPort(from)
                .toPort(to)
                .ipRanges(IpRange.builder().cidrIp(range).build())
                .build();
    }
}
