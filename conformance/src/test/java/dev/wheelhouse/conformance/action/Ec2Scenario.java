package dev.wheelhouse.conformance.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;
import software.amazon.awssdk.services.ec2.model.Tag;

/** An instance behind a security group in the default network lives and ends. */
final class Ec2Scenario implements Scenario {
    private static final IpPermission HTTPS =
            IpPermission.builder()
                    .ipProtocol("tcp")
                    .fromPort(443)
                    .toPort(443)
                    .ipRanges(IpRange.builder().cidrIp("10.0.0.0/8").build())
                    .build();

    private static final String TRUST =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
            "Principal":{"Service":"ec2.amazonaws.com"}}]}
            """;

    @Override
    public String service() {
        return "ec2";
    }

    @Override
    public void play(RunningCloud cloud) {
        var ec2 = cloud.admin().ec2();
        assertThat(ec2.describeRegions().regions())
                .anyMatch(each -> each.regionName().equals("us-east-1"));
        assertThat(ec2.describeAvailabilityZones().availabilityZones()).isNotEmpty();
        var vpc =
                ec2.describeVpcs(r -> r.filters(filter("is-default", "true")))
                        .vpcs()
                        .getFirst()
                        .vpcId();
        assertThat(ec2.describeSubnets(r -> r.filters(filter("vpc-id", vpc))).subnets())
                .isNotEmpty();
        keys(ec2);
        var group = group(ec2, vpc);
        instance(cloud, ec2, group);
        ec2.deleteSecurityGroup(r -> r.groupId(group));
        VpcSteps.play(cloud);
    }

    private static void keys(Ec2Client ec2) {
        var made = ec2.createKeyPair(r -> r.keyName("made"));
        assertThat(made.keyMaterial()).startsWith("-----BEGIN RSA PRIVATE KEY-----");
        ec2.importKeyPair(r ->
                r.keyName("brought")
                        .publicKeyMaterial(
                                SdkBytes.fromUtf8String(
                                        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA"
                                                + "IGwqxgQBcFnVhbWYqHKN7BHZrRpKZSM8mLSmjBXhNPvB")));
        assertThat(ec2.describeKeyPairs().keyPairs())
                .extracting(each -> each.keyName())
                .contains("made", "brought");
        ec2.deleteKeyPair(r -> r.keyName("made"));
        ec2.deleteKeyPair(r -> r.keyName("brought"));
    }

    private static String group(Ec2Client ec2, String vpc) {
        var group =
                ec2.createSecurityGroup(r -> r.groupName("web").description("the web").vpcId(vpc))
                        .groupId();
        ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(HTTPS));
        ec2.authorizeSecurityGroupEgress(r -> r.groupId(group).ipPermissions(HTTPS));
        assertThat(
                        ec2.describeSecurityGroupRules(r -> r.filters(filter("group-id", group)))
                                .securityGroupRules())
                .hasSize(3);
        rules(ec2, group);
        ec2.revokeSecurityGroupEgress(r -> r.groupId(group).ipPermissions(HTTPS));
        ec2.revokeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(HTTPS));
        assertThat(
                        ec2.describeSecurityGroups(r -> r.groupIds(group))
                                .securityGroups()
                                .getFirst()
                                .ipPermissions())
                .isEmpty();
        return group;
    }

    private static void rules(Ec2Client ec2, String group) {
        ec2.updateSecurityGroupRuleDescriptionsIngress(
                r -> r.groupId(group).ipPermissions(described("in")));
        ec2.updateSecurityGroupRuleDescriptionsEgress(
                r -> r.groupId(group).ipPermissions(described("out")));
        var rule =
                ec2
                        .describeSecurityGroupRules(r -> r.filters(filter("group-id", group)))
                        .securityGroupRules()
                        .stream()
                        .filter(each -> !each.isEgress())
                        .findFirst()
                        .orElseThrow();
        assertThat(rule.description()).isEqualTo("in");
        var id = rule.securityGroupRuleId();
        change(ec2, group, id, 8443, "changed");
        var changed =
                ec2.describeSecurityGroupRules(r -> r.securityGroupRuleIds(id))
                        .securityGroupRules()
                        .getFirst();
        assertThat(changed.toPort() + " " + changed.description()).isEqualTo("8443 changed");
        change(ec2, group, id, 443, "back");
    }

    private static void change(
            Ec2Client ec2, String group, String rule, int port, String description) {
        ec2.modifySecurityGroupRules(r ->
                r.groupId(group)
                        .securityGroupRules(
                                SecurityGroupRuleUpdate.builder()
                                        .securityGroupRuleId(rule)
                                        .securityGroupRule(wanted ->
                                                wanted.ipProtocol("tcp")
                                                        .fromPort(port)
                                                        .toPort(port)
                                                        .cidrIpv4("10.0.0.0/8")
                                                        .description(description))
                                        .build()));
    }

    private static IpPermission described(String description) {
        return HTTPS.toBuilder()
                .ipRanges(IpRange.builder().cidrIp("10.0.0.0/8").description(description).build())
                .build();
    }

    private static void attributes(RunningCloud cloud, Ec2Client ec2, String instance) {
        assertThat(
                        ec2.describeInstanceAttribute(r ->
                                        r.instanceId(instance)
                                                .attribute("instanceInitiatedShutdownBehavior"))
                                .instanceInitiatedShutdownBehavior()
                                .value())
                .isEqualTo("stop");
        ec2.modifyInstanceAttribute(
                r -> r.instanceId(instance).disableApiTermination(v -> v.value(true)));
        assertThatThrownBy(() -> ec2.terminateInstances(r -> r.instanceIds(instance)))
                .hasMessageContaining("disableApiTermination");
        ec2.modifyInstanceAttribute(
                r -> r.instanceId(instance).disableApiTermination(v -> v.value(false)));
        assertThat(
                        ec2.describeInstanceCreditSpecifications(r -> r.instanceIds(instance))
                                .instanceCreditSpecifications()
                                .getFirst()
                                .cpuCredits())
                .isEqualTo("unlimited");
        assertThat(
                        ec2.modifyInstanceMetadataOptions(
                                        r -> r.instanceId(instance).httpTokens("required"))
                                .instanceMetadataOptions()
                                .httpTokensAsString())
                .isEqualTo("required");
        ec2.monitorInstances(r -> r.instanceIds(instance));
        assertThat(described(ec2, instance).monitoring().stateAsString()).isEqualTo("enabled");
        ec2.unmonitorInstances(r -> r.instanceIds(instance));
        ec2.rebootInstances(r -> r.instanceIds(instance));
        profiles(cloud, ec2, instance);
    }

    private static void profiles(RunningCloud cloud, Ec2Client ec2, String instance) {
        var iam = cloud.admin().iam();
        iam.createRole(r -> r.roleName("machine").assumeRolePolicyDocument(TRUST));
        for (var name : List.of("machine", "machine2")) {
            iam.createInstanceProfile(r -> r.instanceProfileName(name));
            iam.addRoleToInstanceProfile(r -> r.instanceProfileName(name).roleName("machine"));
        }
        var first =
                ec2.associateIamInstanceProfile(r ->
                                r.instanceId(instance).iamInstanceProfile(p -> p.name("machine")))
                        .iamInstanceProfileAssociation()
                        .associationId();
        var second =
                ec2.replaceIamInstanceProfileAssociation(r ->
                                r.associationId(first).iamInstanceProfile(p -> p.name("machine2")))
                        .iamInstanceProfileAssociation()
                        .associationId();
        assertThat(
                        ec2.describeIamInstanceProfileAssociations(
                                        r -> r.filters(filter("instance-id", instance)))
                                .iamInstanceProfileAssociations())
                .extracting(each -> each.associationId() + " " + each.stateAsString())
                .containsExactly(second + " associated");
        ec2.disassociateIamInstanceProfile(r -> r.associationId(second));
        assertThat(described(ec2, instance).iamInstanceProfile()).isNull();
        for (var name : List.of("machine", "machine2")) {
            iam.removeRoleFromInstanceProfile(r -> r.instanceProfileName(name).roleName("machine"));
            iam.deleteInstanceProfile(r -> r.instanceProfileName(name));
        }
        iam.deleteRole(r -> r.roleName("machine"));
    }

    private static Instance described(Ec2Client ec2, String instance) {
        return ec2.describeInstances(r -> r.instanceIds(instance))
                .reservations()
                .getFirst()
                .instances()
                .getFirst();
    }

    private static void instance(RunningCloud cloud, Ec2Client ec2, String group) {
        assertThat(
                        ec2.describeInstanceTypes(r -> r.instanceTypes(InstanceType.T3_MICRO))
                                .instanceTypes())
                .hasSize(1);
        var image =
                ec2.describeImages(
                                r -> r.owners("amazon").filters(filter("architecture", "x86_64")))
                        .images()
                        .getFirst()
                        .imageId();
        var instance =
                ec2.runInstances(r ->
                                r.imageId(image)
                                        .instanceType(InstanceType.T3_MICRO)
                                        .securityGroupIds(group)
                                        .minCount(1)
                                        .maxCount(1))
                        .instances()
                        .getFirst()
                        .instanceId();
        becomes(ec2, instance, InstanceStateName.RUNNING);
        ec2.createTags(
                r -> r.resources(instance).tags(Tag.builder().key("team").value("web").build()));
        assertThat(ec2.describeTags(r -> r.filters(filter("resource-id", instance))).tags())
                .hasSize(1);
        ec2.deleteTags(r -> r.resources(instance).tags(Tag.builder().key("team").build()));
        assertThat(ec2.describeInstanceStatus(r -> r.instanceIds(instance)).instanceStatuses())
                .hasSize(1);
        attributes(cloud, ec2, instance);
        ec2.stopInstances(r -> r.instanceIds(instance));
        becomes(ec2, instance, InstanceStateName.STOPPED);
        ec2.startInstances(r -> r.instanceIds(instance));
        becomes(ec2, instance, InstanceStateName.RUNNING);
        ec2.terminateInstances(r -> r.instanceIds(instance));
        becomes(ec2, instance, InstanceStateName.TERMINATED);
    }

    private static void becomes(Ec2Client ec2, String instance, InstanceStateName state) {
        Until.holds(() ->
                ec2.describeInstances(r -> r.instanceIds(instance))
                        .reservations()
                        .getFirst()
                        .instances()
                        .getFirst()
                        .state()
                        .name()
                        .equals(state));
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }
}
