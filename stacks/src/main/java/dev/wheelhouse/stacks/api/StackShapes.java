package dev.wheelhouse.stacks.api;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.stacks.FailurePolicy;
import dev.wheelhouse.stacks.Stack;
import dev.wheelhouse.stacks.StackDefinition.Argument;
import dev.wheelhouse.stacks.StackEvent;
import dev.wheelhouse.stacks.StackResource;
import dev.wheelhouse.stacks.StackState.InReview;
import dev.wheelhouse.stacks.StackState.Rest;
import dev.wheelhouse.stacks.StackState.Settled;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.RollbackConfiguration;
import software.amazon.awssdk.services.cloudformation.model.StackDriftInformation;
import software.amazon.awssdk.services.cloudformation.model.StackDriftInformationSummary;
import software.amazon.awssdk.services.cloudformation.model.StackDriftStatus;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDetail;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftInformation;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftInformationSummary;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftStatus;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** Stacks, resources and events as the API shows them. */
final class StackShapes {
    private StackShapes() {}

    static software.amazon.awssdk.services.cloudformation.model.Stack stack(Stack stack) {
        var definition = stack.definition();
        var settings = stack.settings();
        var shown =
                software.amazon.awssdk.services.cloudformation.model.Stack.builder()
                        .stackId(stack.id().arn())
                        .stackName(stack.name())
                        .description(definition.description().orElse(null))
                        .creationTime(stack.createdAt())
                        .lastUpdatedTime(stack.updatedAt().orElse(null))
                        .deletionTime(stack.deletedAt().orElse(null))
                        .stackStatus(stack.state().status())
                        .stackStatusReason(stack.state().because().orElse(null))
                        .disableRollback(settings.onFailure() == FailurePolicy.DO_NOTHING)
                        .notificationARNs(definition.notificationArns())
                        .timeoutInMinutes(
                                settings.timeout()
                                        .map(Duration::toMinutes)
                                        .map(Long::intValue)
                                        .orElse(null))
                        .roleARN(settings.roleArn().orElse(null))
                        .rollbackConfiguration(RollbackConfiguration.builder().build())
                        .tags(tags(definition.allTags()))
                        .driftInformation(
                                StackDriftInformation.builder()
                                        .stackDriftStatus(StackDriftStatus.NOT_CHECKED)
                                        .build());
        if (!definition.capabilities().isEmpty()) {
            shown.capabilitiesWithStrings(definition.capabilities());
        }
        if (!definition.arguments().isEmpty()) {
            shown.parameters(parameters(definition.arguments()));
        }
        if (stack.state() instanceof Settled && !stack.outputs().isEmpty()) {
            shown.outputs(outputs(stack));
        }
        if (!stack.state().deleted()) {
            shown.enableTerminationProtection(settings.terminationProtection());
        }
        if (showsChangeSet(stack)) {
            shown.changeSetId(stack.changeSetId().orElse(null));
        }
        return shown.build();
    }

    private static boolean showsChangeSet(Stack stack) {
        return !(stack.state() instanceof Settled(var rest, _))
                || (rest != Rest.DELETE_COMPLETE && rest != Rest.ROLLBACK_COMPLETE);
    }

    static List<Parameter> parameters(List<Argument> arguments) {
        return arguments.stream()
                .map(Argument::shown)
                .map(argument ->
                        Parameter.builder()
                                .parameterKey(argument.key())
                                .parameterValue(argument.value())
                                .resolvedValue(argument.resolved().orElse(null))
                                .build())
                .toList();
    }

    private static List<Output> outputs(Stack stack) {
        return stack.outputs().stream()
                .map(output ->
                        Output.builder()
                                .outputKey(output.key())
                                .outputValue(output.value())
                                .description(output.description().orElse(null))
                                .exportName(output.exportName().orElse(null))
                                .build())
                .toList();
    }

    static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    static StackSummary summary(Stack stack) {
        return StackSummary.builder()
                .stackId(stack.id().arn())
                .stackName(stack.name())
                .templateDescription(stack.definition().description().orElse(null))
                .creationTime(stack.createdAt())
                .lastUpdatedTime(stack.updatedAt().orElse(null))
                .deletionTime(stack.deletedAt().orElse(null))
                .stackStatus(stack.state().status())
                .stackStatusReason(stack.state().because().orElse(null))
                .driftInformation(
                        StackDriftInformationSummary.builder()
                                .stackDriftStatus(StackDriftStatus.NOT_CHECKED)
                                .build())
                .build();
    }

    static software.amazon.awssdk.services.cloudformation.model.StackEvent event(
            Stack stack, StackEvent event) {
        return software.amazon.awssdk.services.cloudformation.model.StackEvent.builder()
                .stackId(stack.id().arn())
                .stackName(stack.name())
                .eventId(event.eventId())
                .logicalResourceId(event.logicalId())
                .physicalResourceId(event.physicalId())
                .resourceType(event.type())
                .timestamp(event.time())
                .resourceStatus(event.status())
                .resourceStatusReason(event.reason().orElse(null))
                .resourceProperties(event.properties().orElse(null))
                .clientRequestToken(event.clientRequestToken().orElse(null))
                .build();
    }

    static software.amazon.awssdk.services.cloudformation.model.StackResource resource(
            Stack stack, StackResource resource) {
        return software.amazon.awssdk.services.cloudformation.model.StackResource.builder()
                .stackId(stack.id().arn())
                .stackName(stack.name())
                .logicalResourceId(resource.logicalId())
                .physicalResourceId(physicalId(resource))
                .resourceType(resource.type())
                .timestamp(resource.changedAt())
                .resourceStatus(resource.status().name())
                .resourceStatusReason(resource.reason().orElse(null))
                .driftInformation(notChecked())
                .build();
    }

    static StackResourceDetail detail(Stack stack, StackResource resource) {
        return StackResourceDetail.builder()
                .stackId(stack.id().arn())
                .stackName(stack.name())
                .logicalResourceId(resource.logicalId())
                .physicalResourceId(physicalId(resource))
                .resourceType(resource.type())
                .lastUpdatedTimestamp(resource.changedAt())
                .resourceStatus(resource.status().name())
                .resourceStatusReason(resource.reason().orElse(null))
                .metadata(Json.write(resource.content().metadata()))
                .driftInformation(notChecked())
                .build();
    }

    static StackResourceSummary summary(StackResource resource) {
        return StackResourceSummary.builder()
                .logicalResourceId(resource.logicalId())
                .physicalResourceId(physicalId(resource))
                .resourceType(resource.type())
                .lastUpdatedTimestamp(resource.changedAt())
                .resourceStatus(resource.status().name())
                .resourceStatusReason(resource.reason().orElse(null))
                .driftInformation(
                        StackResourceDriftInformationSummary.builder()
                                .stackResourceDriftStatus(StackResourceDriftStatus.NOT_CHECKED)
                                .build())
                .build();
    }

    private static @Nullable String physicalId(StackResource resource) {
        return resource.physicalId().orElse(null);
    }

    private static StackResourceDriftInformation notChecked() {
        return StackResourceDriftInformation.builder()
                .stackResourceDriftStatus(StackResourceDriftStatus.NOT_CHECKED)
                .build();
    }

    /** Whether clients take a stack for one that is not there yet. */
    static boolean inReview(Stack stack) {
        return stack.state() instanceof InReview;
    }
}
