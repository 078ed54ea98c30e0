package dev.wheelhouse.conformance.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.conformance.SdkClients;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** Rules for what comes in, added to a group that is no part of the stack. */
final class IngressStory implements Story {
    @Override
    public String type() {
        return "AWS::EC2::SecurityGroupIngress";
    }

    @Override
    public void play(SdkClients admin, Stacks stacks) {
        var ec2 = admin.ec2();
        var group =
                ec2.createSecurityGroup(r -> r.groupName("shared").description("shared")).groupId();
        var template = template(group);
        lives(ec2, stacks, group, template);
        fails(ec2, stacks, group, template);
        stacks.needs(
                template,
                List.of("ec2:DescribeSecurityGroupRules", "ec2:AuthorizeSecurityGroupIngress"),
                List.of("ec2:DescribeSecurityGroupRules", "ec2:RevokeSecurityGroupIngress"),
                () -> rules(ec2, group));
        ec2.deleteSecurityGroup(r -> r.groupId(group));
    }

    private static void lives(Ec2Client ec2, Stacks stacks, String group, String template) {
        var made = stacks.create("ingress", template);
        var id = stacks.physicalId("ingress", "Web");
        assertThat(id).matches("sgr-[0-9a-f]{17}");
        assertThat(made).containsExactlyInAnyOrderEntriesOf(Map.of("Ref", id, "Id", id));
        assertThat(rules(ec2, group))
                .singleElement()
                .returns(id, SecurityGroupRule::securityGroupRuleId)
                .returns(80, SecurityGroupRule::toPort)
                .returns("10.0.0.0/8", SecurityGroupRule::cidrIpv4)
                .returns("from inside", SecurityGroupRule::description);

        assertThat(stacks.update("ingress", template.replace("from inside", "from home")))
                .containsEntry("Ref", id);
        assertThat(rules(ec2, group))
                .singleElement()
                .returns("from home", SecurityGroupRule::description);

        var replaced =
                stacks.update(
                        "ingress",
                        template.replace("CidrIp: 10.0.0.0/8", "SourceSecurityGroupId: " + group));
        assertThat(replaced.get("Ref")).isNotEqualTo(id);
        assertThat(rules(ec2, group))
                .singleElement()
                .returns(replaced.get("Id"), SecurityGroupRule::securityGroupRuleId)
                .returns(group, rule -> rule.referencedGroupInfo().groupId());

        stacks.delete("ingress");
        assertThat(rules(ec2, group)).isEmpty();
    }

    private static void fails(Ec2Client ec2, Stacks stacks, String group, String template) {
        var twice = template.replace("Outputs:", second(template) + "Outputs:");
        assertThat(stacks.failsToCreate("twice", twice))
                .contains(
                        "the specified rule \"peer: 10.0.0.0/8, TCP, from port: 80, to port: 80,"
                                + " ALLOW\" already exists")
                .contains("HandlerErrorCode: AlreadyExists");
        assertThat(rules(ec2, group)).isEmpty();
        stacks.delete("twice");
        assertThat(stacks.failsToCreate("nobody", template.replace("  CidrIp: 10.0.0.0/8\n", "\n")))
                .contains("a rule names a source or destination");
        stacks.delete("nobody");
    }

    private static String second(String template) {
        return template.substring(template.indexOf("  Web:"), template.indexOf("Outputs:"))
                .replace("Web:", "Again:")
                .replace("Properties:", "DependsOn: Web\n    Properties:");
    }

    private static List<SecurityGroupRule> rules(Ec2Client ec2, String group) {
        return ec2
                .describeSecurityGroupRules(
                        r -> r.filters(Filter.builder().name("group-id").values(group).build()))
                .securityGroupRules()
                .stream()
                .filter(rule -> !rule.isEgress())
                .toList();
    }

    private static String template(String group) {
        return """
        Resources:
          Web:
            Type: AWS::EC2::SecurityGroupIngress
            Properties:
              GroupId: %s
              IpProtocol: tcp
              FromPort: 80
              ToPort: 80
              CidrIp: 10.0.0.0/8
              Description: from inside
        Outputs:
          Ref: {Value: !Ref Web}
          Id: {Value: !GetAtt Web.Id}
        """
                .formatted(group);
    }
}
