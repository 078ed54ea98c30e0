package dev.wheelhouse.conformance.action;

import static org.assertj.core.api.Assertions.assertThat;

import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
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
