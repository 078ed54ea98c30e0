package dev.wheelhouse.stacks;

import dev.wheelhouse.stacks.StackEngine.StackOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A stack.
 *
 * @param operation counts the operations on this stack; the last one's number
 * @param definition what it is made from; in a rollback, what it goes back to
 * @param previous during an update, what it was made from before
 * @param settings what stays over operations
 * @param clientRequestToken the last operation's
 * @param failure what failed first in the last operation, in its own words
 * @param createdAt when CreateStack was called
 * @param updatedAt when it was last updated
 * @param deletedAt when its deletion began, or the rollback of its creation
 * @param outputs those of the last operation that succeeded
 * @param changeSetId the change set that was executed last
 */
public record Stack(
        StackId id,
        StackState state,
        long operation,
        StackDefinition definition,
        Optional<StackDefinition> previous,
        Settings settings,
        Optional<String> clientRequestToken,
        Optional<String> failure,
        Instant createdAt,
        Optional<Instant> updatedAt,
        Optional<Instant> deletedAt,
        List<StackOutput> outputs,
        Optional<String> changeSetId) {
    /**
     * What stays over operations.
     *
     * @param onFailure what becomes of it when the operation under way fails
     * @param timeout how long the creation may take
     * @param roleArn the role that acts on the resources, instead of who called
     * @param terminationProtection whether DeleteStack is refused
     */
    public record Settings(
            FailurePolicy onFailure,
            Optional<Duration> timeout,
            Optional<String> roleArn,
            boolean terminationProtection) {}

    public Stack {
        outputs = List.copyOf(outputs);
    }

    public String name() {
        return id.name();
    }

    /** This stack in another state. */
    public Stack in(StackState next) {
        return new Stack(
                id,
                next,
                operation,
                definition,
                previous,
                settings,
                clientRequestToken,
                failure,
                createdAt,
                updatedAt,
                deletedAt,
                outputs,
                changeSetId);
    }

    /** This stack with what failed first in the operation. */
    public Stack because(Optional<String> firstFailure) {
        return new Stack(
                id,
                state,
                operation,
                definition,
                previous,
                settings,
                clientRequestToken,
                firstFailure,
                createdAt,
                updatedAt,
                deletedAt,
                outputs,
                changeSetId);
    }

    /** This stack made from something else. */
    public Stack definedBy(StackDefinition now, Optional<StackDefinition> before) {
        return new Stack(
                id,
                state,
                operation,
                now,
                before,
                settings,
                clientRequestToken,
                failure,
                createdAt,
                updatedAt,
                deletedAt,
                outputs,
                changeSetId);
    }

    /** This stack with the outputs of a success. */
    public Stack giving(List<StackOutput> results) {
        return new Stack(
                id,
                state,
                operation,
                definition,
                previous,
                settings,
                clientRequestToken,
                failure,
                createdAt,
                updatedAt,
                deletedAt,
                results,
                changeSetId);
    }

    /** This stack whose deletion, or the rollback of its creation, began. */
    public Stack deletedSince(Instant time) {
        return new Stack(
                id,
                state,
                operation,
                definition,
                previous,
                settings,
                clientRequestToken,
                failure,
                createdAt,
                updatedAt,
                deletedAt.or(() -> Optional.of(time)),
                outputs,
                changeSetId);
    }
}
