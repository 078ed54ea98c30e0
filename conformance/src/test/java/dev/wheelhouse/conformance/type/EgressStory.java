package dev.wheelhouse.conformance.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.conformance.SdkClients;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** A rule for what goes out takes the place of the one that lets everything out. */
final class EgressStory implements Story {
    @Override
    public String type() {
        return "AWS::EC2::SecurityGroupEgress";
    }

    @Override
    public void play(SdkClients admin, Stacks stacks) {
        var ec2 = admin.ec2();
        var group =
                ec2.createSecurityGroup(r -> r.groupName("closed").description("closed")).groupId();
        assertThat(rules(ec2, group)).singleElement().returns("-1", SecurityGroupRule::ipProtocol);
        var template = template(group);

        var id = stacks.create("egress", template).get("Id");
        assertThat(rules(ec2, group))
                .singleElement()
                .returns(id, SecurityGroupRule::securityGroupRuleId)
                .returns("udp", SecurityGroupRule::ipProtocol);
        stacks.update(
                "egress",
                template.replace("IpProtocol: udp", "IpProtocol: udp\n      Description: names"));
        assertThat(rules(ec2, group))
                .singleElement()
                .returns(id, SecurityGroupRule::securityGroupRuleId)
                .returns("names", SecurityGroupRule::description);
        stacks.update("egress", template.replace("10.0.0.2/32", "10.0.0.3/32"));
        assertThat(rules(ec2, group))
                .singleElement()
                .returns("10.0.0.3/32", SecurityGroupRule::cidrIpv4);
        stacks.delete("egress");
        assertThat(rules(ec2, group)).isEmpty();

        stacks.needs(
                template,
                List.of(
                        "ec2:DescribeSecurityGroupRules",
                        "ec2:AuthorizeSecurityGroupEgress",
                        "ec2:RevokeSecurityGroupEgress"),
                List.of("ec2:DescribeSecurityGroupRules", "ec2:RevokeSecurityGroupEgress"),
                () -> rules(ec2, group));
        ec2.deleteSecurityGroup(r -> r.groupId(group));
    }

    private static List<SecurityGroupRule> rules(Ec2Client ec2, String group) {
        return ec2
                .describeSecurityGroupRules(
                        r -> r.filters(Filter.builder().name("group-id").values(group).build()))
                .securityGroupRules()
                .stream()
                .filter(SecurityGroupRule::isEgress)
                .toList();
    }

    private static String template(String group) {
        return """
        Resources:
          Names:
            Type: AWS::EC2::SecurityGroupEgress
            Properties:
              GroupId: %s
              IpProtocol: udp
              FromPort: 53
              ToPort: 53
              CidrIp: 10.0.0.2/32
        Outputs:
          Id: {Value: !GetAtt Names.Id}
        """
                .formatted(group);
    }
}
