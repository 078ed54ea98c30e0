package dev.wheelhouse.cloud;

import static dev.wheelhouse.cloud.Cloud.HUB;
import static dev.wheelhouse.cloud.Cloud.REGION;
import static dev.wheelhouse.cloud.Cloud.SPOKE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.cloud.ec2.PublicImage;
import dev.wheelhouse.cloud.resource.ResourceFailure;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessDeniedException;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import dev.wheelhouse.wire.ServiceException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** A security group and an instance, made as a stack makes them. */
final class LaunchTest {
    private static final String GROUP = "AWS::EC2::SecurityGroup";
    private static final String INSTANCE = "AWS::EC2::Instance";
    private static final String IMAGE =
            PublicImage.byParameter(
                            REGION,
                            "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64")
                    .orElseThrow();
    private static final String WEB =
            """
            {"GroupDescription": "Web", "SecurityGroupIngress": [
              {"IpProtocol": "tcp", "FromPort": "80", "ToPort": 80, "CidrIp": "0.0.0.0/0"}],
             "Tags": [{"Key": "Product", "Value": "LAMP"}]}
            """;

    @OnEachDatabase
    void aGroupAndAnInstanceAreMadeAndGoneAgain(TestDatabase given) {
        var cloud = new Cloud(given);
        var admin = Principal.admin(SPOKE);
        key(cloud, admin);

        var group = cloud.create(admin, GROUP, "WebServerSecurityGroup", WEB);
        var instance = cloud.create(admin, INSTANCE, "WebServer", instance(group.physicalId()));

        assertThat(group.physicalId()).startsWith("sg-");
        assertThat(instance.attributes().get("PublicDnsName"))
                .asString()
                .startsWith("ec2-3-")
                .endsWith(".compute-1.amazonaws.com");
        assertThat(instance.attributes().get("PrivateIp")).asString().startsWith("172.31.");
        var seen =
                cloud.ec2(
                                admin,
                                "DescribeInstances",
                                DescribeInstancesRequest.builder()
                                        .filters(
                                                Filter.builder()
                                                        .name("tag:aws:cloudformation:logical-id")
                                                        .values("Web*")
                                                        .build()),
                                DescribeInstancesResponse.class)
                        .reservations()
                        .getFirst()
                        .instances()
                        .getFirst();
        assertThat(seen.instanceId()).isEqualTo(instance.physicalId());
        assertThat(seen.state().nameAsString()).isEqualTo("running");
        assertThat(seen.securityGroups().getFirst().groupId()).isEqualTo(group.physicalId());
        assertThatThrownBy(() ->
                        cloud.delete(
                                admin, GROUP, "WebServerSecurityGroup", group.physicalId(), WEB))
                .isInstanceOf(ResourceFailure.class)
                .hasMessageContaining("dependent object");

        cloud.delete(
                admin, INSTANCE, "WebServer", instance.physicalId(), instance(group.physicalId()));
        cloud.delete(admin, GROUP, "WebServerSecurityGroup", group.physicalId(), WEB);
        cloud.delete(admin, GROUP, "WebServerSecurityGroup", group.physicalId(), WEB);

        assertThat(groups(cloud, admin)).hasSize(1);
    }

    @OnEachDatabase
    void aRefusedActionLeavesNothingBehind(TestDatabase given) {
        var cloud = new Cloud(given);
        var half =
                Principal.allowed(
                        SPOKE, "ec2:CreateSecurityGroup", "ec2:CreateTags", "ec2:Describe*");

        assertThatThrownBy(() -> cloud.create(half, GROUP, "Group", WEB))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("ec2:AuthorizeSecurityGroupIngress");

        assertThat(groups(cloud, half)).hasSize(1); // the default group alone
    }

    @OnEachDatabase
    void anUpdateOfRulesAndTagsKeepsTheGroup(TestDatabase given) {
        var cloud = new Cloud(given);
        var admin = Principal.admin(SPOKE);
        var group = cloud.create(admin, GROUP, "Group", WEB);
        var changed = WEB.replace("80", "443").replace("LAMP", "Linux");

        cloud.update(admin, GROUP, "Group", group.physicalId(), WEB, changed);

        var seen =
                groups(cloud, admin).stream()
                        .filter(each -> each.groupId().equals(group.physicalId()))
                        .findFirst()
                        .orElseThrow();
        assertThat(seen.ipPermissions().getFirst().fromPort()).isEqualTo(443);
        assertThat(seen.ipPermissions()).hasSize(1);
        assertThat(seen.tags().toString()).contains("Linux").contains("logical-id");
    }

    @OnEachDatabase
    void theInventoryKnowsWhatAStackMade(TestDatabase given) {
        var cloud = new Cloud(given);
        var admin = Principal.admin(SPOKE);
        var group = cloud.create(admin, GROUP, "Group", WEB).physicalId();
        var type = "AWS::EC2::SecurityGroup::Id";

        assertThat(
                        cloud.database.<Boolean>read(
                                db -> cloud.inventory.exists(db, SPOKE, REGION, type, group)))
                .isTrue();
        assertThat(
                        cloud.database.<Boolean>read(
                                db -> cloud.inventory.exists(db, HUB, REGION, type, group)))
                .isFalse();
        assertThat(
                        cloud.database.<Optional<Value>>read(db ->
                                cloud.inventory.attribute(
                                        db, SPOKE, REGION, type, group, "Tags.Product")))
                .contains(Value.text("LAMP"));
        assertThat(
                        cloud.database.<Optional<Value>>read(db ->
                                cloud.inventory.attribute(
                                        db,
                                        SPOKE,
                                        REGION,
                                        type,
                                        group,
                                        "Tags.aws:cloudformation:logical-id")))
                .contains(Value.text("Group"));
    }

    @OnEachDatabase
    void anInstanceNeedsWhatItNames(TestDatabase given) {
        var cloud = new Cloud(given);
        var admin = Principal.admin(SPOKE);
        key(cloud, admin);
        var group = cloud.create(admin, GROUP, "Group", WEB).physicalId();

        assertThatThrownBy(
                        () -> cloud.create(admin, INSTANCE, "I", instance("sg-00000000000000000")))
                .hasMessage("The security group 'sg-00000000000000000' does not exist");
        assertThatThrownBy(() ->
                        cloud.create(admin, INSTANCE, "I", instance(group).replace("demo", "lost")))
                .hasMessage("The key pair 'lost' does not exist");
        assertThatThrownBy(() ->
                        cloud.create(
                                admin,
                                INSTANCE,
                                "I",
                                instance(group).replace("t3.micro", "x9.huge")))
                .hasMessage("Invalid value 'x9.huge' for InstanceType.");
        assertThatThrownBy(() ->
                        cloud.create(
                                admin,
                                INSTANCE,
                                "I",
                                instance(group).replace("t3.micro", "t4g.micro")))
                .hasMessageContaining("architecture");
    }

    @OnEachDatabase
    void anUnusedRegionIsDescribedAsItWillBe(TestDatabase given) {
        var cloud = new Cloud(given);
        var admin = Principal.admin(SPOKE);
        var before = vpc(cloud, admin);

        cloud.create(admin, GROUP, "Group", WEB);

        assertThat(vpc(cloud, admin)).isEqualTo(before);
        assertThat(vpc(cloud, Principal.admin(HUB))).isNotEqualTo(before);
    }

    @OnEachDatabase
    void aGroupOfAnotherAccountCannotBeDeleted(TestDatabase given) {
        var cloud = new Cloud(given);
        var group = cloud.create(Principal.admin(SPOKE), GROUP, "Group", WEB).physicalId();

        assertThatThrownBy(() ->
                        cloud.ec2(
                                Principal.admin(HUB),
                                "DeleteSecurityGroup",
                                DeleteSecurityGroupRequest.builder().groupId(group),
                                DeleteSecurityGroupResponse.class))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("does not exist");
    }

    private static void key(Cloud cloud, Principal admin) {
        var made =
                cloud.ec2(
                        admin,
                        "CreateKeyPair",
                        CreateKeyPairRequest.builder().keyName("demo").keyType("ed25519"),
                        CreateKeyPairResponse.class);
        assertThat(made.keyMaterial()).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----");
    }

    private static String instance(String group) {
        return """
        {"ImageId": "%s", "InstanceType": "t3.micro", "KeyName": "demo",
         "SecurityGroupIds": ["%s"], "UserData": "c2VjcmV0",
         "Tags": [{"Key": "Name", "Value": "web"}]}
        """
                .formatted(IMAGE, group);
    }

    private static List<SecurityGroup> groups(Cloud cloud, Principal caller) {
        return cloud.ec2(
                        caller,
                        "DescribeSecurityGroups",
                        DescribeSecurityGroupsRequest.builder(),
                        DescribeSecurityGroupsResponse.class)
                .securityGroups();
    }

    private static String vpc(Cloud cloud, Principal caller) {
        return cloud.ec2(
                        caller,
                        "DescribeVpcs",
                        DescribeVpcsRequest.builder(),
                        DescribeVpcsResponse.class)
                .vpcs()
                .getFirst()
                .vpcId();
    }
}
