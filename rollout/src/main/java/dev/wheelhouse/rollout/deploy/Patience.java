package dev.wheelhouse.rollout.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long to wait until AWS shows everywhere what it has answered: it is eventually consistent.
 *
 * @param pauses the pause before each further look
 * @param sleeper waits
 */
public record Patience(List<Duration> pauses, Sleeper sleeper) {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    public Patience {
        pauses = List.copyOf(pauses);
    }

    /** Waits; a test need not. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration pause) throws InterruptedException;
    }

    /** Pauses from a tenth of a second, doubling up to five seconds, for about as long as given. */
    public static Patience upTo(Duration total) {
        var pauses = new ArrayList<Duration>();
        var pause = FIRST;
        for (var spent = Duration.ZERO; spent.compareTo(total) < 0; spent = spent.plus(pause)) {
            pauses.add(pause);
            var doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        }
        return new Patience(pauses, Thread::sleep);
    }
}
