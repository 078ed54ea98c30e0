package dev.wheelhouse.stacks.engine;

import static dev.wheelhouse.stacks.ResourceStatus.DELETE_COMPLETE;
import static dev.wheelhouse.stacks.ResourceStatus.DELETE_FAILED;
import static dev.wheelhouse.stacks.ResourceStatus.DELETE_IN_PROGRESS;
import static dev.wheelhouse.stacks.ResourceStatus.DELETE_SKIPPED;

import dev.wheelhouse.cloud.resource.ResourceFailure;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceProvider.Progress;
import dev.wheelhouse.stacks.ResourceStatus;
import dev.wheelhouse.stacks.StackResource;
import dev.wheelhouse.stacks.StackState.Phase;
import dev.wheelhouse.stacks.engine.Operation.Change;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Optional;

/** Takes a resource out of the stack: deletes it, or leaves it to itself where a policy says so. */
final class DeleteStep {
    private final Operation operation;
    private final Phase phase;

    /**
     * @param phase one that deletes
     */
    DeleteStep(Operation operation, Phase phase) {
        this.operation = operation;
        this.phase = phase;
    }

    GraphRun.Standing run(StackResource resource) {
        try {
            return operation.step(List.of(resource), List.of(), db -> delete(db, resource));
        } catch (RuntimeException failure) {
            var reason = operation.reason(failure);
            return operation.step(List.of(resource), List.of(), db -> failed(db, resource, reason));
        }
    }

    private Change<GraphRun.Standing> delete(Handle db, StackResource resource) {
        if (retained(resource)) {
            return gone(db, operation.events(), resource, DELETE_SKIPPED);
        }
        if (!resource.physical()) {
            return gone(db, operation.events(), resource, DELETE_COMPLETE);
        }
        var events = operation.events();
        var begun = resource.status() == DELETE_IN_PROGRESS ? resource : begun(resource);
        if (resource.status() != DELETE_IN_PROGRESS) {
            events.resource(begun);
        }
        return switch (ask(db, resource)) {
            case Progress.Done _ -> gone(db, events, resource, DELETE_COMPLETE);
            case Progress.Waiting waiting -> {
                var until = operation.now().plus(waiting.pause());
                events.append(db);
                yield Change.to(new GraphRun.Standing.Waiting(until), begun.askedAgainAt(until));
            }
        };
    }

    private Progress ask(Handle db, StackResource resource) {
        var provider = provider(resource);
        boolean again = resource.status() == DELETE_IN_PROGRESS;
        var step =
                again
                        ? operation.again(db, resource)
                        : operation.at(db, resource.logicalId(), resource.content().tags());
        var physicalId = resource.physicalId().orElseThrow();
        var properties = resource.content().properties();
        return StepFailure.ask(
                resource.type(),
                () ->
                        again
                                ? provider.proceed(step, physicalId, properties)
                                : provider.delete(step, physicalId, properties));
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

    private boolean retained(StackResource resource) {
        var settings = operation.stack().settings();
        return switch (resource.content().retention()) {
            case DELETE, SNAPSHOT -> false;
            case RETAIN ->
                    resource.physical() && !(settings.retainExceptOnCreate() && isUnmade(resource));
            case RETAIN_EXCEPT_ON_CREATE -> resource.physical() && !isUnmade(resource);
        };
    }

    /** Whether what made the resource is being rolled back. */
    private boolean isUnmade(StackResource resource) {
        return switch (phase) {
            case ROLLBACK, ROLLBACK_CLEANUP -> resource.madeBy() > operation.stack().stable();
            case DELETE -> resource.madeBy() == operation.number();
            case CREATE, UPDATE, CLEANUP, UPDATE_ROLLBACK -> false;
        };
    }

    private Change<GraphRun.Standing> gone(
            Handle db, EventWriter.Batch events, StackResource resource, ResourceStatus status) {
        var gone = resource.to(status, Optional.empty(), operation.number(), operation.now());
        events.resource(gone).append(db);
        var done = new GraphRun.Standing.Done();
        // Those of a deleted stack stay listed; others vanish from theirs.
        return phase == Phase.DELETE ? Change.to(done, gone) : Change.without(done, resource.key());
    }

    private Change<GraphRun.Standing> failed(Handle db, StackResource resource, String reason) {
        var events = operation.events();
        if (resource.status() != DELETE_IN_PROGRESS) {
            events.resource(begun(resource));
        }
        var failed =
                resource.to(DELETE_FAILED, Optional.of(reason), operation.number(), operation.now())
                        .triedAgain();
        events.resource(failed);
        if (phase == Phase.DELETE && operation.stack().settings().forceDelete()) {
            return gone(db, events, failed, DELETE_SKIPPED);
        }
        events.append(db);
        return Change.to(new GraphRun.Standing.Failed(), failed);
    }

    private StackResource begun(StackResource resource) {
        return resource.to(
                DELETE_IN_PROGRESS, Optional.empty(), operation.number(), operation.now());
    }
}
