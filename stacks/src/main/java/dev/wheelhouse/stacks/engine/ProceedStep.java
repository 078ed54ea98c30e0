package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceProvider.Progress;
import dev.wheelhouse.stacks.ResourceStatus;
import dev.wheelhouse.stacks.StackResource;
import dev.wheelhouse.stacks.StackResource.Awaited;
import dev.wheelhouse.stacks.StackResource.Content;
import dev.wheelhouse.stacks.engine.Operation.Change;
import dev.wheelhouse.store.sql.Handle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks again about a resource that is being created or updated. */
final class ProceedStep {
    private final Operation operation;
    private final StackTemplate template;

    ProceedStep(Operation operation, StackTemplate template) {
        this.operation = operation;
        this.template = template;
    }

    GraphRun.Standing run(StackResource waiting, ResourceProvider provider) {
        try {
            return operation.step(
                    List.of(waiting), List.of(), db -> proceed(db, waiting, provider));
        } catch (RuntimeException failure) {
            var reason = operation.reason(failure);
            return operation.step(List.of(waiting), List.of(), db -> failed(db, waiting, reason));
        }
    }

    private Change<GraphRun.Standing> proceed(
            Handle db, StackResource waiting, ResourceProvider provider) {
        var awaited = waiting.content().awaited();
        if (awaited.isPresent()) {
            return new Signals(operation)
                    .pause(db, waiting, awaited.get())
                    .map(this::longer)
                    .orElseGet(
                            () -> done(db, waiting, waiting.content().awaiting(Optional.empty())));
        }
        var step = operation.again(db, waiting);
        var physicalId = waiting.physicalId().orElseThrow();
        var progress =
                StepFailure.ask(
                        waiting.type(),
                        () -> provider.proceed(step, physicalId, waiting.content().properties()));
        return switch (progress) {
            case Progress.Done done -> {
                var made = waiting.called(Optional.of(done.physicalId()));
                var content =
                        waiting.content().with(waiting.content().attributes(), done.attributes());
                var signals =
                        waiting.madeBy() == operation.number()
                                ? template.awaited(db, operation, waiting.logicalId())
                                : Optional.<Awaited>empty();
                yield signals.isEmpty()
                        ? done(db, made, content)
                        : awaiting(made, content.awaiting(signals));
            }
            case Progress.Waiting longer -> longer(longer.pause());
        };
    }

    private Change<GraphRun.Standing> done(Handle db, StackResource waiting, Content content) {
        var made =
                waiting.made(content, waiting.previous())
                        .to(
                                complete(waiting.status()),
                                Optional.empty(),
                                operation.number(),
                                operation.now());
        operation.events().resource(made).append(db);
        return Change.to(new GraphRun.Standing.Done(), made);
    }

    private Change<GraphRun.Standing> awaiting(StackResource made, Content content) {
        var until = operation.now().plus(Signals.SHORTEST_PAUSE);
        return Change.to(
                new GraphRun.Standing.Waiting(until),
                made.made(content, made.previous()).askedAgainAt(until));
    }

    private Change<GraphRun.Standing> longer(Duration pause) {
        return Change.to(new GraphRun.Standing.Waiting(operation.now().plus(pause)));
    }

    private Change<GraphRun.Standing> failed(Handle db, StackResource waiting, String reason) {
        var failed =
                waiting.to(
                        failed(waiting.status()),
                        Optional.of(reason),
                        operation.number(),
                        operation.now());
        operation.events().resource(failed).append(db);
        return Change.to(new GraphRun.Standing.Failed(), failed);
    }

    private static ResourceStatus complete(ResourceStatus status) {
        return status == ResourceStatus.CREATE_IN_PROGRESS
                ? ResourceStatus.CREATE_COMPLETE
                : ResourceStatus.UPDATE_COMPLETE;
    }

    /** What a resource that was in progress is once it failed. */
    static ResourceStatus failed(ResourceStatus status) {
        return status == ResourceStatus.CREATE_IN_PROGRESS
                ? ResourceStatus.CREATE_FAILED
                : ResourceStatus.UPDATE_FAILED;
    }
}
