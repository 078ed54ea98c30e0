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
 * @param stable the number of the last operation that left everything as asked, or as it was before
 *     it; 0 when none did. What changed since is what a rollback undoes
 * @param definition what it is made from; in a rollback, what it goes back to
 * @param previous during an update, and after one that was left as it failed, what it was made from
 *     when it was stable
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
        long stable,
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
     * @param policy the stack policy, JSON: what updates may do
     * @param overridingPolicy the policy that counts instead of it in the update under way
     * @param retainExceptOnCreate whether a rollback of the operation under way deletes what the
     *     operation made even where a DeletionPolicy retains it
     * @param forceDelete whether the deletion under way gives up what can't be deleted
     */
    public record Settings(
            FailurePolicy onFailure,
            Optional<Duration> timeout,
            Optional<String> roleArn,
            boolean terminationProtection,
            Optional<String> policy,
            Optional<String> overridingPolicy,
            boolean retainExceptOnCreate,
            boolean forceDelete) {
        /** Those of a stack about which nothing was said. */
        public static final Settings USUAL =
                new Settings(
                        FailurePolicy.ROLLBACK,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false);

        /** These with or without protection from DeleteStack. */
        public Settings protectedFromDeletion(boolean isProtected) {
            return new Settings(
                    onFailure,
                    timeout,
                    roleArn,
                    isProtected,
                    policy,
                    overridingPolicy,
                    retainExceptOnCreate,
                    forceDelete);
        }

        /** These with another stack policy. */
        public Settings ruledBy(String stackPolicy) {
            return new Settings(
                    onFailure,
                    timeout,
                    roleArn,
                    terminationProtection,
                    Optional.of(stackPolicy),
                    overridingPolicy,
                    retainExceptOnCreate,
                    forceDelete);
        }

        /** These for an operation that goes another way than forward. */
        public Settings forOperation(Optional<String> role, boolean force) {
            return new Settings(
                    onFailure,
                    timeout,
                    role.or(() -> roleArn),
                    terminationProtection,
                    policy,
                    Optional.empty(),
                    retainExceptOnCreate,
                    force);
        }
    }

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
                stable,
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
                stable,
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
                stable,
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
                stable,
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

    /** This stack with other settings. */
    public Stack with(Settings others) {
        return new Stack(
                id,
                state,
                operation,
                stable,
                definition,
                previous,
                others,
                clientRequestToken,
                failure,
                createdAt,
                updatedAt,
                deletedAt,
                outputs,
                changeSetId);
    }

    /** This stack, stable since the operation that ends. */
    public Stack stabilized() {
        return new Stack(
                id,
                state,
                operation,
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

    /** This stack in an operation asked for with that token. */
    public Stack askedWith(Optional<String> token) {
        return new Stack(
                id,
                state,
                operation,
                stable,
                definition,
                previous,
                settings,
                token,
                failure,
                createdAt,
                updatedAt,
                deletedAt,
                outputs,
                changeSetId);
    }

    /** This stack whose deletion, or the rollback of its creation, began. */
    public Stack deletedSince(Instant time) {
        return new Stack(
                id,
                state,
                operation,
                stable,
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
