package dev.wheelhouse.conformance.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.RouteState;

/**
 * A network as templates make it: two subnets of which one is public, a gateway, a route, a
 * security group and an instance, through its whole life.
 */
class VpcStackTest {
    /** The route does not name the attachment, as many templates do not: it has to wait for it. */
    private static final String NETWORK =
            """
            Parameters:
              Name: {Type: String, Default: one}
              Public: {Type: String, Default: 'true'}
              PrivateTable: {Type: String, Default: private}
              PrivateRange: {Type: String, Default: 10.0.2.0/24}
            Conditions:
              PrivateUsesPublic: !Equals [!Ref PrivateTable, public]
            Resources:
              Vpc:
                Type: AWS::EC2::VPC
                Properties:
                  CidrBlock: 10.0.0.0/16
                  EnableDnsSupport: true
                  EnableDnsHostnames: 'true'
                  InstanceTenancy: default
                  Tags: [{Key: Name, Value: !Ref Name}]
              PublicSubnet:
                Type: AWS::EC2::Subnet
                Properties:
                  VpcId: !Ref Vpc
                  CidrBlock: 10.0.1.0/24
                  AvailabilityZone: !Select [0, !GetAZs '']
                  MapPublicIpOnLaunch: !Ref Public
                  Tags: [{Key: Name, Value: !Ref Name}]
              PrivateSubnet:
                Type: AWS::EC2::Subnet
                Properties:
                  VpcId: !Ref Vpc
                  CidrBlock: !Ref PrivateRange
                  AvailabilityZone: !Select [1, !GetAZs '']
              Gateway:
                Type: AWS::EC2::InternetGateway
                Properties:
                  Tags: [{Key: Name, Value: !Ref Name}]
              Attachment:
                Type: AWS::EC2::VPCGatewayAttachment
                Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}
              PublicTable:
                Type: AWS::EC2::RouteTable
                Properties:
                  VpcId: !Ref Vpc
                  Tags: [{Key: Name, Value: !Ref Name}]
              OwnTable:
                Type: AWS::EC2::RouteTable
                Properties: {VpcId: !Ref Vpc}
              PublicRoute:
                Type: AWS::EC2::Route
                Properties:
                  RouteTableId: !Ref PublicTable
                  DestinationCidrBlock: 0.0.0.0/0
                  GatewayId: !Ref Gateway
              PublicUse:
                Type: AWS::EC2::SubnetRouteTableAssociation
                Properties: {SubnetId: !Ref PublicSubnet, RouteTableId: !Ref PublicTable}
              PrivateUse:
                Type: AWS::EC2::SubnetRouteTableAssociation
                Properties:
                  SubnetId: !Ref PrivateSubnet
                  RouteTableId: !If [PrivateUsesPublic, !Ref PublicTable, !Ref OwnTable]
            """;

    private static final String LIVED_IN =
            """
              Group:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupDescription: web
                  VpcId: !Ref Vpc
                  SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}]
              Instance:
                Type: AWS::EC2::Instance
                Properties:
                  ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}'
                  InstanceType: t3.micro
                  SubnetId: !Ref PublicSubnet
                  SecurityGroupIds: [!Ref Group]
            Outputs:
              Vpc: {Value: !Ref Vpc}
              Range: {Value: !GetAtt Vpc.CidrBlock}
              Association: {Value: !Select [0, !GetAtt Vpc.CidrBlockAssociations]}
              DefaultGroup: {Value: !GetAtt Vpc.DefaultSecurityGroup}
              DefaultAcl: {Value: !GetAtt Vpc.DefaultNetworkAcl}
              Zone: {Value: !GetAtt PublicSubnet.AvailabilityZone}
              SubnetVpc: {Value: !GetAtt PublicSubnet.VpcId}
              Attachment: {Value: !Ref Attachment}
              AttachmentType: {Value: !GetAtt Attachment.AttachmentType}
              Route: {Value: !Ref PublicRoute}
              Destination: {Value: !GetAtt PublicRoute.CidrBlock}
              PublicName: {Value: !GetAtt Instance.PublicDnsName}
            """;

    /** What fails after everything else was changed. */
    private static final String FAILING =
            """
              Broken:
                Type: AWS::EC2::Subnet
                DependsOn: [PublicUse, PrivateUse, PublicRoute]
                Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.128/25}
            """;

    /** All that the network without the instance takes, to be made and to be deleted. */
    private static final List<String> ACTIONS =
            List.of(
                    "CreateVpc",
                    "ModifyVpcAttribute",
                    "DescribeVpcs",
                    "DescribeVpcAttribute",
                    "CreateSubnet",
                    "ModifySubnetAttribute",
                    "DescribeSubnets",
                    "CreateInternetGateway",
                    "DescribeInternetGateways",
                    "AttachInternetGateway",
                    "CreateRouteTable",
                    "DescribeRouteTables",
                    "CreateRoute",
                    "AssociateRouteTable",
                    "CreateTags");

    @OnEachDatabase
    void aNetworkLivesAndEnds(TestDatabase given, @TempDir Path folder) {
        try (var cloud = RunningCloud.on(given, folder)) {
            var run = new Run(cloud);
            run.isMade();
            run.isChanged();
            run.isReplacedInPart();
            run.fallsBack();
            run.isDeleted();
            run.failsAndLeavesNothing();
            ACTIONS.forEach(run::isMadeWithout);
            ACTIONS.forEach(run::failedWithout);
            run.nothingIsLeft();
        }
    }

    private static final class Run {
        private static final String STACK = "network";

        private final RunningCloud cloud;
        private final CloudFormationClient stacks;
        private final Ec2Client ec2;
        private String vpc = "";

        Run(RunningCloud cloud) {
            this.cloud = cloud;
            this.stacks = cloud.admin().cloudFormation();
            this.ec2 = cloud.admin().ec2();
        }

        void isMade() {
            stacks.createStack(r ->
                    r.stackName(STACK)
                            .templateBody(NETWORK + LIVED_IN)
                            .tags(Tag.builder().key("team").value("net").build()));
            var outputs = outputs(ended(STACK, "CREATE_COMPLETE"));
            vpc = outputs.getOrDefault("Vpc", "");
            assertThat(outputs)
                    .containsEntry("Range", "10.0.0.0/16")
                    .containsEntry("Zone", "us-east-1a")
                    .containsEntry("SubnetVpc", vpc)
                    .containsEntry("Attachment", "IGW|" + vpc)
                    .containsEntry("AttachmentType", "IGW")
                    .containsEntry("Route", physical("PublicTable") + "|0.0.0.0/0")
                    .containsEntry("Destination", "0.0.0.0/0");
            assertThat(outputs.get("Association")).startsWith("vpc-cidr-assoc-");
            assertThat(outputs.get("PublicName")).startsWith("ec2-");
            assertThat(ec2.describeSecurityGroups(r -> r.groupIds(outputs.get("DefaultGroup"))))
                    .matches(answer -> answer.securityGroups().getFirst().vpcId().equals(vpc));
            assertThat(ec2.describeNetworkAcls(r -> r.networkAclIds(outputs.get("DefaultAcl"))))
                    .matches(answer -> answer.networkAcls().getFirst().vpcId().equals(vpc));
            assertThat(routeOf("PublicSubnet")).isEqualTo(RouteState.ACTIVE);
            assertThat(tags(vpc))
                    .containsEntry("team", "net")
                    .containsEntry("Name", "one")
                    .containsEntry("aws:cloudformation:logical-id", "Vpc");
            assertThat(
                            ec2.describeInstances(r -> r.instanceIds(physical("Instance")))
                                    .reservations()
                                    .getFirst()
                                    .instances()
                                    .getFirst())
                    .matches(instance -> instance.vpcId().equals(vpc))
                    .matches(instance -> instance.publicIpAddress() != null);
        }

        void isChanged() {
            var subnet = physical("PublicSubnet");
            update(NETWORK + LIVED_IN, Map.of("Name", "two", "Public", "false"));
            ended(STACK, "UPDATE_COMPLETE");
            assertThat(physical("Vpc")).isEqualTo(vpc);
            assertThat(physical("PublicSubnet")).isEqualTo(subnet);
            assertThat(tags(vpc)).containsEntry("Name", "two");
            assertThat(tags(physical("Gateway"))).containsEntry("Name", "two");
            assertThat(tags(physical("PublicTable"))).containsEntry("Name", "two");
            assertThat(ec2.describeSubnets(r -> r.subnetIds(subnet)).subnets().getFirst())
                    .matches(there -> !there.mapPublicIpOnLaunch());
        }

        /** A subnet with another range is another subnet; an association takes another's place. */
        void isReplacedInPart() {
            var subnet = physical("PrivateSubnet");
            var association = physical("PrivateUse");
            update(NETWORK + LIVED_IN, Map.of("PrivateRange", "10.0.3.0/24"));
            ended(STACK, "UPDATE_COMPLETE");
            assertThat(physical("PrivateSubnet")).isNotEqualTo(subnet);
            assertThat(physical("PrivateUse")).isNotEqualTo(association);
            assertThat(subnets()).hasSize(2).doesNotContain(subnet);
            var moved = physical("PrivateUse");
            update(
                    NETWORK + LIVED_IN,
                    Map.of("PrivateRange", "10.0.3.0/24", "PrivateTable", "public"));
            ended(STACK, "UPDATE_COMPLETE");
            assertThat(physical("PrivateUse")).isNotEqualTo(moved);
            assertThat(associationOf("PrivateSubnet"))
                    .isEqualTo(physical("PublicTable") + "/" + physical("PrivateUse"));
        }

        /** An update that fails leaves everything as it was, also the association that moved. */
        void fallsBack() {
            var before = physicals();
            update(
                    NETWORK + FAILING + LIVED_IN,
                    Map.of(
                            "Name", "three",
                            "PrivateRange", "10.0.3.0/24",
                            "PrivateTable", "private"));
            ended(STACK, "UPDATE_ROLLBACK_COMPLETE");
            assertThat(physicals()).isEqualTo(before);
            assertThat(reasons(STACK))
                    .anyMatch(reason ->
                            reason.contains(
                                    "The CIDR '10.0.1.128/25' conflicts with another subnet"));
            assertThat(associationOf("PrivateSubnet"))
                    .isEqualTo(physical("PublicTable") + "/" + physical("PrivateUse"));
            assertThat(tags(vpc)).containsEntry("Name", "one");
            assertThat(subnets()).hasSize(2);
        }

        /** The instance has a public address again, so that the gateway has to wait for its end. */
        void isDeleted() {
            var id = stack(STACK).stackId();
            stacks.deleteStack(r -> r.stackName(STACK));
            ended(id, "DELETE_COMPLETE");
            nothingIsLeft();
        }

        void failsAndLeavesNothing() {
            stacks.createStack(r -> r.stackName("broken").templateBody(NETWORK + FAILING));
            ended("broken", "ROLLBACK_COMPLETE");
            nothingIsLeft();
            stacks.createStack(r ->
                    r.stackName("unbuilt")
                            .templateBody(
                                    """
                                    Resources:
                                      Vpc:
                                        Type: AWS::EC2::VPC
                                        Properties: {Ipv4IpamPoolId: ipam-pool-1, Ipv4NetmaskLength: 20}
                                    """));
            ended("unbuilt", "ROLLBACK_COMPLETE");
            assertThat(reasons("unbuilt"))
                    .anyMatch(reason -> reason.contains("Encountered unsupported property Ipv4"));
        }

        void isMadeWithout(String action) {
            var role = role(action);
            stacks.createStack(
                    r -> r.stackName("without-" + action).templateBody(NETWORK).roleARN(role));
        }

        /** Without the right to one action the stack fails, names it and leaves nothing. */
        void failedWithout(String action) {
            var end = ended("without-" + action, "ROLLBACK_");
            assertThat(reasons("without-" + action))
                    .as(action)
                    .anyMatch(reason -> reason.contains("ec2:" + action));
            if (end.stackStatusAsString().equals("ROLLBACK_FAILED")) {
                // What may not be described may not be deleted either.
                assertThat(action).startsWith("Describe");
                policy(action, "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}");
                stacks.deleteStack(r -> r.stackName("without-" + action));
                ended(end.stackId(), "DELETE_COMPLETE");
            }
        }

        private String role(String without) {
            var iam = cloud.admin().iam();
            var arn =
                    iam.createRole(r ->
                                    r.roleName("without-" + without)
                                            .assumeRolePolicyDocument(
                                                    """
                                                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
                                                    "Principal":{"Service":"cloudformation.amazonaws.com"}}]}\
                                                    """))
                            .role()
                            .arn();
            policy(
                    without,
                    """
                    {"Effect":"Allow","Action":"*","Resource":"*"},
                    {"Effect":"Deny","Action":"ec2:%s","Resource":"*"}\
                    """
                            .formatted(without));
            return arn;
        }

        private void policy(String role, String statements) {
            cloud.admin()
                    .iam()
                    .putRolePolicy(r ->
                            r.roleName("without-" + role)
                                    .policyName("rights")
                                    .policyDocument(
                                            "{\"Version\":\"2012-10-17\",\"Statement\":["
                                                    + statements
                                                    + "]}"));
        }

        private void nothingIsLeft() {
            assertThat(ec2.describeVpcs().vpcs()).hasSize(1);
            assertThat(ec2.describeSubnets().subnets()).hasSize(6);
            assertThat(ec2.describeInternetGateways().internetGateways()).hasSize(1);
            assertThat(ec2.describeRouteTables().routeTables()).hasSize(1);
            assertThat(ec2.describeSecurityGroups().securityGroups()).hasSize(1);
            // A terminated instance keeps its tags as long as it is seen.
            assertThat(ec2.describeTags(r -> r.filters(filter("resource-type", "instance"))).tags())
                    .hasSameSizeAs(ec2.describeTags().tags());
        }

        private void update(String template, Map<String, String> parameters) {
            stacks.updateStack(r ->
                    r.stackName(STACK)
                            .templateBody(template)
                            .parameters(
                                    parameters.entrySet().stream()
                                            .map(each ->
                                                    Parameter.builder()
                                                            .parameterKey(each.getKey())
                                                            .parameterValue(each.getValue())
                                                            .build())
                                            .toList()));
        }

        private Stack ended(String name, String status) {
            Until.holds(() -> !stack(name).stackStatusAsString().endsWith("_IN_PROGRESS"));
            var stack = stack(name);
            assertThat(stack.stackStatusAsString())
                    .as(() -> String.join("\n", reasons(stack.stackId())))
                    .startsWith(status);
            return stack;
        }

        private Stack stack(String name) {
            return stacks.describeStacks(r -> r.stackName(name)).stacks().getFirst();
        }

        private List<String> reasons(String name) {
            return stacks.describeStackEvents(r -> r.stackName(name)).stackEvents().stream()
                    .filter(event -> event.resourceStatusReason() != null)
                    .map(StackEvent::resourceStatusReason)
                    .toList();
        }

        private String physical(String logicalId) {
            return physicals().getOrDefault(logicalId, "");
        }

        private Map<String, String> physicals() {
            return new TreeMap<>(
                    stacks.describeStackResources(r -> r.stackName(STACK)).stackResources().stream()
                            .collect(
                                    Collectors.toMap(
                                            StackResource::logicalResourceId,
                                            StackResource::physicalResourceId)));
        }

        private List<String> subnets() {
            return ec2.describeSubnets(r -> r.filters(filter("vpc-id", vpc))).subnets().stream()
                    .map(each -> each.subnetId())
                    .toList();
        }

        private RouteState routeOf(String subnet) {
            return ec2.describeRouteTables(
                            r -> r.filters(filter("association.subnet-id", physical(subnet))))
                    .routeTables()
                    .getFirst()
                    .routes()
                    .getLast()
                    .state();
        }

        private String associationOf(String subnet) {
            return ec2
                    .describeRouteTables(
                            r -> r.filters(filter("association.subnet-id", physical(subnet))))
                    .routeTables()
                    .getFirst()
                    .associations()
                    .stream()
                    .filter(each -> physical(subnet).equals(each.subnetId()))
                    .map(each -> each.routeTableId() + "/" + each.routeTableAssociationId())
                    .findFirst()
                    .orElseThrow();
        }

        private Map<String, String> tags(String id) {
            return ec2.describeTags(r -> r.filters(filter("resource-id", id))).tags().stream()
                    .collect(Collectors.toMap(each -> each.key(), each -> each.value()));
        }

        private static Map<String, String> outputs(Stack stack) {
            return stack.outputs().stream()
                    .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
        }

        private static Filter filter(String name, String value) {
            return Filter.builder().name(name).values(value).build();
        }
    }
}
