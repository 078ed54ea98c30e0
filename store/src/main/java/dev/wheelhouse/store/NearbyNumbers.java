package dev.wheelhouse.store;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Numbers for new ids: 40 bits are random, and the 24 bits before them are the same for 64 numbers
 * in a row, then go up by one. Rows that are made one after another so lie together in the indexes
 * of their ids, and a change writes few pages of them where it would write one for each id that is
 * random altogether. The count begins anywhere, so that it says nothing about how many there are.
 * As thread-safe as the source of randomness.
 */
final class NearbyNumbers implements LongSupplier {
    private static final int TOGETHER = 64;
    private static final int RANDOM_BITS = 40;

    private final RandomGenerator random;
    private final AtomicLong count;

    NearbyNumbers(RandomGenerator random) {
        this.random = random;
        this.count = new AtomicLong(random.nextLong());
    }

    /** Any of 2<sup>64</sup>. */
    @Override
    public long getAsLong() {
        var beginning = Math.floorDiv(count.getAndIncrement(), (long) TOGETHER);
        return (beginning << RANDOM_BITS) | (random.nextLong() >>> (Long.SIZE - RANDOM_BITS));
    }
}
