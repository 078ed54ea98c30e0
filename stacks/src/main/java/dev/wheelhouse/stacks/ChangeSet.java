package dev.wheelhouse.stacks;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What would be done to a stack, to be looked at and then executed.
 *
 * @param id its ARN
 * @param name unique among the change sets of its stack
 * @param creation whether it makes the stack, rather than updating it
 * @param state how it stands
 * @param description what its maker said
 * @param definition what the stack is to be made of
 * @param submission the rest of the request
 * @param changes by logical id
 */
public record ChangeSet(
        String id,
        String name,
        StackId stack,
        boolean creation,
        State state,
        Optional<String> description,
        StackDefinition definition,
        StackSubmission submission,
        List<ResourceChange> changes,
        Instant createdAt) {
    /** How a change set stands; Status, ExecutionStatus and StatusReason of the API. */
    public enum State {
        AVAILABLE("CREATE_COMPLETE", "AVAILABLE"),
        /** Without changes; stays until it is deleted. */
        EMPTY("FAILED", "UNAVAILABLE"),
        EXECUTING("CREATE_COMPLETE", "EXECUTE_IN_PROGRESS"),
        EXECUTED("CREATE_COMPLETE", "EXECUTE_COMPLETE"),
        EXECUTION_FAILED("CREATE_COMPLETE", "EXECUTE_FAILED"),
        /** The stack was changed otherwise since. */
        OBSOLETE("CREATE_COMPLETE", "OBSOLETE");

        private final String status;
        private final String executionStatus;

        State(String status, String executionStatus) {
            this.status = status;
            this.executionStatus = executionStatus;
        }

        public String status() {
            return status;
        }

        public String executionStatus() {
            return executionStatus;
        }

        /** Why it is in this state, where there is more to say. */
        public Optional<String> reason() {
            return this == EMPTY
                    ? Optional.of(
                            "The submitted information didn't contain changes. Submit different"
                                    + " information to create a change set.")
                    : Optional.empty();
        }
    }

    public ChangeSet {
        changes = List.copyOf(changes);
    }
}
