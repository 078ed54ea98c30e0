package dev.wheelhouse.stacks.engine;

import static dev.wheelhouse.stacks.ResourceStatus.UPDATE_COMPLETE;
import static dev.wheelhouse.stacks.ResourceStatus.UPDATE_FAILED;
import static dev.wheelhouse.stacks.ResourceStatus.UPDATE_IN_PROGRESS;

import dev.wheelhouse.cloud.resource.ResourceFailure;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceProvider.Progress;
import dev.wheelhouse.stacks.StackResource;
import dev.wheelhouse.stacks.StackResource.Content;
import dev.wheelhouse.stacks.StackResource.Retention;
import dev.wheelhouse.stacks.StackResource.Standing;
import dev.wheelhouse.stacks.engine.Operation.Change;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Optional;

/** Makes a resource again what it was before the update that failed. */
final class BackStep {
    private final Operation operation;

    BackStep(Operation operation) {
        this.operation = operation;
    }

    /** Changes a resource back that was changed in place, or was to be. */
    GraphRun.Standing change(StackResource resource) {
        try {
            return operation.step(List.of(resource), List.of(), db -> back(db, resource));
        } catch (RuntimeException failure) {
            var reason = operation.reason(failure);
            return operation.step(List.of(resource), List.of(), db -> failed(db, resource, reason));
        }
    }

    /** Goes back from a replacement to what it replaced; the replacement is cleaned up later. */
    GraphRun.Standing restore(StackResource old, StackResource replacement) {
        return operation.step(
                List.of(old, replacement),
                List.of(),
                db -> {
                    var content = old.previous().orElse(old.content());
                    var restored =
                            old.standing(Standing.CURRENT)
                                    .made(content, Optional.empty())
                                    .to(
                                            UPDATE_COMPLETE,
                                            Optional.empty(),
                                            operation.number(),
                                            operation.now());
                    var leaving =
                            replacement
                                    .standing(Standing.SUPERSEDED)
                                    .made(
                                            replacement
                                                    .content()
                                                    .keptBy(
                                                            replacement.content().dependencies(),
                                                            Retention.DELETE),
                                            Optional.empty());
                    operation.events().resource(begun(restored)).resource(restored).append(db);
                    return new Change<>(
                            new GraphRun.Standing.Done(), List.of(restored, leaving), List.of());
                });
    }

    private Change<GraphRun.Standing> back(Handle db, StackResource resource) {
        if (resource.status() == UPDATE_IN_PROGRESS) {
            return answered(
                    db, operation.events(), resource, resource.content(), proceed(db, resource));
        }
        var events = operation.events().resource(begun(resource));
        if (resource.previous().isEmpty()) {
            var restored =
                    resource.to(
                            UPDATE_COMPLETE, Optional.empty(), operation.number(), operation.now());
            events.resource(restored).append(db);
            return Change.to(new GraphRun.Standing.Done(), restored);
        }
        var before = resource.previous().get();
        return answered(db, events, resource, before, update(db, resource, before));
    }

    private Progress update(Handle db, StackResource resource, Content before) {
        var step = operation.at(db, resource.logicalId(), before.tags());
        return StepFailure.ask(
                resource.type(),
                () ->
                        provider(resource)
                                .update(
                                        step,
                                        resource.physicalId().orElseThrow(),
                                        resource.content().properties(),
                                        before.properties()));
    }

    private Progress proceed(Handle db, StackResource resource) {
        var step = operation.again(db, resource);
        return StepFailure.ask(
                resource.type(),
                () ->
                        provider(resource)
                                .proceed(
                                        step,
                                        resource.physicalId().orElseThrow(),
                                        resource.content().properties()));
    }

    private Change<GraphRun.Standing> answered(
            Handle db,
            EventWriter.Batch events,
            StackResource resource,
            Content content,
            Progress progress) {
        return switch (progress) {
            case Progress.Done done -> {
                var restored =
                        resource.called(Optional.of(done.physicalId()))
                                .made(
                                        content.with(content.attributes(), done.attributes()),
                                        Optional.empty())
                                .to(
                                        UPDATE_COMPLETE,
                                        Optional.empty(),
                                        operation.number(),
                                        operation.now());
                events.resource(restored).append(db);
                yield Change.to(new GraphRun.Standing.Done(), restored);
            }
            case Progress.Waiting waiting -> {
                var until = operation.now().plus(waiting.pause());
                events.append(db);
                yield Change.to(
                        new GraphRun.Standing.Waiting(until),
                        begun(resource.made(content, Optional.empty())).askedAgainAt(until));
            }
        };
    }

    private Change<GraphRun.Standing> failed(Handle db, StackResource resource, String reason) {
        var events = operation.events();
        if (resource.status() != UPDATE_IN_PROGRESS) {
            events.resource(begun(resource));
        }
        var failed =
                resource.to(UPDATE_FAILED, Optional.of(reason), operation.number(), operation.now())
                        .triedAgain();
        events.resource(failed).append(db);
        return Change.to(new GraphRun.Standing.Failed(), failed);
    }

    private StackResource begun(StackResource resource) {
        return resource.to(
                UPDATE_IN_PROGRESS, Optional.empty(), operation.number(), operation.now());
    }

    private ResourceProvider provider(StackResource resource) {
        return operation
                .parts()
                .providers()
                .find(resource.type())
                .orElseThrow(() ->
                        new ResourceFailure(
                                ResourceFailure.Code.GENERAL_SERVICE_EXCEPTION,
                                "There is no provider for " + resource.type() + " any more."));
    }
}
