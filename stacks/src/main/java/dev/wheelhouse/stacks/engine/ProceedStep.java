package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceProvider.Progress;
import dev.wheelhouse.stacks.ResourceStatus;
import dev.wheelhouse.stacks.StackResource;
import dev.wheelhouse.stacks.engine.Operation.Change;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Asks again about a resource that is being created or updated. */
final class ProceedStep {
    private final Operation operation;

    ProceedStep(Operation operation) {
        this.operation = operation;
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
        var step = operation.again(db, waiting);
        var physicalId = waiting.physicalId().orElseThrow();
        var progress =
                StepFailure.ask(
                        waiting.type(),
                        () -> provider.proceed(step, physicalId, waiting.content().properties()));
        return switch (progress) {
            case Progress.Done done -> {
                var made =
                        waiting.called(Optional.of(done.physicalId()))
                                .made(waiting.content().with(done.attributes()), waiting.previous())
                                .to(
                                        complete(waiting.status()),
                                        Optional.empty(),
                                        operation.number(),
                                        operation.now());
                operation.events().resource(made).append(db);
                yield Change.to(new GraphRun.Standing.Done(), made);
            }
            case Progress.Waiting longer ->
                    Change.to(new GraphRun.Standing.Waiting(operation.now().plus(longer.pause())));
        };
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
