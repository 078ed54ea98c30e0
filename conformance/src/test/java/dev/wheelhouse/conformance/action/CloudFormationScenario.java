package dev.wheelhouse.conformance.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.conformance.Signals;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ResourceSignalStatus;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** A stack is made, read in every way, changed directly and by change set, and deleted. */
final class CloudFormationScenario implements Scenario {
    private static final String TEMPLATE =
            """
            Parameters:
              Purpose: {Type: String, Default: web}
            Resources:
              Group:
                Type: AWS::EC2::SecurityGroup
                Properties: {GroupDescription: !Ref Purpose}
            Outputs:
              GroupId:
                Value: !GetAtt Group.GroupId
                Export: {Name: the-group}
            """;
    private static final String IMPORTER =
            """
            Resources:
              Group:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupDescription: !Sub "beside ${Other}"
            Parameters:
              Other: {Type: String, Default: it}
            Outputs:
              Beside: {Value: !ImportValue the-group}
            """;
    private static final String STEERED =
            """
            Parameters:
              Port: {Type: Number, Default: 80}
            Resources:
              Group:
                Type: AWS::EC2::SecurityGroup
                CreationPolicy: {ResourceSignal: {Timeout: PT1M}}
                Properties:
                  GroupDescription: steered
                  SecurityGroupIngress:
                    - {IpProtocol: tcp, FromPort: !Ref Port, ToPort: !Ref Port, CidrIp: 10.0.0.0/8}
            """;
    private static final String WAITING =
            STEERED
                    + """
                      Handle: {Type: AWS::CloudFormation::WaitConditionHandle}
                      Waiting:
                        Type: AWS::CloudFormation::WaitCondition
                        DependsOn: Group
                        Properties: {Handle: !Ref Handle, Timeout: 600}
                    """;
    private static final String WRONG =
            """
            Resources:
              Group:
                Type: AWS::EC2::SecurityGroup
                Properties: {GroupDescription: wrong, VpcId: vpc-0123456789abcdef0}
            """;
    private static final String POLICY =
            """
            {"Statement":[{"Effect":"Allow","Action":"Update:*","Principal":"*","Resource":"*"}]}\
            """;
    private static final String STACK = "every-action";

    @Override
    public String service() {
        return "cloudformation";
    }

    @Override
    public void play(RunningCloud cloud) {
        var stacks = cloud.admin().cloudFormation();
        assertThat(stacks.validateTemplate(r -> r.templateBody(TEMPLATE)).parameters()).hasSize(1);
        assertThat(stacks.getTemplateSummary(r -> r.templateBody(TEMPLATE)).resourceTypes())
                .containsExactly("AWS::EC2::SecurityGroup");
        stacks.createStack(r -> r.stackName(STACK).templateBody(TEMPLATE));
        becomes(stacks, STACK, StackStatus.CREATE_COMPLETE);
        reads(stacks);
        exports(stacks);
        stacks.updateStack(r ->
                r.stackName(STACK)
                        .usePreviousTemplate(true)
                        .parameters(
                                Parameter.builder()
                                        .parameterKey("Purpose")
                                        .parameterValue("mail")
                                        .build()));
        becomes(stacks, STACK, StackStatus.UPDATE_COMPLETE);
        changeSets(stacks);
        var id = stacks.describeStacks(r -> r.stackName(STACK)).stacks().getFirst().stackId();
        stacks.deleteStack(r -> r.stackName(STACK));
        becomes(stacks, id, StackStatus.DELETE_COMPLETE);
        steers(stacks, cloud);
    }

    /** Stacks that are held back, cancelled, rolled back and signalled. */
    private static void steers(CloudFormationClient stacks, RunningCloud cloud) {
        stacks.createStack(r -> r.stackName("undone").templateBody(WRONG).disableRollback(true));
        becomes(stacks, "undone", StackStatus.CREATE_FAILED);
        stacks.rollbackStack(r -> r.stackName("undone"));
        becomes(stacks, "undone", StackStatus.ROLLBACK_COMPLETE);

        stacks.createStack(r -> r.stackName("steered").templateBody(STEERED));
        Until.holds(() -> physicalId(stacks, "Group").isPresent());
        stacks.signalResource(r ->
                r.stackName("steered")
                        .logicalResourceId("Group")
                        .uniqueId("one")
                        .status(ResourceSignalStatus.SUCCESS));
        becomes(stacks, "steered", StackStatus.CREATE_COMPLETE);
        stacks.updateTerminationProtection(
                r -> r.stackName("steered").enableTerminationProtection(true));
        assertThatThrownBy(() -> stacks.deleteStack(r -> r.stackName("steered")))
                .hasMessageContaining("cannot be deleted while TerminationProtection is enabled");
        stacks.updateTerminationProtection(
                r -> r.stackName("steered").enableTerminationProtection(false));
        stacks.setStackPolicy(r -> r.stackName("steered").stackPolicyBody(POLICY));
        assertThat(stacks.getStackPolicy(r -> r.stackName("steered")).stackPolicyBody())
                .isEqualTo(POLICY);

        updateUntilItWaits(stacks, "81");
        stacks.cancelUpdateStack(r -> r.stackName("steered"));
        becomes(stacks, "steered", StackStatus.UPDATE_ROLLBACK_COMPLETE);

        var handle = updateUntilItWaits(stacks, "82");
        var group = physicalId(stacks, "Group").orElseThrow();
        cloud.admin().ec2().deleteSecurityGroup(r -> r.groupId(group));
        assertThat(Signals.put(handle, "{\"Status\":\"FAILURE\",\"UniqueId\":\"1\"}"))
                .isEqualTo(200);
        becomes(stacks, "steered", StackStatus.UPDATE_ROLLBACK_FAILED);
        stacks.continueUpdateRollback(r -> r.stackName("steered").resourcesToSkip("Group"));
        becomes(stacks, "steered", StackStatus.UPDATE_ROLLBACK_COMPLETE);
    }

    /** Gives the URL of the handle that the update waits for. */
    private static String updateUntilItWaits(CloudFormationClient stacks, String port) {
        stacks.updateStack(r ->
                r.stackName("steered")
                        .templateBody(WAITING)
                        .parameters(
                                Parameter.builder()
                                        .parameterKey("Port")
                                        .parameterValue(port)
                                        .build()));
        Until.holds(() -> physicalId(stacks, "Waiting").isPresent());
        return physicalId(stacks, "Handle").orElseThrow();
    }

    private static Optional<String> physicalId(CloudFormationClient stacks, String logicalId) {
        return stacks.describeStackResources(r -> r.stackName("steered")).stackResources().stream()
                .filter(resource -> resource.logicalResourceId().equals(logicalId))
                .map(StackResource::physicalResourceId)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static void reads(CloudFormationClient stacks) {
        assertThat(stacks.listStacks().stackSummaries())
                .anyMatch(each -> each.stackName().equals(STACK));
        assertThat(stacks.describeStackEvents(r -> r.stackName(STACK)).stackEvents())
                .hasSizeGreaterThanOrEqualTo(4);
        assertThat(
                        stacks.describeStackResource(
                                        r -> r.stackName(STACK).logicalResourceId("Group"))
                                .stackResourceDetail()
                                .physicalResourceId())
                .startsWith("sg-");
        assertThat(stacks.describeStackResources(r -> r.stackName(STACK)).stackResources())
                .hasSize(1);
        assertThat(stacks.listStackResources(r -> r.stackName(STACK)).stackResourceSummaries())
                .hasSize(1);
        assertThat(stacks.getTemplate(r -> r.stackName(STACK)).templateBody()).isEqualTo(TEMPLATE);
    }

    private static void exports(CloudFormationClient stacks) {
        assertThat(stacks.listExports().exports())
                .anyMatch(each -> each.name().equals("the-group"));
        stacks.createStack(r -> r.stackName("importer").templateBody(IMPORTER));
        becomes(stacks, "importer", StackStatus.CREATE_COMPLETE);
        assertThat(stacks.listImports(r -> r.exportName("the-group")).imports())
                .containsExactly("importer");
        var id = stacks.describeStacks(r -> r.stackName("importer")).stacks().getFirst().stackId();
        stacks.deleteStack(r -> r.stackName("importer"));
        becomes(stacks, id, StackStatus.DELETE_COMPLETE);
    }

    private static void changeSets(CloudFormationClient stacks) {
        for (var name : new String[] {"unused", "used"}) {
            stacks.createChangeSet(r ->
                    r.stackName(STACK)
                            .changeSetName(name)
                            .changeSetType(ChangeSetType.UPDATE)
                            .templateBody(TEMPLATE)
                            .parameters(
                                    Parameter.builder()
                                            .parameterKey("Purpose")
                                            .parameterValue("files")
                                            .build()));
            Until.holds(() ->
                    stacks.describeChangeSet(r -> r.stackName(STACK).changeSetName(name))
                            .status()
                            .equals(ChangeSetStatus.CREATE_COMPLETE));
        }
        assertThat(stacks.listChangeSets(r -> r.stackName(STACK)).summaries()).hasSize(2);
        stacks.deleteChangeSet(r -> r.stackName(STACK).changeSetName("unused"));
        stacks.executeChangeSet(r -> r.stackName(STACK).changeSetName("used"));
        Until.holds(() -> {
            var stack = stacks.describeStacks(r -> r.stackName(STACK)).stacks().getFirst();
            return stack.stackStatus().equals(StackStatus.UPDATE_COMPLETE)
                    && stack.parameters().getFirst().parameterValue().equals("files");
        });
    }

    private static void becomes(CloudFormationClient stacks, String stack, StackStatus status) {
        Until.holds(() ->
                stacks.describeStacks(r -> r.stackName(stack))
                        .stacks()
                        .getFirst()
                        .stackStatus()
                        .equals(status));
    }
}
