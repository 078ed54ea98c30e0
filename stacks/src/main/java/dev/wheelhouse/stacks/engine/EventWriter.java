package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.stacks.ResourceStatus;
import dev.wheelhouse.stacks.Stack;
import dev.wheelhouse.stacks.StackEvent;
import dev.wheelhouse.stacks.StackResource;
import dev.wheelhouse.stacks.sql.EventStore;
import dev.wheelhouse.store.sql.Handle;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Numbers and words the events of one stack. Numbers are taken in the order in which steps run, so
 * that a dependant's events always come after those of what it depends on.
 */
final class EventWriter {
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final EventStore events;
    private final AtomicLong sequence;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * @param lastSequence the highest number that the stack's events have
     */
    EventWriter(EventStore events, long lastSequence, InstantSource clock, RandomGenerator random) {
        this.events = events;
        this.sequence = new AtomicLong(lastSequence);
        this.clock = clock;
        this.random = random;
    }

    /** Starts the events of one transaction. */
    Batch batch(Stack stack) {
        return new Batch(stack);
    }

    /** The events of one transaction. */
    final class Batch {
        private final Stack stack;
        private final List<StackEvent> batch = new ArrayList<>();

        private Batch(Stack stack) {
            this.stack = stack;
        }

        /** The stack is now in this state. */
        Batch stack(Stack now) {
            var time = clock.instant();
            batch.add(
                    new StackEvent(
                            sequence.incrementAndGet(),
                            Uuids.random(random).toString(),
                            now.name(),
                            now.id().arn(),
                            StackEvent.STACK_TYPE,
                            now.state().status(),
                            now.state().because(),
                            Optional.empty(),
                            now.clientRequestToken(),
                            time));
            return this;
        }

        /** A resource is now in this state. */
        Batch resource(
                StackResource resource,
                String physicalId,
                ResourceStatus status,
                Optional<String> reason,
                Value.Members shownProperties) {
            var time = clock.instant();
            batch.add(
                    new StackEvent(
                            sequence.incrementAndGet(),
                            eventId(resource.logicalId(), status, time),
                            resource.logicalId(),
                            physicalId,
                            resource.type(),
                            status.name(),
                            reason,
                            Optional.of(Json.write(shownProperties)),
                            stack.clientRequestToken(),
                            time));
            return this;
        }

        /** A resource is as it says itself. */
        Batch resource(StackResource resource) {
            return resource(
                    resource,
                    resource.physicalId().orElse(""),
                    resource.status(),
                    resource.reason(),
                    resource.content().shownProperties());
        }

        void append(Handle db) {
            events.append(db, stack.id(), batch);
        }
    }

    private static String eventId(String logicalId, ResourceStatus status, Instant time) {
        return logicalId + "-" + status + "-" + MILLISECONDS.format(time);
    }
}
