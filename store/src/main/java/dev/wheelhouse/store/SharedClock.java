package dev.wheelhouse.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database's clock, as several nodes share it: this machine's, put right by what the database
 * was seen to be ahead. Looks again every minute, in the background. Thread-safe.
 */
final class SharedClock implements InstantSource {
    private static final Logger LOG = LoggerFactory.getLogger(SharedClock.class);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    private static final Duration STEP = Duration.ofMillis(100);
    private static final int LOOKS = 3;

    /** A difference that is worth a word: it is also one that clients' signatures may suffer by. */
    private static final Duration NOTEWORTHY = Duration.ofSeconds(5);

    private final InstantSource machine;
    private final Supplier<Instant> database;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile Duration ahead;
    private volatile long lookedAtNanos;

    /**
     * @param machine this machine's clock
     * @param database asks the database for its time; may fail
     */
    SharedClock(InstantSource machine, Supplier<Instant> database) {
        this.machine = machine;
        this.database = database;
        this.ahead = difference();
        this.lookedAtNanos = System.nanoTime();
        if (ahead.abs().compareTo(NOTEWORTHY) > 0) {
            LOG.warn("This machine's clock is wrong by {} to the database's", ahead);
        }
    }

    @Override
    public Instant instant() {
        if (System.nanoTime() - lookedAtNanos > LOOK_EVERY.toNanos()
                && looking.compareAndSet(false, true)) {
            Thread.startVirtualThread(this::look);
        }
        return machine.instant().plus(ahead);
    }

    private void look() {
        try {
            var seen = difference();
            // Less is within what looking gets wrong, and no reason for a step in time.
            if (seen.minus(ahead).abs().compareTo(STEP) > 0) {
                ahead = seen;
            }
        } catch (RuntimeException unreachable) {
            LOG.warn("The database could not be asked for its time: {}", unreachable.toString());
        } finally {
            lookedAtNanos = System.nanoTime();
            looking.set(false);
        }
    }

    /** How far ahead the database is: of several looks the quickest, which can be least wrong. */
    private Duration difference() {
        var best = Duration.ZERO;
        var quickest = Long.MAX_VALUE;
        for (var look = 0; look < LOOKS; look++) {
            var asked = System.nanoTime();
            var there = database.get();
            var took = System.nanoTime() - asked;
            if (took < quickest) {
                quickest = took;
                best = Duration.between(machine.instant(), there.plusNanos(took / 2));
            }
        }
        return best;
    }
}
