package dev.wheelhouse.stacks.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Does tasks that depend on each other, as many at a time as the graph allows. A task is begun once
 * all that it depends on are done.
 *
 * @param <K> names a task
 */
final class GraphRun<K> {
    /** How a task stands. */
    sealed interface Standing {
        record Pending() implements Standing {}

        record Done() implements Standing {}

        /** To be asked again at that time. */
        record Waiting(Instant until) implements Standing {}

        record Failed() implements Standing {}
    }

    /** What to do once a task has failed. */
    enum AfterFailure {
        /** Begin nothing more; what runs is let finish. */
        STOP,
        /** Go on with all that does not depend on the failed task. */
        GO_ON
    }

    /** How the run ended. */
    sealed interface Ending {
        /** Nothing is left to do: all that could be done is done or failed. */
        record Finished() implements Ending {}

        /** Nothing can be done before the pause is over. */
        record Waiting(Duration pause) implements Ending {}
    }

    /** What came of a step: exactly one of the two. */
    private record Result<K>(K task, @Nullable Standing standing, @Nullable Throwable thrown) {}

    private final Map<K, Set<K>> dependencies;
    private final Map<K, Standing> standings = new LinkedHashMap<>();
    private final Function<K, Standing> step;
    private final AfterFailure afterFailure;
    private final InstantSource clock;
    private final LinkedBlockingQueue<Result<K>> results = new LinkedBlockingQueue<>();
    private int running;
    private @Nullable Throwable thrown;

    /**
     * @param dependencies what each task depends on, in the order of preference; names that are no
     *     tasks are ignored
     * @param known how each task stands, from what is recorded; pending where it says nothing
     * @param step does a task, or asks again about one that waits; called on threads of its own
     */
    GraphRun(
            Map<K, Set<K>> dependencies,
            Map<K, Standing> known,
            Function<K, Standing> step,
            AfterFailure afterFailure,
            InstantSource clock) {
        this.dependencies = dependencies;
        this.step = step;
        this.afterFailure = afterFailure;
        this.clock = clock;
        dependencies
                .keySet()
                .forEach(task ->
                        standings.put(task, known.getOrDefault(task, new Standing.Pending())));
    }

    /**
     * Works until nothing more can be done now. What a step throws ends the run, after the other
     * steps that were under way.
     */
    Ending run() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (true) {
                begin(threads);
                if (running == 0) {
                    break;
                }
                take();
            }
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException failure) {
            throw failure;
        }
        return ending();
    }

    /** The tasks that failed, in the order of the graph. */
    List<K> failed() {
        return dependencies.keySet().stream()
                .filter(task -> standings.get(task) instanceof Standing.Failed)
                .toList();
    }

    /** The tasks that were never begun, in the order of the graph. */
    List<K> pending() {
        return dependencies.keySet().stream()
                .filter(task -> standings.get(task) instanceof Standing.Pending)
                .toList();
    }

    private void begin(ExecutorService threads) {
        var ready = thrown == null ? ready() : List.<K>of();
        for (var task : ready) {
            running++;
            standings.remove(task);
            if (ready.size() == 1 && running == 1) {
                results.add(run(task));
            } else {
                var _ = threads.submit(() -> results.add(run(task)));
            }
        }
    }

    private List<K> ready() {
        if (afterFailure == AfterFailure.STOP && !failed().isEmpty()) {
            return List.of();
        }
        var now = clock.instant();
        var ready = new ArrayList<K>();
        for (var task : dependencies.keySet()) {
            var standing = standings.get(task);
            if (standing == null) {
                continue; // under way
            }
            switch (standing) {
                case Standing.Pending _ -> {
                    if (mayBegin(task)) {
                        ready.add(task);
                    }
                }
                case Standing.Waiting waiting -> {
                    if (!waiting.until().isAfter(now)) {
                        ready.add(task);
                    }
                }
                case Standing.Done _, Standing.Failed _ -> {}
            }
        }
        return ready;
    }

    private boolean mayBegin(K task) {
        return dependencies.getOrDefault(task, Set.of()).stream()
                .filter(dependencies::containsKey)
                .allMatch(dependency -> standings.get(dependency) instanceof Standing.Done);
    }

    private Result<K> run(K task) {
        try {
            return new Result<>(task, step.apply(task), null);
        } catch (RuntimeException | Error failure) { // must not hide what the others did
            return new Result<>(task, null, failure);
        }
    }

    private void take() {
        Result<K> result;
        try {
            result = results.take();
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while working on a stack", cause);
        }
        running--;
        if (result.standing() != null) {
            standings.put(result.task(), result.standing());
        }
        if (result.thrown() != null && thrown == null) {
            thrown = result.thrown();
        }
    }

    private Ending ending() {
        if (afterFailure == AfterFailure.STOP && !failed().isEmpty()) {
            return new Ending.Finished();
        }
        Optional<Instant> next =
                standings.values().stream()
                        .filter(Standing.Waiting.class::isInstance)
                        .map(standing -> ((Standing.Waiting) standing).until())
                        .min(Instant::compareTo);
        if (next.isEmpty()) {
            return new Ending.Finished();
        }
        var pause = Duration.between(clock.instant(), next.get());
        return new Ending.Waiting(pause.isNegative() ? Duration.ZERO : pause);
    }
}
