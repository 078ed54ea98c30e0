package dev.wheelhouse.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Work that several threads repeat for a while, each with its own means. */
final class Load {
    private Load() {}

    /** What one thread repeats. */
    interface Step extends AutoCloseable {
        void run();

        @Override
        default void close() {}
    }

    /**
     * What came of it.
     *
     * @param perSecond how often all threads together
     * @param median how long one step took in the middle
     */
    record Rate(double perSecond, Duration median) {}

    /**
     * Repeats.
     *
     * @param threads how many
     * @param settle how long it goes on before it counts
     * @param measured how long it counts
     * @param steps makes the step of each thread
     */
    static Rate run(int threads, Duration settle, Duration measured, IntFunction<Step> steps)
            throws InterruptedException {
        var began = System.nanoTime();
        var from = began + settle.toNanos();
        var until = from + measured.toNanos();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var work = new ArrayList<Future<long[]>>();
            for (var thread = 0; thread < threads; thread++) {
                var number = thread;
                work.add(pool.submit(() -> repeat(steps.apply(number), from, until)));
            }
            var all = new ArrayList<long[]>();
            for (var each : work) {
                all.add(each.get());
            }
            var times = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            if (times.length == 0) {
                throw new IllegalStateException("Nothing was done in " + measured);
            }
            return new Rate(
                    times.length / (measured.toNanos() / 1e9),
                    Duration.ofNanos(times[times.length / 2]));
        } catch (ExecutionException failure) {
            throw new IllegalStateException("A step failed", failure.getCause());
        }
    }

    private static long[] repeat(Step step, long from, long until) {
        var times = new long[1024];
        var count = 0;
        try (step) {
            for (var before = System.nanoTime(); before < until; ) {
                step.run();
                var after = System.nanoTime();
                if (after >= from && after < until) {
                    if (count == times.length) {
                        times = Arrays.copyOf(times, 2 * count);
                    }
                    times[count++] = after - before;
                }
                before = after;
            }
        }
        return Arrays.copyOf(times, count);
    }

    /** A step that sends requests over a connection of its own. */
    static Step requests(int port, Requests requests) {
        var connection = new Connection(port);
        return new Step() {
            @Override
            public void run() {
                connection.drop(requests.next());
            }

            @Override
            public void close() {
                connection.close();
            }
        };
    }

    /** The requests of one connection. */
    @FunctionalInterface
    interface Requests {
        byte[] next();
    }
}
