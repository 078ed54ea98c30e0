package dev.wheelhouse.stacks.engine;

import static dev.wheelhouse.stacks.ResourceStatus.CREATE_IN_PROGRESS;

import dev.wheelhouse.stacks.Stack;
import dev.wheelhouse.stacks.StackEngine.Completion;
import dev.wheelhouse.stacks.StackEngine.StackOutput;
import dev.wheelhouse.stacks.StackExport;
import dev.wheelhouse.stacks.StackResource;
import dev.wheelhouse.stacks.StackResource.Standing;
import dev.wheelhouse.stacks.StackState;
import dev.wheelhouse.stacks.StackState.InReview;
import dev.wheelhouse.stacks.StackState.Phase;
import dev.wheelhouse.stacks.StackState.Rest;
import dev.wheelhouse.stacks.StackState.Settled;
import dev.wheelhouse.stacks.StackState.Working;
import dev.wheelhouse.stacks.template.TemplateException;
import dev.wheelhouse.store.sql.Handle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The end of a phase, in one transaction: what failed or not, the next state, and all phases after
 * it that have nothing to do. Used once.
 */
final class Settlement {
    private final Operation operation;
    private final Handle db;
    private final Map<StackResource.Key, StackResource> resources = new LinkedHashMap<>();
    private final List<StackResource> changed = new ArrayList<>();
    private final List<StackResource.Key> removed = new ArrayList<>();
    private final EventWriter.Batch events;
    private Stack stack;

    private Settlement(Operation operation, Handle db) {
        this.operation = operation;
        this.db = db;
        this.stack = operation.stack();
        this.events = operation.events();
        operation.resources().forEach(resource -> resources.put(resource.key(), resource));
    }

    /**
     * Ends the phase of an operation.
     *
     * @param template of a phase that went forward, unless it ends because of an obstacle
     * @param obstacle why the stack as a whole can't go on, without what follows from it
     * @param completion told about the operation's end, should this be it
     * @return the stack in its next state
     */
    static Stack settle(
            Operation operation,
            Optional<StackTemplate> template,
            Optional<String> obstacle,
            Completion completion) {
        return operation
                .parts()
                .database()
                .write(db -> {
                    operation.requireCurrent(db);
                    var settlement = new Settlement(operation, db);
                    settlement.conclude(template, obstacle);
                    return settlement.record(completion);
                });
    }

    /**
     * Breaks off an update; a worker then goes on with undoing it.
     *
     * @param why the reason that the stack gives
     */
    static Stack cancelled(
            Operation operation, Handle db, Optional<String> token, Optional<String> why) {
        var settlement = new Settlement(operation, db);
        settlement.giveUp(token, why);
        return settlement.record((_, _) -> {
            throw new IllegalStateException("A cancelled update has not ended");
        });
    }

    private void giveUp(Optional<String> token, Optional<String> why) {
        cancel();
        stack =
                stack.in(new Working(Phase.UPDATE_ROLLBACK, why))
                        .askedWith(token.or(stack::clientRequestToken))
                        .because(why);
        goBack();
        events.stack(stack);
    }

    private void conclude(Optional<StackTemplate> template, Optional<String> obstacle) {
        if (!(stack.state() instanceof Working working)) {
            throw new IllegalStateException("No operation is under way on " + stack.id());
        }
        switch (working.phase()) {
            case CREATE, UPDATE -> concludeForward(working, template, obstacle);
            case ROLLBACK, DELETE -> concludeDeletion(working, obstacle);
            case CLEANUP, ROLLBACK_CLEANUP -> concludeCleanup(working, obstacle);
            case UPDATE_ROLLBACK -> concludeBack(working, obstacle);
        }
    }

    private void concludeForward(
            Working working, Optional<StackTemplate> template, Optional<String> obstacle) {
        var results =
                obstacle.isEmpty() && failed().isEmpty() ? outputs(template.orElseThrow()) : none();
        var reason =
                obstacle.or(
                        () -> failed().isEmpty() ? results.obstacle() : Optional.<String>empty());
        if (reason.isEmpty() && failed().isEmpty()) {
            stack = stack.giving(results.outputs());
            publish(results.outputs());
            leaveForward(template.orElseThrow());
            enter(working.succeeded());
            return;
        }
        template.ifPresentOrElse(this::cancel, this::cancel);
        var failed = failed();
        var policy = stack.settings().onFailure();
        var because =
                reason.map(text -> FailureReasons.withConsequence(text, policy))
                        .orElseGet(() ->
                                working.phase() == Phase.CREATE
                                        ? FailureReasons.withConsequence(
                                                FailureReasons.of(failed), policy)
                                        : FailureReasons.of(failed));
        stack = stack.because(Optional.of(FailureReasons.story(because, failed)));
        enter(working.failed(policy, because));
    }

    private void concludeDeletion(Working working, Optional<String> obstacle) {
        var left = PhaseTasks.toDelete(working.phase(), resources.values());
        if (left.isEmpty()) {
            enter(working.succeeded());
            return;
        }
        var because = obstacle.orElseGet(() -> FailureReasons.of(left));
        stack =
                stack.because(
                        Optional.of(
                                stack.failure()
                                        .orElseGet(() -> FailureReasons.story(because, left))));
        enter(working.failed(stack.settings().onFailure(), because));
    }

    /** What could not be cleaned up leaves the stack all the same. */
    private void concludeCleanup(Working working, Optional<String> obstacle) {
        var left = PhaseTasks.toDelete(working.phase(), resources.values());
        left.forEach(resource -> {
            resources.remove(resource.key());
            removed.add(resource.key());
        });
        enter(
                left.isEmpty()
                        ? working.succeeded()
                        : working.failed(
                                stack.settings().onFailure(),
                                obstacle.orElseGet(() -> FailureReasons.of(left))));
    }

    private void concludeBack(Working working, Optional<String> obstacle) {
        var left = PhaseTasks.toChangeBack(stack.stable(), resources.values());
        if (obstacle.isPresent()) {
            cancel(); // so that the rollback can be gone on with
        }
        enter(
                left.isEmpty() && obstacle.isEmpty()
                        ? working.succeeded()
                        : working.failed(
                                stack.settings().onFailure(),
                                obstacle.orElseGet(() -> FailureReasons.of(left))));
    }

    private void enter(StackState next) {
        stack = stack.in(next);
        if (!(next instanceof Working working)) {
            var rest = ((Settled) next).rest();
            if (rest.stable()) {
                stack = stack.stabilized();
            } else {
                leaveImports(rest);
            }
            events.stack(stack);
            return;
        }
        switch (working.phase()) {
            case ROLLBACK, DELETE -> stack = stack.deletedSince(operation.now());
            case UPDATE_ROLLBACK -> goBack();
            case CLEANUP -> stack = stack.definedBy(stack.definition(), Optional.empty());
            case ROLLBACK_CLEANUP -> supersedeNew();
            case CREATE, UPDATE -> throw new IllegalStateException("Nothing leads to " + next);
        }
        events.stack(stack);
        if (!PhaseTasks.any(working.phase(), stack.stable(), resources.values())) {
            conclude(Optional.empty(), Optional.empty());
        }
    }

    /** What was rolled back imports nothing, and nobody imports what is not there. */
    private void leaveImports(Rest rest) {
        var exports = operation.parts().exports();
        if (rest == Rest.ROLLBACK_COMPLETE) {
            exports.replaceImports(db, stack.id(), Set.of());
        } else {
            exports.removeImportsOfNothing(db, stack.id());
        }
    }

    private void goBack() {
        var before = stack.previous().orElse(stack.definition());
        stack = stack.definedBy(before, Optional.empty());
        operation.parts().exports().replaceImports(db, stack.id(), before.imports());
    }

    /** What the update made leaves again, unless its policy keeps it. */
    private void supersedeNew() {
        for (var resource : List.copyOf(resources.values())) {
            if (resource.madeBy() > stack.stable() && resource.standing() == Standing.CURRENT) {
                change(resource.standing(Standing.SUPERSEDED));
            }
        }
    }

    /** The resources follow the new template: what it no longer has is to be cleaned up. */
    private void leaveForward(StackTemplate template) {
        for (var resource : List.copyOf(resources.values())) {
            if (resource.standing() != Standing.CURRENT) {
                continue;
            }
            if (!template.has(resource.logicalId())) {
                change(resource.standing(Standing.SUPERSEDED));
                continue;
            }
            var content = resource.content();
            var dependencies =
                    List.copyOf(template.resolved().dependencies().needs(resource.logicalId()));
            var retention = template.deletionPolicy(resource.logicalId());
            if (!Set.copyOf(content.dependencies()).equals(Set.copyOf(dependencies))
                    || content.retention() != retention) {
                change(resource.made(content.keptBy(dependencies, retention), resource.previous()));
            }
        }
    }

    /** What was waited for is given up, in the order of the template. */
    private void cancel(StackTemplate template) {
        for (var logicalId : template.graph().keySet()) {
            resources.values().stream()
                    .filter(resource -> resource.logicalId().equals(logicalId))
                    .filter(resource -> resource.standing() == Standing.CURRENT)
                    .filter(resource -> resource.status().inProgress())
                    .findFirst()
                    .ifPresent(this::cancel);
        }
    }

    /** What was waited for is given up. */
    private void cancel() {
        for (var resource : List.copyOf(resources.values())) {
            if (resource.standing() == Standing.CURRENT && resource.status().inProgress()) {
                cancel(resource);
            }
        }
    }

    private void cancel(StackResource resource) {
        var reason =
                resource.status() == CREATE_IN_PROGRESS
                        ? FailureReasons.CREATION_CANCELLED
                        : FailureReasons.UPDATE_CANCELLED;
        var cancelled =
                resource.to(
                        ProceedStep.failed(resource.status()),
                        Optional.of(reason),
                        operation.number(),
                        operation.now());
        change(cancelled);
        events.resource(cancelled);
    }

    private List<StackResource> failed() {
        return resources.values().stream()
                .filter(resource -> resource.changedBy() == operation.number())
                .filter(resource -> resource.standing() == Standing.CURRENT)
                .filter(resource -> resource.status().failed())
                .toList();
    }

    private record Results(List<StackOutput> outputs, Optional<String> obstacle) {}

    private static Results none() {
        return new Results(List.of(), Optional.empty());
    }

    private Results outputs(StackTemplate template) {
        try {
            var outputs = template.outputs(db, operation);
            return new Results(
                    outputs,
                    new ExportRules(operation.parts().exports()).obstacle(db, stack.id(), outputs));
        } catch (TemplateException refused) {
            return new Results(List.of(), Optional.of(StepFailure.text(refused)));
        }
    }

    private void publish(List<StackOutput> outputs) {
        var exports = new ArrayList<StackExport>();
        for (var output : outputs) {
            output.exportName()
                    .ifPresent(
                            name -> exports.add(new StackExport(name, output.value(), stack.id())));
        }
        var store = operation.parts().exports();
        if (!exports.isEmpty() || stack.operation() > 1) {
            store.replace(db, stack.id(), exports);
            store.replaceImports(db, stack.id(), stack.definition().imports());
        }
    }

    private void change(StackResource resource) {
        resources.put(resource.key(), resource);
        changed.removeIf(other -> other.key().equals(resource.key()));
        changed.add(resource);
    }

    private Stack record(Completion completion) {
        changed.removeIf(resource -> !resources.containsKey(resource.key()));
        operation.record(db, new Operation.Change<>(stack, changed, removed));
        if (stack.state().deleted()) {
            stack = stack.giving(List.of());
            operation.parts().exports().replace(db, stack.id(), List.of());
            operation.parts().exports().replaceImports(db, stack.id(), Set.of());
        }
        operation.parts().stacks().update(db, stack, operation.now());
        events.append(db);
        switch (stack.state()) {
            case Settled settled -> completion.completed(db, Outcomes.of(stack, settled));
            case Working working when working.phase().back() -> completion.turnedBack(db);
            case Working _, InReview _ -> {}
        }
        return stack;
    }
}
