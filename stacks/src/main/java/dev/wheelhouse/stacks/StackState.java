package dev.wheelhouse.stacks;

import java.util.Arrays;
import java.util.Optional;

/**
 * How a stack stands. While an operation is under way, the state says which phase it is in, so that
 * it can be gone on with from what is recorded alone.
 */
public sealed interface StackState {
    /** Made by a change set that was not executed yet. */
    record InReview() implements StackState {}

    /**
     * An operation is under way.
     *
     * @param reason why this phase was entered
     */
    record Working(Phase phase, Optional<String> reason) implements StackState {
        /** The state after everything in this phase went well. */
        public StackState succeeded() {
            return switch (phase) {
                case CREATE -> new Settled(Rest.CREATE_COMPLETE, Optional.empty());
                case ROLLBACK -> new Settled(Rest.ROLLBACK_COMPLETE, Optional.empty());
                case UPDATE -> new Working(Phase.CLEANUP, Optional.empty());
                case CLEANUP -> new Settled(Rest.UPDATE_COMPLETE, Optional.empty());
                case UPDATE_ROLLBACK -> new Working(Phase.ROLLBACK_CLEANUP, Optional.empty());
                case ROLLBACK_CLEANUP ->
                        new Settled(Rest.UPDATE_ROLLBACK_COMPLETE, Optional.empty());
                case DELETE -> new Settled(Rest.DELETE_COMPLETE, Optional.empty());
            };
        }

        /**
         * The state after something in this phase failed.
         *
         * @param policy what to do then
         * @param why names what failed
         */
        public StackState failed(FailurePolicy policy, String why) {
            var because = Optional.of(why);
            return switch (phase) {
                case CREATE ->
                        switch (policy) {
                            case ROLLBACK -> new Working(Phase.ROLLBACK, because);
                            case DO_NOTHING -> new Settled(Rest.CREATE_FAILED, because);
                            case DELETE -> new Working(Phase.DELETE, because);
                        };
                case ROLLBACK -> new Settled(Rest.ROLLBACK_FAILED, because);
                case UPDATE ->
                        switch (policy) {
                            case ROLLBACK, DELETE -> new Working(Phase.UPDATE_ROLLBACK, because);
                            case DO_NOTHING -> new Settled(Rest.UPDATE_FAILED, because);
                        };
                case CLEANUP -> new Settled(Rest.UPDATE_COMPLETE, because);
                case UPDATE_ROLLBACK -> new Settled(Rest.UPDATE_ROLLBACK_FAILED, because);
                case ROLLBACK_CLEANUP -> new Settled(Rest.UPDATE_ROLLBACK_COMPLETE, because);
                case DELETE -> new Settled(Rest.DELETE_FAILED, because);
            };
        }
    }

    /** No operation is under way. */
    record Settled(Rest rest, Optional<String> reason) implements StackState {}

    /** What an operation is doing. */
    enum Phase {
        CREATE("CREATE_IN_PROGRESS"),
        ROLLBACK("ROLLBACK_IN_PROGRESS"),
        UPDATE("UPDATE_IN_PROGRESS"),
        CLEANUP("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"),
        UPDATE_ROLLBACK("UPDATE_ROLLBACK_IN_PROGRESS"),
        ROLLBACK_CLEANUP("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS"),
        DELETE("DELETE_IN_PROGRESS");

        private final String status;

        Phase(String status) {
            this.status = status;
        }

        /** Whether what an operation did is being undone. */
        public boolean back() {
            return switch (this) {
                case ROLLBACK, UPDATE_ROLLBACK, ROLLBACK_CLEANUP -> true;
                case CREATE, UPDATE, CLEANUP, DELETE -> false;
            };
        }
    }

    /** How an operation left the stack; named as the API's statuses. */
    enum Rest {
        CREATE_COMPLETE,
        CREATE_FAILED,
        ROLLBACK_COMPLETE,
        ROLLBACK_FAILED,
        UPDATE_COMPLETE,
        UPDATE_FAILED,
        UPDATE_ROLLBACK_COMPLETE,
        UPDATE_ROLLBACK_FAILED,
        DELETE_COMPLETE,
        DELETE_FAILED;

        /** Whether everything is as asked, or as it was before: nothing to roll back. */
        public boolean stable() {
            return switch (this) {
                case CREATE_COMPLETE, UPDATE_COMPLETE, UPDATE_ROLLBACK_COMPLETE -> true;
                case CREATE_FAILED,
                        ROLLBACK_COMPLETE,
                        ROLLBACK_FAILED,
                        UPDATE_FAILED,
                        UPDATE_ROLLBACK_FAILED,
                        DELETE_COMPLETE,
                        DELETE_FAILED ->
                        false;
            };
        }

        /** Whether what was asked for is what there is. */
        public boolean asRequested() {
            return switch (this) {
                case CREATE_COMPLETE, UPDATE_COMPLETE, DELETE_COMPLETE -> true;
                case CREATE_FAILED,
                        ROLLBACK_COMPLETE,
                        ROLLBACK_FAILED,
                        UPDATE_FAILED,
                        UPDATE_ROLLBACK_COMPLETE,
                        UPDATE_ROLLBACK_FAILED,
                        DELETE_FAILED ->
                        false;
            };
        }
    }

    /** Why the stack is in this state, where there is more to say than the status. */
    default Optional<String> because() {
        return switch (this) {
            case InReview _ -> Optional.of("User Initiated");
            case Working working -> working.reason();
            case Settled settled -> settled.reason();
        };
    }

    /** The API's StackStatus. */
    default String status() {
        return switch (this) {
            case InReview _ -> "REVIEW_IN_PROGRESS";
            case Working working -> working.phase().status;
            case Settled settled -> settled.rest().name();
        };
    }

    /**
     * Whether UpdateStack may begin: any {@code *_COMPLETE} but for {@code ROLLBACK_COMPLETE} and
     * {@code DELETE_COMPLETE}; what failed with the rollback switched off, with it switched off
     * again.
     */
    default boolean mayBeUpdated(boolean rollbackDisabled) {
        return switch (this) {
            case InReview _, Working _ -> false;
            case Settled settled ->
                    switch (settled.rest()) {
                        case CREATE_COMPLETE, UPDATE_COMPLETE, UPDATE_ROLLBACK_COMPLETE -> true;
                        case CREATE_FAILED, UPDATE_FAILED -> rollbackDisabled;
                        case ROLLBACK_COMPLETE,
                                ROLLBACK_FAILED,
                                UPDATE_ROLLBACK_FAILED,
                                DELETE_COMPLETE,
                                DELETE_FAILED ->
                                false;
                    };
        };
    }

    /** Whether the stack is gone. */
    default boolean deleted() {
        return this instanceof Settled settled && settled.rest() == Rest.DELETE_COMPLETE;
    }

    /**
     * The state that is recorded as a status and a reason.
     *
     * @throws IllegalArgumentException if there is no such status
     */
    static StackState of(String status, Optional<String> reason) {
        if (status.equals("REVIEW_IN_PROGRESS")) {
            return new InReview();
        }
        return Arrays.stream(Phase.values())
                .filter(phase -> phase.status.equals(status))
                .findFirst()
                .<StackState>map(phase -> new Working(phase, reason))
                .orElseGet(() -> new Settled(Rest.valueOf(status), reason));
    }
}
