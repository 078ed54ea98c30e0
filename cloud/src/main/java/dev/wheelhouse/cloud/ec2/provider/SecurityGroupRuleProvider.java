package dev.wheelhouse.cloud.ec2.provider;

import static dev.wheelhouse.cloud.ec2.provider.Schemas.changeable;
import static dev.wheelhouse.cloud.ec2.provider.Schemas.fixed;
import static dev.wheelhouse.cloud.ec2.provider.Schemas.requiredFixed;

import dev.wheelhouse.cloud.ec2.SecurityGroupRule.Direction;
import dev.wheelhouse.cloud.ec2.SecurityGroupRule.Traffic;
import dev.wheelhouse.cloud.ec2.TrafficReader;
import dev.wheelhouse.cloud.ec2.operation.SecurityGroups;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.cloud.resource.Properties;
import dev.wheelhouse.cloud.resource.ResourceFailure;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceSchema;
import dev.wheelhouse.cloud.resource.ResourceSchema.Property;
import dev.wheelhouse.cloud.resource.ResourceSchema.Shape;
import dev.wheelhouse.cloud.resource.ResourceStep;
import dev.wheelhouse.document.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code AWS::EC2::SecurityGroupIngress} and {@code AWS::EC2::SecurityGroupEgress}: one rule of a
 * group that may belong to anybody. {@code Ref} and {@code Id} are the rule's id ({@code sgr-...}).
 *
 * <p>A rule that is there already is not adopted: the resource fails. An egress rule takes the
 * place of the rule that lets everything out to {@code 0.0.0.0/0}, which every group starts with
 * (the behaviour of the real handler, as aws-cdk issue 987 records it).
 */
public final class SecurityGroupRuleProvider implements ResourceProvider {
    private static final String DESCRIBE = "ec2:DescribeSecurityGroupRules";

    private final SecurityGroups groups;
    private final Direction direction;
    private final ResourceSchema schema;

    public SecurityGroupRuleProvider(SecurityGroups groups, Direction direction) {
        this.groups = groups;
        this.direction = direction;
        this.schema =
                switch (direction) {
                    case INGRESS -> schema("AWS::EC2::SecurityGroupIngress", ingress());
                    case EGRESS -> schema("AWS::EC2::SecurityGroupEgress", egress());
                };
    }

    @Override
    public ResourceSchema schema() {
        return schema;
    }

    @Override
    public Progress create(ResourceStep step, Value.Members values) {
        var properties = new Properties(values);
        var by = Acting.of(step);
        return Failures.translate(() -> {
            by.require(DESCRIBE);
            var rule = RuleProperties.rule(by, groups, properties, direction);
            var groupId = groupId(by, properties);
            if (direction == Direction.EGRESS) {
                groups.revokeIfPresent(by, groupId, direction, Traffic.everything());
            }
            return done(
                    groups.authorize(by, groupId, direction, List.of(rule), Map.of())
                            .getFirst()
                            .id());
        });
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members before, Value.Members after) {
        var by = Acting.of(step);
        return Failures.translate(() -> {
            var wanted = TrafficReader.description(new Properties(after).text("Description"));
            var rule =
                    groups.rule(by, physicalId)
                            .orElseThrow(() ->
                                    new ResourceFailure(
                                            ResourceFailure.Code.NOT_FOUND,
                                            "The security group rule ID '"
                                                    + physicalId
                                                    + "' does not exist"));
            if (!rule.description().equals(wanted)) {
                groups.describeRule(by, rule.groupId(), direction, physicalId, wanted);
            }
            return done(physicalId);
        });
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members properties) {
        var by = Acting.of(step);
        return Failures.translate(() -> {
            by.require(DESCRIBE);
            groups.rule(by, physicalId)
                    .ifPresent(rule ->
                            groups.revokeByIds(by, rule.groupId(), direction, List.of(physicalId)));
            return new Progress.Done(physicalId, Map.of());
        });
    }

    private String groupId(Acting by, Properties properties) {
        if (properties.has("GroupId") && properties.has("GroupName")) {
            throw Properties.invalid(
                    "The parameter 'groupName' cannot be used with the parameter 'groupId'");
        }
        return properties
                .text("GroupId")
                .or(() -> properties.text("GroupName").map(name -> groups.idByName(by, name)))
                .orElseThrow(() ->
                        Properties.invalid(
                                "The request must contain the parameter groupName or groupId"));
    }

    private static Progress done(String id) {
        return new Progress.Done(id, Map.of("Id", Value.text(id)));
    }

    private static ResourceSchema schema(String type, Map<String, Property> ends) {
        var properties = new HashMap<>(ends);
        properties.put("IpProtocol", requiredFixed(Shape.STRING));
        properties.put("FromPort", fixed(Shape.NUMBER));
        properties.put("ToPort", fixed(Shape.NUMBER));
        properties.put("CidrIp", fixed(Shape.STRING));
        properties.put("CidrIpv6", fixed(Shape.STRING));
        properties.put("Description", changeable(Shape.STRING));
        return new ResourceSchema(type, Map.copyOf(properties), List.of("Id"), false, false);
    }

    private static Map<String, Property> ingress() {
        return Map.of(
                "GroupId", fixed(Shape.STRING),
                "GroupName", fixed(Shape.STRING),
                "SourcePrefixListId", fixed(Shape.STRING),
                "SourceSecurityGroupId", fixed(Shape.STRING),
                "SourceSecurityGroupName", fixed(Shape.STRING),
                "SourceSecurityGroupOwnerId", fixed(Shape.STRING));
    }

    private static Map<String, Property> egress() {
        return Map.of(
                "GroupId", requiredFixed(Shape.STRING),
                "DestinationPrefixListId", fixed(Shape.STRING),
                "DestinationSecurityGroupId", fixed(Shape.STRING));
    }
}
