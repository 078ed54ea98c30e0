package dev.wheelhouse.rollout.enduser;

import java.time.Instant;

/** Is told how a launch goes on, in the thread that follows it. */
public interface LaunchProgress {
    /**
     * The record's status changed. While the launch is under way, this is told only as long as no
     * event was: events say more.
     *
     * @param status CREATED, IN_PROGRESS, IN_PROGRESS_IN_ERROR, SUCCEEDED or FAILED
     */
    void status(String status);

    /** Something happened to a resource. Is never called when the caller may not see the stack. */
    void event(StackEvent event);

    /**
     * A line of the stack's history.
     *
     * @param logicalId the resource's name in the template; the stack's own for the stack
     * @param type for example {@code AWS::EC2::Instance}
     * @param status for example {@code CREATE_COMPLETE}
     * @param reason may be empty
     */
    record StackEvent(Instant at, String logicalId, String type, String status, String reason) {}

    /** Says nothing to anybody. */
    static LaunchProgress silent() {
        return new LaunchProgress() {
            @Override
            public void status(String status) {}

            @Override
            public void event(StackEvent event) {}
        };
    }
}
