package dev.wheelhouse.stacks.engine;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes UUIDs from an injected source of randomness. */
final class Uuids {
    /** Between the start of the Gregorian calendar and 1970, in units of 100 ns. */
    private static final long GREGORIAN_OFFSET = 0x01b21dd213814000L;

    private Uuids() {}

    /** Version 4. */
    static UUID random(RandomGenerator random) {
        return new UUID(
                (random.nextLong() & 0xffffffffffff0fffL) | 0x4000L,
                (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
    }

    /** Version 1, as the ids of stacks and change sets are. */
    static UUID timeBased(Instant time, RandomGenerator random) {
        var ticks =
                time.getEpochSecond() * 10_000_000L
                        + time.getNano() / 100
                        + random.nextInt(10_000)
                        + GREGORIAN_OFFSET;
        var high =
                (ticks << 32)
                        | (((ticks >>> 32) & 0xffffL) << 16)
                        | 0x1000L
                        | ((ticks >>> 48) & 0x0fffL);
        return new UUID(high, (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
    }
}
