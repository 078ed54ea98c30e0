package dev.wheelhouse.stacks.engine;

import static dev.wheelhouse.stacks.ResourceStatus.CREATE_COMPLETE;
import static dev.wheelhouse.stacks.ResourceStatus.CREATE_FAILED;
import static dev.wheelhouse.stacks.ResourceStatus.CREATE_IN_PROGRESS;

import dev.wheelhouse.cloud.resource.ResourceFailure;
import dev.wheelhouse.cloud.resource.ResourceProvider.Progress;
import dev.wheelhouse.stacks.StackResource;
import dev.wheelhouse.stacks.StackResource.Content;
import dev.wheelhouse.stacks.StackResource.Standing;
import dev.wheelhouse.stacks.engine.Operation.Change;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Optional;

/** Makes a resource that the stack does not have yet. */
final class CreateStep {
    static final String INITIATED = "Resource creation Initiated";

    private final Operation operation;
    private final StackTemplate template;

    CreateStep(Operation operation, StackTemplate template) {
        this.operation = operation;
        this.template = template;
    }

    /**
     * @param leftOver what an earlier operation could not make
     */
    GraphRun.Standing run(String logicalId, Optional<StackResource> leftOver) {
        var key =
                new StackResource.Key(
                        logicalId,
                        operation.latest(logicalId).map(StackResource::incarnation).orElse(0) + 1);
        try {
            return operation.step(
                    leftOver.stream().toList(), List.of(key), db -> create(db, key, leftOver));
        } catch (RuntimeException failure) {
            var reason = operation.reason(failure);
            return operation.step(
                    leftOver.stream().toList(),
                    List.of(key),
                    db -> failed(db, key, leftOver, held(db, key, failure).orElse(reason)));
        }
    }

    private Change<GraphRun.Standing> create(
            Handle db, StackResource.Key key, Optional<StackResource> leftOver) {
        var content = template.content(db, operation, key.logicalId());
        var begun = begun(key, content);
        var provider = template.provider(key.logicalId());
        PropertyCheck.check(provider.schema(), content.properties());
        var events = operation.events().resource(begun);
        var awaited = template.awaited(db, operation, key.logicalId());
        var step = operation.at(db, key.logicalId(), content.tags());
        var progress =
                StepFailure.ask(begun.type(), () -> provider.create(step, content.properties()));
        return switch (progress) {
            case Progress.Done done when awaited.isPresent() -> {
                var until = operation.now().plus(Signals.SHORTEST_PAUSE);
                var made =
                        initiated(begun.called(Optional.of(done.physicalId())))
                                .made(
                                        content.with(done.attributes()).awaiting(awaited),
                                        Optional.empty())
                                .askedAgainAt(until);
                events.resource(made).append(db);
                yield change(new GraphRun.Standing.Waiting(until), made, leftOver);
            }
            case Progress.Done done -> {
                var initiated = begun.called(Optional.of(done.physicalId()));
                var made =
                        initiated
                                .made(content.with(done.attributes()), Optional.empty())
                                .to(
                                        CREATE_COMPLETE,
                                        Optional.empty(),
                                        operation.number(),
                                        operation.now());
                events.resource(initiated(initiated)).resource(made).append(db);
                yield change(new GraphRun.Standing.Done(), made, leftOver);
            }
            case Progress.Waiting waiting -> {
                var until = operation.now().plus(waiting.pause());
                var made =
                        initiated(begun.called(Optional.of(waiting.physicalId())))
                                .askedAgainAt(until);
                events.resource(made).append(db);
                yield change(new GraphRun.Standing.Waiting(until), made, leftOver);
            }
        };
    }

    /** Another text where the name that is taken is that of another stack's resource. */
    private Optional<String> held(Handle db, StackResource.Key key, RuntimeException failure) {
        var id = operation.stack().id();
        return failure instanceof ResourceFailure refused
                ? refused.taken()
                        .flatMap(name ->
                                operation
                                        .parts()
                                        .resources()
                                        .holder(
                                                db,
                                                id.account(),
                                                id.region(),
                                                template.type(key.logicalId()),
                                                name)
                                        .map(stack ->
                                                name + " already exists in stack " + stack.arn()))
                : Optional.empty();
    }

    private Change<GraphRun.Standing> failed(
            Handle db, StackResource.Key key, Optional<StackResource> leftOver, String reason) {
        var begun = begun(key, template.contentOrNothing(db, operation, key.logicalId()));
        var failed =
                begun.to(CREATE_FAILED, Optional.of(reason), operation.number(), operation.now());
        operation.events().resource(begun).resource(failed).append(db);
        return change(new GraphRun.Standing.Failed(), failed, leftOver);
    }

    private StackResource begun(StackResource.Key key, Content content) {
        return new StackResource(
                key.logicalId(),
                key.incarnation(),
                Standing.CURRENT,
                template.type(key.logicalId()),
                CREATE_IN_PROGRESS,
                Optional.empty(),
                Optional.empty(),
                content,
                Optional.empty(),
                operation.number(),
                operation.number(),
                operation.now(),
                Optional.empty(),
                0);
    }

    private StackResource initiated(StackResource begun) {
        return begun.to(
                CREATE_IN_PROGRESS, Optional.of(INITIATED), operation.number(), operation.now());
    }

    private static Change<GraphRun.Standing> change(
            GraphRun.Standing standing, StackResource made, Optional<StackResource> leftOver) {
        return new Change<>(
                standing, List.of(made), leftOver.map(StackResource::key).stream().toList());
    }
}
