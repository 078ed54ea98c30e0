package dev.wheelhouse.conformance.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.conformance.Eventually;
import dev.wheelhouse.conformance.SdkClients;
import dev.wheelhouse.conformance.Signals;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/**
 * A wait condition is there once its handle has its signals, and fails with the first failure;
 * whoever does not have the handle's whole URL can't signal it.
 */
final class WaitConditionStory implements Story {
    private static final String TEMPLATE =
            """
            Resources:
              Handle: {Type: AWS::CloudFormation::WaitConditionHandle}
              Waiting:
                Type: AWS::CloudFormation::WaitCondition
                Properties: {Handle: !Ref Handle, Count: 2, Timeout: 60}
            Outputs:
              Data: {Value: !GetAtt Waiting.Data}
              Url: {Value: !Ref Handle}
            """;

    @Override
    public String type() {
        return "AWS::CloudFormation::WaitCondition";
    }

    @Override
    public void play(SdkClients admin, Stacks stacks) {
        var cloud = admin.cloudFormation();
        var url = handle(cloud, "waits");
        assertThat(Signals.put(url + "x", signal("SUCCESS", "a"))).isEqualTo(403);
        assertThat(Signals.put(url.replaceAll("Signature=.", "Signature=!"), "{}")).isEqualTo(403);
        assertThat(Signals.put(url, "no signal")).isEqualTo(400);
        assertThat(Signals.put(url, signal("SUCCESS", "a"))).isEqualTo(200);
        assertThat(Signals.put(url, signal("FAILURE", "a"))).as("counts once").isEqualTo(200);
        assertThat(Signals.put(url, signal("SUCCESS", "b"))).isEqualTo(200);
        assertThat(outputs(becomes(cloud, "waits", StackStatus.CREATE_COMPLETE)))
                .containsEntry("Data", "{\"a\":\"from a\",\"b\":\"from b\"}")
                .containsEntry("Url", url);

        assertThat(stacks.failsToUpdate("waits", TEMPLATE.replace("Timeout: 60", "Timeout: 61")))
                .contains(
                        "Update to resource type AWS::CloudFormation::WaitCondition is not"
                                + " supported.");
        stacks.delete("waits");
        assertThat(Signals.put(url, signal("SUCCESS", "c"))).isEqualTo(403);

        Signals.put(handle(cloud, "fails"), signal("FAILURE", "a"));
        becomes(cloud, "fails", StackStatus.ROLLBACK_COMPLETE);
        assertThat(cloud.describeStackEvents(r -> r.stackName("fails")).stackEvents())
                .extracting(StackEvent::resourceStatusReason)
                .contains("WaitCondition received failed message: 'because' for uniqueId: a");
        assertThatThrownBy(() ->
                        admin.s3()
                                .createBucket(
                                        r -> r.bucket("cloudformation-waitcondition-us-east-1")))
                .hasMessageContaining("wait conditions are signalled");
    }

    /** Begins a stack; gives the URL of its handle once the condition waits for it. */
    private static String handle(CloudFormationClient cloud, String stack) {
        cloud.createStack(r -> r.stackName(stack).templateBody(TEMPLATE));
        Eventually.holds(() ->
                assertThat(cloud.describeStackResources(r -> r.stackName(stack)).stackResources())
                        .hasSize(2));
        return cloud.describeStackResource(r -> r.stackName(stack).logicalResourceId("Handle"))
                .stackResourceDetail()
                .physicalResourceId();
    }

    private static Stack becomes(CloudFormationClient cloud, String name, StackStatus status) {
        Eventually.holds(() ->
                assertThat(
                                cloud.describeStacks(r -> r.stackName(name))
                                        .stacks()
                                        .getFirst()
                                        .stackStatus())
                        .isEqualTo(status));
        return cloud.describeStacks(r -> r.stackName(name)).stacks().getFirst();
    }

    private static Map<String, String> outputs(Stack stack) {
        return stack.outputs().stream()
                .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
    }

    private static String signal(String status, String id) {
        return """
        {"Status":"%s","UniqueId":"%s","Data":"from %s","Reason":"because"}\
        """
                .formatted(status, id, id);
    }
}
