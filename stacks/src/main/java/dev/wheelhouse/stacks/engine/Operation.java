package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.cloud.resource.ResourceStep;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.stacks.Stack;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.stacks.StackPolicy;
import dev.wheelhouse.stacks.StackResource;
import dev.wheelhouse.stacks.StackResource.Standing;
import dev.wheelhouse.stacks.sql.ResourceStore.Progressed;
import dev.wheelhouse.store.sql.Handle;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * The operation of a stack that is under way, as one worker knows it: read from the database at the
 * start of a phase, kept up with as the phase's steps commit. Used by many threads.
 */
final class Operation {
    private final Parts parts;
    private final Caller session;
    private final Stack stack;
    private final ConcurrentMap<StackResource.Key, StackResource> resources =
            new ConcurrentHashMap<>();
    private final EventWriter events;
    private final Optional<StackPolicy> policy;

    private Operation(
            Parts parts,
            Caller session,
            Stack stack,
            List<StackResource> resources,
            long lastSequence) {
        this.parts = parts;
        this.session = session;
        this.stack = stack;
        resources.forEach(resource -> this.resources.put(resource.key(), resource));
        this.events = new EventWriter(parts.events(), lastSequence, parts.clock(), parts.random());
        var settings = stack.settings();
        this.policy = settings.overridingPolicy().or(settings::policy).map(StackPolicy::parse);
    }

    /**
     * Reads how a stack stands.
     *
     * @throws IllegalArgumentException if there is no such stack
     */
    static Operation open(Parts parts, StackId id, Caller session) {
        return parts.database()
                .read(db -> {
                    var stack =
                            parts.stacks()
                                    .find(db, id)
                                    .orElseThrow(
                                            () -> new IllegalArgumentException("No stack " + id));
                    return open(parts, db, stack, session);
                });
    }

    /** Reads how a stack's resources stand. */
    static Operation open(Parts parts, Handle db, Stack stack, Caller session) {
        return new Operation(
                parts,
                session,
                stack,
                parts.resources().of(db, stack.id()),
                parts.events().lastSequence(db, stack.id()));
    }

    Parts parts() {
        return parts;
    }

    Stack stack() {
        return stack;
    }

    /** The operation's number. */
    long number() {
        return stack.operation();
    }

    /** Why the stack policy does not let an update do this; empty when it does. */
    Optional<String> denial(StackPolicy.Action action, StackResource resource) {
        return policy.flatMap(it -> it.denial(action, resource.logicalId(), resource.type()));
    }

    EventWriter.Batch events() {
        return events.batch(stack);
    }

    /** All physical resources, by logical id and incarnation. */
    List<StackResource> resources() {
        return resources.values().stream()
                .sorted(
                        Comparator.comparing(StackResource::logicalId)
                                .thenComparingInt(StackResource::incarnation))
                .toList();
    }

    /** The resource that a logical id means now. */
    Optional<StackResource> current(String logicalId) {
        return resources.values().stream()
                .filter(resource -> resource.logicalId().equals(logicalId))
                .filter(resource -> resource.standing() == Standing.CURRENT)
                .findFirst();
    }

    /** The latest physical resource of a logical id, whatever its standing. */
    Optional<StackResource> latest(String logicalId) {
        return resources.values().stream()
                .filter(resource -> resource.logicalId().equals(logicalId))
                .max(Comparator.comparingInt(StackResource::incarnation));
    }

    /** What a change of this operation does to the resources. */
    record Change<T>(T result, List<StackResource> changed, List<StackResource.Key> removed) {
        static <T> Change<T> to(T result, StackResource... changed) {
            return new Change<>(result, List.of(changed), List.of());
        }

        static <T> Change<T> without(T result, StackResource.Key removed) {
            return new Change<>(result, List.of(), List.of(removed));
        }
    }

    /**
     * One step: a transaction that first makes sure that the stack and the resources it is about
     * are as this worker thinks, and then records what it changes.
     *
     * @param about the resources that the step is about, as this worker knows them
     * @param fresh the resources that the step makes: must not be recorded yet
     * @throws SupersededException if somebody else was faster
     */
    <T> T step(
            List<StackResource> about,
            List<StackResource.Key> fresh,
            Function<Handle, Change<T>> work) {
        var change =
                parts.database()
                        .write(db -> {
                            requireCurrent(db);
                            about.forEach(resource -> requireCurrent(db, resource));
                            fresh.forEach(key -> requireFresh(db, key));
                            var result = work.apply(db);
                            record(db, result);
                            return result;
                        });
        apply(change);
        return change.result();
    }

    /** Records what a change does to the resources. */
    void record(Handle db, Change<?> change) {
        change.changed().forEach(resource -> parts.resources().put(db, stack.id(), resource));
        change.removed().forEach(key -> parts.resources().remove(db, stack.id(), key));
    }

    /** Keeps up with a change that is committed. */
    private void apply(Change<?> change) {
        change.changed().forEach(resource -> resources.put(resource.key(), resource));
        change.removed().forEach(resources::remove);
    }

    /**
     * @throws SupersededException if the stack is in another operation or phase by now
     */
    void requireCurrent(Handle db) {
        var isCurrent =
                parts.stacks()
                        .standing(db, stack.id())
                        .filter(standing ->
                                standing.operation() == stack.operation()
                                        && standing.status().equals(stack.state().status()))
                        .isPresent();
        if (!isCurrent) {
            throw new SupersededException(stack.id().arn());
        }
    }

    private void requireCurrent(Handle db, StackResource resource) {
        var expected = new Progressed(resource.status(), resource.changedBy(), resource.attempts());
        var recorded = parts.resources().progress(db, stack.id(), resource.key());
        if (!recorded.equals(Optional.of(expected))) {
            throw new SupersededException(resource.logicalId());
        }
    }

    private void requireFresh(Handle db, StackResource.Key key) {
        if (parts.resources().progress(db, stack.id(), key).isPresent()) {
            throw new SupersededException(key.logicalId());
        }
    }

    /** What a provider is told about a step. */
    ResourceStep at(Handle db, String logicalId, Map<String, String> tags) {
        return at(db, logicalId, tags, Duration.ZERO);
    }

    /** What a provider is told about a step for a resource that waits. */
    ResourceStep again(Handle db, StackResource waiting) {
        var waited = Duration.between(waiting.changedAt(), now());
        return at(
                db,
                waiting.logicalId(),
                waiting.content().tags(),
                waited.isNegative() ? Duration.ZERO : waited);
    }

    private ResourceStep at(
            Handle db, String logicalId, Map<String, String> tags, Duration waited) {
        return new ResourceStep(
                db,
                session,
                stack.id().account(),
                stack.id().region(),
                stack.name(),
                stack.id().arn(),
                logicalId,
                tags,
                waited);
    }

    /**
     * The reason that an event carries for a failure: providers quote what they were given, and
     * that may come from a NoEcho parameter.
     *
     * @throws RuntimeException the failure itself, when it is none of a resource
     */
    String reason(RuntimeException failure) {
        var reason = stack.definition().masked(StepFailure.reason(failure, parts.random()));
        return stack.previous().map(before -> before.masked(reason)).orElse(reason);
    }

    Instant now() {
        return parts.clock().instant();
    }
}
