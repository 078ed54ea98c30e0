package dev.wheelhouse.rollout.deploy;

/** What a step did. */
public enum Outcome {
    /** The thing was not there and was made. */
    CREATED("created"),
    /** The thing was there as desired. */
    UNCHANGED("found unchanged"),
    /** The thing was there and was brought to what is desired. */
    UPDATED("updated"),
    /** The thing was there and is gone. */
    REMOVED("removed");

    private final String words;

    Outcome(String words) {
        this.words = words;
    }

    /** In the past tense, for progress; a plan has {@link StepPlan} instead. */
    public String words() {
        return words;
    }
}
