package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.stacks.FailurePolicy;
import dev.wheelhouse.stacks.Stack;
import dev.wheelhouse.stacks.StackEngine.Completion;
import dev.wheelhouse.stacks.StackPolicy;
import dev.wheelhouse.stacks.StackResource;
import dev.wheelhouse.stacks.StackState.Phase;
import dev.wheelhouse.stacks.StackState.Working;
import dev.wheelhouse.stacks.engine.GraphRun.AfterFailure;
import dev.wheelhouse.stacks.engine.GraphRun.Ending;
import dev.wheelhouse.stacks.engine.GraphRun.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Works on one phase of an operation. */
final class PhaseWork {
    private final Operation operation;
    private final Working working;
    private final Completion completion;

    PhaseWork(Operation operation, Working working, Completion completion) {
        this.operation = operation;
        this.working = working;
        this.completion = completion;
    }

    /** What came of it. */
    sealed interface Result {
        /** Nothing can be done before the pause is over. */
        record Waiting(Duration pause) implements Result {}

        /** The phase is over, and this is the stack in its next state. */
        record Over(Stack stack) implements Result {}
    }

    /**
     * Does what the phase can do now.
     *
     * @throws SupersededException if somebody else works on the stack
     */
    Result run() {
        return switch (working.phase()) {
            case CREATE, UPDATE -> forward();
            case UPDATE_ROLLBACK -> back();
            case ROLLBACK, DELETE, CLEANUP, ROLLBACK_CLEANUP -> delete();
        };
    }

    private Result forward() {
        var template =
                StackTemplate.of(
                        operation.parts(), operation.stack().id(), operation.stack().definition());
        if (untouched()) {
            var obstacle = new Preflight(operation, template).obstacle();
            if (obstacle.isPresent()) {
                return over(Optional.of(template), obstacle);
            }
        }
        var graph = new LinkedHashMap<String, Set<String>>();
        kept(template).forEach(resource -> graph.put(resource.logicalId(), Set.of()));
        graph.putAll(template.graph());
        var known = new HashMap<String, Standing>();
        graph.keySet()
                .forEach(logicalId ->
                        operation
                                .current(logicalId)
                                .flatMap(this::recorded)
                                .ifPresent(standing -> known.put(logicalId, standing)));
        var afterFailure =
                operation.stack().settings().onFailure() == FailurePolicy.DO_NOTHING
                        ? AfterFailure.GO_ON
                        : AfterFailure.STOP;
        var run =
                new GraphRun<>(
                        graph,
                        known,
                        logicalId -> make(template, logicalId),
                        afterFailure,
                        operation.parts().clock());
        return switch (run.run()) {
            case Ending.Finished _ -> over(Optional.of(template), Optional.empty());
            case Ending.Waiting(var pause) -> beforeTimeout(template, pause);
        };
    }

    /** The resources that the template no longer has, but the stack policy keeps. */
    private List<StackResource> kept(StackTemplate template) {
        return operation.resources().stream()
                .filter(resource -> resource.standing() == StackResource.Standing.CURRENT)
                .filter(resource -> resource.physical() && !template.has(resource.logicalId()))
                .filter(resource ->
                        operation.denial(StackPolicy.Action.DELETE, resource).isPresent())
                .toList();
    }

    private boolean untouched() {
        return operation.resources().stream()
                .noneMatch(resource -> resource.changedBy() == operation.number());
    }

    private Optional<Standing> recorded(StackResource resource) {
        if (resource.changedBy() != operation.number()) {
            return Optional.empty();
        }
        if (resource.status().failed()) {
            return Optional.of(new Standing.Failed());
        }
        return Optional.of(
                resource.proceedAt()
                        .<Standing>map(Standing.Waiting::new)
                        .orElseGet(Standing.Done::new));
    }

    private Standing make(StackTemplate template, String logicalId) {
        var current = operation.current(logicalId);
        if (current.isEmpty()) {
            return new CreateStep(operation, template).run(logicalId, Optional.empty());
        }
        var resource = current.get();
        if (!template.has(logicalId)) {
            var denial = operation.denial(StackPolicy.Action.DELETE, resource).orElseThrow();
            return new UpdateStep(operation, template).keep(resource, denial);
        }
        if (resource.changedBy() == operation.number() && resource.status().inProgress()) {
            return new ProceedStep(operation, template).run(resource, template.provider(logicalId));
        }
        if (!resource.physical()) {
            return new CreateStep(operation, template).run(logicalId, current);
        }
        return new UpdateStep(operation, template).run(resource);
    }

    private Result beforeTimeout(StackTemplate template, Duration pause) {
        var timeout = operation.stack().settings().timeout();
        if (working.phase() != Phase.CREATE || timeout.isEmpty()) {
            return new Result.Waiting(pause);
        }
        var left =
                Duration.between(
                        operation.now(), operation.stack().createdAt().plus(timeout.get()));
        if (!left.isPositive()) {
            return over(Optional.of(template), Optional.of(FailureReasons.TIMEOUT));
        }
        return new Result.Waiting(left.compareTo(pause) < 0 ? left : pause);
    }

    private Result back() {
        var resources = operation.resources();
        var tasks = new LinkedHashMap<String, StackResource>();
        PhaseTasks.toRestore(stable(), resources).forEach(old -> tasks.put(old.logicalId(), old));
        PhaseTasks.toChangeBack(stable(), resources)
                .forEach(resource -> tasks.put(resource.logicalId(), resource));
        var graph = new LinkedHashMap<String, Set<String>>();
        var known = new HashMap<String, Standing>();
        tasks.forEach((logicalId, resource) -> {
            var before = resource.previous().orElse(resource.content());
            graph.put(logicalId, new LinkedHashSet<>(before.dependencies()));
            if (resource.status().failed() && resource.attempts() > 0) {
                known.put(logicalId, new Standing.Failed());
            }
            resource.proceedAt().ifPresent(at -> known.put(logicalId, new Standing.Waiting(at)));
        });
        var run =
                new GraphRun<>(
                        graph, known, this::back, AfterFailure.GO_ON, operation.parts().clock());
        return over(run.run());
    }

    private long stable() {
        return operation.stack().stable();
    }

    private Standing back(String logicalId) {
        var current = operation.current(logicalId).orElseThrow();
        var step = new BackStep(operation);
        return PhaseTasks.toRestore(stable(), operation.resources()).stream()
                .filter(old -> old.logicalId().equals(logicalId))
                .findFirst()
                .map(old -> step.restore(old, current))
                .orElseGet(() -> step.change(current));
    }

    private Result delete() {
        var step = new DeleteStep(operation, working.phase());
        var tasks = PhaseTasks.toDelete(working.phase(), operation.resources());
        var graph = new LinkedHashMap<StackResource.Key, Set<StackResource.Key>>();
        var known = new HashMap<StackResource.Key, Standing>();
        for (var resource : tasks.reversed()) {
            var dependants = new LinkedHashSet<StackResource.Key>();
            for (var other : tasks) {
                if (other.content().dependencies().contains(resource.logicalId())) {
                    dependants.add(other.key());
                }
            }
            graph.put(resource.key(), dependants);
            if (PhaseTasks.undeletable(working.phase(), operation.number(), resource)) {
                known.put(resource.key(), new Standing.Failed());
            } else if (PhaseTasks.beingDeleted(resource)) {
                known.put(
                        resource.key(),
                        new Standing.Waiting(resource.proceedAt().orElse(Instant.EPOCH)));
            }
        }
        var run =
                new GraphRun<>(
                        graph,
                        known,
                        key -> delete(step, key),
                        AfterFailure.GO_ON,
                        operation.parts().clock());
        var ending = run.run();
        if (ending instanceof Ending.Finished && run.failed().isEmpty()) {
            ending = deleteUnordered(step, run.pending());
        }
        return over(ending);
    }

    /**
     * An update that was left unfinished may leave resources that need each other, one as the old
     * template says and one as the new.
     */
    private Ending deleteUnordered(DeleteStep step, List<StackResource.Key> circle) {
        var graph = new LinkedHashMap<StackResource.Key, Set<StackResource.Key>>();
        circle.forEach(key -> graph.put(key, Set.of()));
        return new GraphRun<>(
                        graph,
                        Map.of(),
                        key -> delete(step, key),
                        AfterFailure.GO_ON,
                        operation.parts().clock())
                .run();
    }

    private Standing delete(DeleteStep step, StackResource.Key key) {
        while (true) {
            var resource = Objects.requireNonNull(resources().get(key), key.logicalId());
            var standing = step.run(resource);
            var triedEnough =
                    !(standing instanceof Standing.Failed)
                            || PhaseTasks.undeletable(
                                    working.phase(),
                                    operation.number(),
                                    Objects.requireNonNull(resources().get(key)));
            if (triedEnough) {
                return standing;
            }
        }
    }

    private Map<StackResource.Key, StackResource> resources() {
        var byKey = new HashMap<StackResource.Key, StackResource>();
        operation.resources().forEach(resource -> byKey.put(resource.key(), resource));
        return byKey;
    }

    private Result over(Ending ending) {
        return switch (ending) {
            case Ending.Finished _ -> over(Optional.empty(), Optional.empty());
            case Ending.Waiting(var pause) -> new Result.Waiting(pause);
        };
    }

    private Result over(Optional<StackTemplate> template, Optional<String> obstacle) {
        return new Result.Over(Settlement.settle(operation, template, obstacle, completion));
    }
}
