package dev.wheelhouse.catalog;

import java.util.Optional;

/**
 * How a provisioned product stands. One change at a time: while it runs, the state names the record
 * that tells about it.
 */
public sealed interface ProvisionedProductState {
    /** The first launch is under way. */
    record Launching(RecordId record) implements ProvisionedProductState {}

    /** An update is under way; what ran before goes on until it succeeds. */
    record Updating(RecordId record) implements ProvisionedProductState {}

    /** It is being taken down. */
    record Terminating(RecordId record) implements ProvisionedProductState {}

    /** It runs as it was asked for. */
    record Available() implements ProvisionedProductState {}

    /** It runs, but not as it was asked for last. */
    record Tainted(String reason) implements ProvisionedProductState {}

    /** It exists, but nothing runs. */
    record Failed(String reason) implements ProvisionedProductState {}

    /** The API's name of the state. */
    default String status() {
        return switch (this) {
            case Launching _, Updating _, Terminating _ -> "UNDER_CHANGE";
            case Available _ -> "AVAILABLE";
            case Tainted _ -> "TAINTED";
            case Failed _ -> "ERROR";
        };
    }

    /** Why it is not as it should be. */
    default Optional<String> statusMessage() {
        return switch (this) {
            case Tainted tainted -> Optional.of(tainted.reason());
            case Failed failed -> Optional.of(failed.reason());
            case Launching _, Updating _, Terminating _, Available _ -> Optional.empty();
        };
    }

    /** The record of the change that is under way. */
    default Optional<RecordId> change() {
        return switch (this) {
            case Launching launching -> Optional.of(launching.record());
            case Updating updating -> Optional.of(updating.record());
            case Terminating terminating -> Optional.of(terminating.record());
            case Available _, Tainted _, Failed _ -> Optional.empty();
        };
    }

    /**
     * What a failed change leaves behind.
     *
     * @param running whether a stack still runs as it did before the change
     */
    default ProvisionedProductState changeFailed(String reason, boolean running) {
        return switch (this) {
            case Launching _ -> new Failed(reason);
            case Updating _ -> running ? new Tainted(reason) : new Failed(reason);
            case Terminating _ -> new Tainted(reason);
            case Available _, Tainted _, Failed _ ->
                    throw new IllegalStateException("No change is under way");
        };
    }
}
