package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.stacks.Signal;
import dev.wheelhouse.stacks.StackResource;
import dev.wheelhouse.stacks.StackResource.Awaited;
import dev.wheelhouse.stacks.sql.SignalStore.Target;
import dev.wheelhouse.store.sql.Handle;
import java.time.Duration;
import java.util.Optional;

/** How a resource with a CreationPolicy gets on that is made and waits for signals. */
final class Signals {
    /** How long it is at least before the signals are looked at again. */
    static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Operation operation;

    Signals(Operation operation) {
        this.operation = operation;
    }

    /**
     * How long to wait before the signals are looked at again; empty when they are all there.
     *
     * @throws PropertyFailure when one says that it went wrong, or time is up
     */
    Optional<Duration> pause(Handle db, StackResource waiting, Awaited awaited) {
        var target = Target.resource(operation.stack().id(), waiting.key());
        var signals = operation.parts().signals().of(db, target);
        var failures = signals.stream().filter(signal -> !signal.succeeded()).count();
        if (failures > 0) {
            throw new PropertyFailure(
                    "Received %d FAILURE signal(s) out of %d. Unable to satisfy 100%% MinSuccessfulInstancesPercent requirement"
                            .formatted(failures, awaited.count()));
        }
        var missing = awaited.count() - signals.stream().filter(Signal::succeeded).count();
        if (missing <= 0) {
            operation.parts().signals().delete(db, target);
            return Optional.empty();
        }
        var left = Duration.between(operation.now(), awaited.until());
        if (!left.isPositive()) {
            throw new PropertyFailure(
                    "Failed to receive %d resource signal(s) within the specified duration"
                            .formatted(missing));
        }
        var pause = Duration.between(waiting.changedAt(), operation.now()).dividedBy(10);
        var bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        var patient = bounded.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : bounded;
        return Optional.of(patient.compareTo(left) < 0 ? patient : left);
    }
}
