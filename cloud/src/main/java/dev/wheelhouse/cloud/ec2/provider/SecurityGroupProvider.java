package dev.wheelhouse.cloud.ec2.provider;

import static dev.wheelhouse.cloud.ec2.provider.Schemas.changeable;
import static dev.wheelhouse.cloud.ec2.provider.Schemas.fixed;
import static dev.wheelhouse.cloud.ec2.provider.Schemas.requiredFixed;

import dev.wheelhouse.cloud.ec2.SecurityGroup;
import dev.wheelhouse.cloud.ec2.SecurityGroupRule;
import dev.wheelhouse.cloud.ec2.SecurityGroupRule.Direction;
import dev.wheelhouse.cloud.ec2.SecurityGroupRule.Traffic;
import dev.wheelhouse.cloud.ec2.operation.SecurityGroups;
import dev.wheelhouse.cloud.ec2.operation.SecurityGroups.NewGroup;
import dev.wheelhouse.cloud.ec2.operation.SecurityGroups.NewRule;
import dev.wheelhouse.cloud.ec2.operation.Tagging;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.cloud.resource.GeneratedNames;
import dev.wheelhouse.cloud.resource.Properties;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceSchema;
import dev.wheelhouse.cloud.resource.ResourceSchema.Shape;
import dev.wheelhouse.cloud.resource.ResourceStep;
import dev.wheelhouse.document.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code AWS::EC2::SecurityGroup}. */
public final class SecurityGroupProvider implements ResourceProvider {
    private static final int MAX_NAME = 255;

    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::EC2::SecurityGroup",
                    Map.of(
                            "GroupDescription", requiredFixed(Shape.STRING),
                            "GroupName", fixed(Shape.STRING),
                            "VpcId", fixed(Shape.STRING),
                            "SecurityGroupIngress", changeable(Shape.LIST),
                            "SecurityGroupEgress", changeable(Shape.LIST),
                            "Tags", changeable(Shape.LIST)),
                    List.of("GroupId", "Id", "VpcId"),
                    true,
                    false);

    private final SecurityGroups groups;
    private final Tagging tagging;
    private final GeneratedNames names;

    public SecurityGroupProvider(SecurityGroups groups, Tagging tagging, GeneratedNames names) {
        this.groups = groups;
        this.tagging = tagging;
        this.names = names;
    }

    @Override
    public ResourceSchema schema() {
        return SCHEMA;
    }

    @Override
    public Progress create(ResourceStep step, Value.Members values) {
        var properties = new Properties(values);
        var by = Acting.of(step);
        return Failures.translate(() -> {
            var group =
                    groups.create(
                            by,
                            new NewGroup(
                                    properties.text("VpcId"),
                                    properties
                                            .text("GroupName")
                                            .orElseGet(() -> names.name(step, MAX_NAME)),
                                    properties.requiredText("GroupDescription"),
                                    ingress(by, properties),
                                    egress(by, properties),
                                    properties.tags(step.tags())));
            by.require("ec2:DescribeSecurityGroups");
            return done(group);
        });
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members before, Value.Members after) {
        var by = Acting.of(step);
        return Failures.translate(() -> {
            by.require("ec2:DescribeSecurityGroups");
            change(
                    by,
                    physicalId,
                    Direction.INGRESS,
                    ingress(by, new Properties(before)),
                    ingress(by, new Properties(after)));
            change(
                    by,
                    physicalId,
                    Direction.EGRESS,
                    orEverything(egress(by, new Properties(before))),
                    orEverything(egress(by, new Properties(after))));
            tagging.replace(
                    by,
                    physicalId,
                    tagging.of(by, physicalId),
                    new Properties(after).tags(step.tags()));
            return done(groups.find(by, physicalId).orElseThrow(() -> gone(physicalId)));
        });
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members properties) {
        var by = Acting.of(step);
        return Failures.translate(() -> {
            by.require("ec2:DescribeSecurityGroups");
            if (groups.find(by, physicalId).isPresent()) {
                by.require("ec2:DescribeInstances");
                groups.delete(by, physicalId);
            }
            return new Progress.Done(physicalId, Map.of());
        });
    }

    /** Rules that others added to the group stay. */
    private void change(
            Acting by,
            String groupId,
            Direction direction,
            List<NewRule> before,
            List<NewRule> after) {
        var present =
                groups.rulesOf(by, groupId).stream()
                        .filter(rule -> rule.direction() == direction)
                        .collect(Collectors.toMap(SecurityGroupRule::traffic, Function.identity()));
        var wanted = after.stream().map(NewRule::traffic).toList();
        var unwanted =
                before.stream()
                        .map(NewRule::traffic)
                        .filter(traffic -> !wanted.contains(traffic))
                        .filter(present::containsKey)
                        .toList();
        if (!unwanted.isEmpty()) {
            groups.revoke(by, groupId, direction, unwanted);
        }
        var missing = after.stream().filter(rule -> !present.containsKey(rule.traffic())).toList();
        if (!missing.isEmpty()) {
            groups.authorize(by, groupId, direction, missing, Map.of());
        }
        for (var rule : after) {
            var there = present.get(rule.traffic());
            if (there != null && !there.description().equals(rule.description())) {
                groups.describeRule(by, groupId, direction, there.id(), rule.description());
            }
        }
    }

    private List<NewRule> ingress(Acting by, Properties properties) {
        return RuleProperties.rules(
                by, groups, properties, "SecurityGroupIngress", Direction.INGRESS);
    }

    private List<NewRule> egress(Acting by, Properties properties) {
        return RuleProperties.rules(
                by, groups, properties, "SecurityGroupEgress", Direction.EGRESS);
    }

    private static List<NewRule> orEverything(List<NewRule> egress) {
        return egress.isEmpty()
                ? List.of(new NewRule(Traffic.everything(), Optional.empty()))
                : egress;
    }

    private static RuntimeException gone(String groupId) {
        return new dev.wheelhouse.cloud.resource.ResourceFailure(
                dev.wheelhouse.cloud.resource.ResourceFailure.Code.NOT_FOUND,
                "The security group '" + groupId + "' does not exist");
    }

    private static Progress done(SecurityGroup group) {
        return new Progress.Done(
                group.id(),
                Map.of(
                        "GroupId", Value.text(group.id()),
                        "Id", Value.text(group.id()),
                        "VpcId", Value.text(group.vpcId())));
    }
}
