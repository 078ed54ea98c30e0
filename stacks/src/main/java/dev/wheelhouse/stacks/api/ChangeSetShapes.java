package dev.wheelhouse.stacks.api;

import dev.wheelhouse.stacks.ChangeSet;
import dev.wheelhouse.stacks.FailurePolicy;
import dev.wheelhouse.stacks.ResourceChange.Action;
import dev.wheelhouse.stacks.ResourceChange.Replacement;
import java.util.LinkedHashSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Change;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetSummary;
import software.amazon.awssdk.services.cloudformation.model.ChangeType;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.OnStackFailure;
import software.amazon.awssdk.services.cloudformation.model.PolicyAction;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;
import software.amazon.awssdk.services.cloudformation.model.ResourceChangeDetail;
import software.amazon.awssdk.services.cloudformation.model.ResourceTargetDefinition;
import software.amazon.awssdk.services.cloudformation.model.RollbackConfiguration;

/** Change sets as the API shows them. */
final class ChangeSetShapes {
    private ChangeSetShapes() {}

    static DescribeChangeSetResponse described(ChangeSet set) {
        var definition = set.definition();
        var response =
                DescribeChangeSetResponse.builder()
                        .changeSetName(set.name())
                        .changeSetId(set.id())
                        .stackId(set.stack().arn())
                        .stackName(set.stack().name())
                        .description(set.description().orElse(null))
                        .creationTime(set.createdAt())
                        .status(set.state().status())
                        .executionStatus(set.state().executionStatus())
                        .statusReason(set.state().reason().orElse(null))
                        .notificationARNs(definition.notificationArns())
                        .rollbackConfiguration(RollbackConfiguration.builder().build())
                        .capabilitiesWithStrings(definition.capabilities())
                        .includeNestedStacks(false)
                        .importExistingResources(false)
                        .onStackFailure(onStackFailure(set.submission().onFailure()))
                        .changes(set.changes().stream().map(ChangeSetShapes::change).toList());
        if (!definition.arguments().isEmpty()) {
            response.parameters(StackShapes.parameters(definition.arguments()));
        }
        if (!definition.tags().isEmpty()) {
            response.tags(StackShapes.tags(definition.tags()));
        }
        return response.build();
    }

    private static @Nullable OnStackFailure onStackFailure(FailurePolicy policy) {
        return switch (policy) {
            case ROLLBACK -> null; // what is done when nothing is said
            case DO_NOTHING -> OnStackFailure.DO_NOTHING;
            case DELETE -> OnStackFailure.DELETE;
        };
    }

    static ChangeSetSummary summary(ChangeSet set) {
        return ChangeSetSummary.builder()
                .changeSetName(set.name())
                .changeSetId(set.id())
                .stackId(set.stack().arn())
                .stackName(set.stack().name())
                .description(set.description().orElse(null))
                .creationTime(set.createdAt())
                .status(set.state().status())
                .executionStatus(set.state().executionStatus())
                .statusReason(set.state().reason().orElse(null))
                .includeNestedStacks(false)
                .build();
    }

    private static Change change(dev.wheelhouse.stacks.ResourceChange change) {
        var scope = new LinkedHashSet<String>();
        change.details().forEach(detail -> scope.add(detail.attribute()));
        var shown =
                ResourceChange.builder()
                        .action(change.action().text())
                        .logicalResourceId(change.logicalId())
                        .physicalResourceId(change.physicalId().orElse(null))
                        .resourceType(change.type())
                        .replacement(change.replacement().map(Replacement::text).orElse(null))
                        .scopeWithStrings(scope)
                        .details(change.details().stream().map(ChangeSetShapes::detail).toList());
        if (change.action() == Action.MODIFY
                && change.replacement().equals(Optional.of(Replacement.TRUE))) {
            shown.policyAction(PolicyAction.REPLACE_AND_DELETE);
        }
        return Change.builder().type(ChangeType.RESOURCE).resourceChange(shown.build()).build();
    }

    private static ResourceChangeDetail detail(dev.wheelhouse.stacks.ResourceChange.Detail detail) {
        return ResourceChangeDetail.builder()
                .target(
                        ResourceTargetDefinition.builder()
                                .attribute(detail.attribute())
                                .name(detail.name().orElse(null))
                                .requiresRecreation(detail.requiresRecreation())
                                .build())
                .evaluation(detail.evaluation())
                .changeSource(detail.source())
                .causingEntity(detail.causingEntity().orElse(null))
                .build();
    }
}
