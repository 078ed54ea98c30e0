package dev.wheelhouse.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long something took, counted in classes from a half millisecond to ten seconds. Thread-safe.
 */
public final class Histogram {
    private static final long[] BOUNDS_MICROS = {
        500,
        1_000,
        2_500,
        5_000,
        10_000,
        25_000,
        50_000,
        100_000,
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000
    };

    private final LongAdder[] counts = new LongAdder[BOUNDS_MICROS.length + 1];
    private final LongAdder nanos = new LongAdder();

    public Histogram() {
        for (var i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    /** Counts one more. */
    public void add(Duration took) {
        var micros = took.toNanos() / 1_000;
        var bucket = 0;
        while (bucket < BOUNDS_MICROS.length && micros > BOUNDS_MICROS[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        nanos.add(took.toNanos());
    }

    /**
     * What was counted.
     *
     * @param upTo for each class its upper bound and how many took no longer
     * @param count how many there were
     * @param total how long they took together
     */
    public record Counted(List<UpTo> upTo, long count, Duration total) {}

    /** How many took no longer than a bound. */
    public record UpTo(Duration bound, long count) {}

    public Counted counted() {
        var classes = new UpTo[BOUNDS_MICROS.length];
        var sum = 0L;
        for (var i = 0; i < classes.length; i++) {
            sum += counts[i].sum();
            classes[i] = new UpTo(Duration.ofNanos(BOUNDS_MICROS[i] * 1_000), sum);
        }
        return new Counted(
                List.of(classes),
                sum + counts[BOUNDS_MICROS.length].sum(),
                Duration.ofNanos(nanos.sum()));
    }
}
