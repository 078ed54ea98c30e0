package dev.wheelhouse.stacks;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the engine does for the other services in this process: a launch is a stack. Every method
 * asks the session for the CloudFormation action that it stands for ({@code
 * cloudformation:CreateStack} and so on).
 *
 * <p>An operation is recorded first, in the caller's transaction, and worked on afterwards, by a
 * job of the caller's; a job that was interrupted calls {@link #work} again and the engine goes on
 * where it stopped.
 */
public interface StackEngine {
    /**
     * A stack as it is to be.
     *
     * @param name the stack's name
     * @param templateBody JSON or YAML text
     * @param parameters arguments by parameter name; a list is comma-joined
     * @param previousParameters on update: the parameters that keep their previous value
     * @param tags the stack's tags
     * @param systemTags tags whose keys start with {@code aws:}: only for services of this process
     * @param extraRules rules to hold beside the template's own, by a name that no rule of the
     *     template has: template constraints
     * @param capabilities for example {@code CAPABILITY_NAMED_IAM}
     * @param notificationArns SNS topics
     * @param clientRequestToken copied to each event of the operation
     * @param disableRollback leaves things as they are when a creation fails
     */
    record StackRequest(
            String name,
            String templateBody,
            Map<String, String> parameters,
            Set<String> previousParameters,
            Map<String, String> tags,
            Map<String, String> systemTags,
            Map<String, Value> extraRules,
            Set<String> capabilities,
            List<String> notificationArns,
            Optional<String> clientRequestToken,
            boolean disableRollback) {}

    /** How an operation on a stack stands. */
    sealed interface Outcome {
        /** Still under way: call {@link #work} again after the pause. */
        record Waiting(Duration pause) implements Outcome {}

        /**
         * Ended as it should.
         *
         * @param status the stack's status, for example {@code CREATE_COMPLETE}
         * @param outputs in template order
         */
        record Succeeded(String status, List<StackOutput> outputs) implements Outcome {}

        /**
         * Ended otherwise; after a rollback where one was possible.
         *
         * @param status the stack's status, for example {@code ROLLBACK_COMPLETE}
         * @param reason why, with the first failed resource's own reason
         */
        record Failed(String status, String reason) implements Outcome {}
    }

    /** An output of a stack. */
    record StackOutput(
            String key, String value, Optional<String> description, Optional<String> exportName) {}

    /** Follows an operation, in the transactions that record how it goes. */
    @FunctionalInterface
    interface Completion {
        /** The operation has ended. */
        void completed(Handle db, Outcome outcome);

        /** The operation failed, and what it did is being undone from now on. */
        default void turnedBack(Handle db) {}
    }

    /**
     * Checks a template as ValidateTemplate does: its structure, its resource types, what refers to
     * what. A template that passes may still be refused with its arguments.
     *
     * @throws StackRefusal if the template is wrong
     */
    void validate(String templateBody);

    /**
     * The template of a stack, as GetTemplate answers it.
     *
     * @param account whose stack it must be
     * @param region where it must be
     * @param stackId its ARN
     * @throws StackRefusal if there is no such stack
     */
    String template(Handle db, Caller session, AccountId account, Region region, String stackId);

    /**
     * Checks a request as CreateStack does, parameters and rules included, and records the stack
     * with its operation.
     *
     * @return the stack's ARN
     * @throws StackRefusal when CloudFormation would refuse it: then nothing is recorded
     */
    String create(
            Handle db, Caller session, AccountId account, Region region, StackRequest request);

    /**
     * As {@link #create}, for an existing stack; {@code No updates are to be performed.} is a
     * refusal too.
     */
    void update(Handle db, Caller session, String stackId, StackRequest request);

    /**
     * Records the deletion of a stack; one that is gone already is left as it is.
     *
     * @param retainAll leaves every resource in place
     */
    void delete(Handle db, Caller session, String stackId, boolean retainAll);

    /**
     * Works on the operation recorded last, resource by resource, each change in a transaction of
     * its own; returns at once when it has ended already.
     *
     * @param session who acts on the resources
     * @param completion called once per ended operation, in its last transaction
     */
    Outcome work(String stackId, Caller session, Completion completion);

    /**
     * Fails what the operation recorded last is doing, for the reason {@code Internal Failure}: for
     * a job whose {@link #work} throws the same again and again. What follows from it, a rollback
     * for example, is left to {@link #work}.
     *
     * @param completion called if that ends the operation, in the same transaction
     */
    Outcome giveUp(String stackId, Caller session, Completion completion);
}
