package dev.wheelhouse.stacks.engine;

import static dev.wheelhouse.stacks.ResourceStatus.CREATE_FAILED;
import static dev.wheelhouse.stacks.ResourceStatus.UPDATE_COMPLETE;
import static dev.wheelhouse.stacks.ResourceStatus.UPDATE_FAILED;
import static dev.wheelhouse.stacks.ResourceStatus.UPDATE_IN_PROGRESS;

import dev.wheelhouse.cloud.resource.ResourceFailure;
import dev.wheelhouse.cloud.resource.ResourceProvider.Progress;
import dev.wheelhouse.stacks.StackPolicy;
import dev.wheelhouse.stacks.StackResource;
import dev.wheelhouse.stacks.StackResource.Content;
import dev.wheelhouse.stacks.StackResource.Standing;
import dev.wheelhouse.stacks.engine.Operation.Change;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Optional;

/** Makes a resource of the stack what the new template says, if it is not that already. */
final class UpdateStep {
    private static final String REPLACING =
            "Requested update requires the creation of a new physical resource; hence creating one.";

    private final Operation operation;
    private final StackTemplate template;

    UpdateStep(Operation operation, StackTemplate template) {
        this.operation = operation;
        this.template = template;
    }

    GraphRun.Standing run(StackResource resource) {
        var difference = ResourceDifference.NONE;
        try {
            difference = operation.parts().database().read(db -> difference(db, resource));
            requireAllowed(resource, difference);
            return switch (difference) {
                case NONE -> new GraphRun.Standing.Done();
                case IN_PLACE ->
                        operation.step(List.of(resource), List.of(), db -> change(db, resource));
                case REPLACEMENT ->
                        operation.step(
                                List.of(resource),
                                List.of(successor(resource)),
                                db -> replace(db, resource));
            };
        } catch (RuntimeException failure) {
            var reason = reason(failure, resource, difference);
            var note =
                    difference == ResourceDifference.REPLACEMENT
                            ? Optional.of(REPLACING)
                            : Optional.<String>empty();
            return operation.step(
                    List.of(resource), List.of(), db -> failed(db, resource, note, reason));
        }
    }

    /** Refuses to let a resource go that the stack policy keeps in the template. */
    GraphRun.Standing keep(StackResource resource, String denial) {
        return operation.step(
                List.of(resource),
                List.of(),
                db -> {
                    var failed =
                            resource.to(
                                    UPDATE_FAILED, Optional.of(denial), number(), operation.now());
                    operation.events().resource(failed).append(db);
                    return Change.to(new GraphRun.Standing.Failed(), failed);
                });
    }

    private void requireAllowed(StackResource resource, ResourceDifference difference) {
        var action =
                switch (difference) {
                    case NONE -> Optional.<StackPolicy.Action>empty();
                    case IN_PLACE -> Optional.of(StackPolicy.Action.MODIFY);
                    case REPLACEMENT -> Optional.of(StackPolicy.Action.REPLACE);
                };
        action.flatMap(doing -> operation.denial(doing, resource))
                .ifPresent(denial -> {
                    throw new PropertyFailure(denial);
                });
    }

    private ResourceDifference difference(Handle db, StackResource resource) {
        var content = template.content(db, operation, resource.logicalId());
        if (!resource.type().equals(template.type(resource.logicalId()))
                || resource.status() == CREATE_FAILED) {
            return ResourceDifference.REPLACEMENT;
        }
        var schema = template.provider(resource.logicalId()).schema();
        var difference = ResourceDifference.between(schema, resource.content(), content);
        // What failed before may be neither the old nor the new thing.
        return difference == ResourceDifference.NONE && resource.status() == UPDATE_FAILED
                ? ResourceDifference.IN_PLACE
                : difference;
    }

    private Change<GraphRun.Standing> change(Handle db, StackResource resource) {
        var content = checkedContent(db, resource.logicalId());
        var provider = template.provider(resource.logicalId());
        var begun = resource.to(UPDATE_IN_PROGRESS, Optional.empty(), number(), operation.now());
        var events =
                operation
                        .events()
                        .resource(
                                begun,
                                begun.physicalId().orElse(""),
                                UPDATE_IN_PROGRESS,
                                Optional.empty(),
                                content.shownProperties());
        var step = operation.at(db, resource.logicalId(), content.tags());
        var progress =
                StepFailure.ask(
                        resource.type(),
                        () ->
                                provider.update(
                                        step,
                                        resource.physicalId().orElseThrow(),
                                        resource.content().properties(),
                                        content.properties()));
        var previous = Optional.of(stable(resource));
        return switch (progress) {
            case Progress.Done done -> {
                var made =
                        begun.called(Optional.of(done.physicalId()))
                                .made(
                                        content.with(
                                                resource.content().attributes(), done.attributes()),
                                        previous)
                                .to(UPDATE_COMPLETE, Optional.empty(), number(), operation.now());
                events.resource(made).append(db);
                yield Change.to(new GraphRun.Standing.Done(), made);
            }
            case Progress.Waiting waiting -> {
                var until = operation.now().plus(waiting.pause());
                events.append(db);
                yield Change.to(
                        new GraphRun.Standing.Waiting(until),
                        begun.made(content.with(resource.content().attributes()), previous)
                                .askedAgainAt(until));
            }
        };
    }

    private Change<GraphRun.Standing> replace(Handle db, StackResource resource) {
        var content = checkedContent(db, resource.logicalId());
        var provider = template.provider(resource.logicalId());
        var events =
                operation
                        .events()
                        .resource(
                                resource,
                                resource.physicalId().orElse(""),
                                UPDATE_IN_PROGRESS,
                                Optional.of(REPLACING),
                                content.shownProperties());
        var step = operation.at(db, resource.logicalId(), content.tags());
        var awaited = template.awaited(db, operation, resource.logicalId());
        var progress =
                StepFailure.ask(
                        template.type(resource.logicalId()),
                        () -> provider.create(step, content.properties()));
        var old =
                resource.standing(Standing.SUPERSEDED)
                        .made(
                                resource.content()
                                        .keptBy(
                                                resource.content().dependencies(),
                                                template.updateReplacePolicy(resource.logicalId())),
                                Optional.of(stable(resource)))
                        .to(resource.status(), resource.reason(), number(), operation.now());
        return switch (progress) {
            case Progress.Done done when awaited.isPresent() -> {
                var until = operation.now().plus(Signals.SHORTEST_PAUSE);
                var made = content.with(done.attributes()).awaiting(awaited);
                var begun = begun(resource, done.physicalId(), made).askedAgainAt(until);
                events.resource(begun).append(db);
                yield new Change<>(
                        new GraphRun.Standing.Waiting(until), List.of(old, begun), List.of());
            }
            case Progress.Done done -> {
                var begun = begun(resource, done.physicalId(), content);
                var made =
                        begun.made(content.with(done.attributes()), Optional.empty())
                                .to(UPDATE_COMPLETE, Optional.empty(), number(), operation.now());
                events.resource(begun).resource(made).append(db);
                yield new Change<>(new GraphRun.Standing.Done(), List.of(old, made), List.of());
            }
            case Progress.Waiting waiting -> {
                var until = operation.now().plus(waiting.pause());
                var begun = begun(resource, waiting.physicalId(), content).askedAgainAt(until);
                events.resource(begun).append(db);
                yield new Change<>(
                        new GraphRun.Standing.Waiting(until), List.of(old, begun), List.of());
            }
        };
    }

    private StackResource begun(StackResource resource, String physicalId, Content content) {
        return new StackResource(
                resource.logicalId(),
                successor(resource).incarnation(),
                Standing.CURRENT,
                template.type(resource.logicalId()),
                UPDATE_IN_PROGRESS,
                Optional.of(CreateStep.INITIATED),
                Optional.of(physicalId),
                content,
                Optional.empty(),
                number(),
                number(),
                operation.now(),
                Optional.empty(),
                0);
    }

    private Change<GraphRun.Standing> failed(
            Handle db, StackResource resource, Optional<String> note, String reason) {
        var shown =
                template.contentOrNothing(db, operation, resource.logicalId()).shownProperties();
        var physicalId = resource.physicalId().orElse("");
        // What it was before an earlier update is nothing to go back to, if that went well.
        var failed =
                resource.made(
                                resource.content(),
                                unstable(resource).flatMap(_ -> resource.previous()))
                        .to(UPDATE_FAILED, Optional.of(reason), number(), operation.now());
        operation
                .events()
                .resource(failed, physicalId, UPDATE_IN_PROGRESS, note, shown)
                .resource(failed, physicalId, UPDATE_FAILED, Optional.of(reason), shown)
                .append(db);
        return Change.to(new GraphRun.Standing.Failed(), failed);
    }

    /** What the resource was made of when the stack was stable. */
    private Content stable(StackResource resource) {
        return unstable(resource).flatMap(StackResource::previous).orElse(resource.content());
    }

    /** The resource, if an earlier operation changed it and was left as it failed. */
    private Optional<StackResource> unstable(StackResource resource) {
        return Optional.of(resource)
                .filter(changed -> changed.changedBy() > operation.stack().stable());
    }

    private Content checkedContent(Handle db, String logicalId) {
        var content = template.content(db, operation, logicalId);
        PropertyCheck.check(template.provider(logicalId).schema(), content.properties());
        return content;
    }

    /** A name that the template fixes cannot be borne by the old and the new one at once. */
    private String reason(
            RuntimeException failure, StackResource resource, ResourceDifference difference) {
        if (difference == ResourceDifference.REPLACEMENT
                && failure instanceof ResourceFailure refused
                && refused.code() == ResourceFailure.Code.ALREADY_EXISTS
                && (refused.taken().isEmpty() || refused.taken().equals(resource.physicalId()))) {
            return "CloudFormation cannot update a stack when a custom-named resource requires"
                    + " replacing. Rename "
                    + resource.physicalId().orElse(resource.logicalId())
                    + " and update the stack again.";
        }
        return operation.reason(failure);
    }

    private StackResource.Key successor(StackResource resource) {
        return new StackResource.Key(
                resource.logicalId(),
                operation
                                .latest(resource.logicalId())
                                .map(StackResource::incarnation)
                                .orElse(resource.incarnation())
                        + 1);
    }

    private long number() {
        return operation.number();
    }
}
