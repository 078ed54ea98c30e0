package dev.wheelhouse.rollout.deploy;

import dev.wheelhouse.rollout.Place;

/** Is told how a deployment goes on, in the thread that runs it. */
public interface Progress {
    /** A step begins; it may take a while. */
    default void started(int number, int steps, Place place, String kind, String name) {}

    /** A step is done and read back. */
    void finished(StepResult result);

    /** Says nothing to anybody. */
    static Progress silent() {
        return _ -> {};
    }
}
