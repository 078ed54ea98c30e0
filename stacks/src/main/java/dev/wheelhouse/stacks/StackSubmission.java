package dev.wheelhouse.stacks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What CreateStack and UpdateStack take beside the {@linkplain StackEngine.StackRequest request}.
 *
 * @param onFailure what becomes of the stack when the operation fails
 * @param timeout how long a creation may take
 * @param roleArn the role that acts on the resources; on update, empty keeps the one before
 * @param terminationProtection whether DeleteStack is to be refused; for a creation only
 * @param resourceTypes the only types allowed, each may end with {@code *}; empty allows all
 * @param changeSetId the change set that is executed
 * @param policy the stack policy from now on, JSON; empty keeps the one before
 * @param overridingPolicy the stack policy of this update alone
 * @param retainExceptOnCreate whether a rollback deletes what the operation made even where a
 *     DeletionPolicy retains it
 */
public record StackSubmission(
        FailurePolicy onFailure,
        Optional<Duration> timeout,
        Optional<String> roleArn,
        boolean terminationProtection,
        List<String> resourceTypes,
        Optional<String> changeSetId,
        Optional<String> policy,
        Optional<String> overridingPolicy,
        boolean retainExceptOnCreate) {
    public StackSubmission {
        resourceTypes = List.copyOf(resourceTypes);
    }

    /** What a request of the {@link StackEngine} means. */
    public static StackSubmission of(StackEngine.StackRequest request) {
        return new StackSubmission(
                request.disableRollback() ? FailurePolicy.DO_NOTHING : FailurePolicy.ROLLBACK,
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }
}
