package dev.wheelhouse.stacks;

/** How a resource of a stack stands; named as the API's statuses. */
public enum ResourceStatus {
    CREATE_IN_PROGRESS,
    CREATE_FAILED,
    CREATE_COMPLETE,
    UPDATE_IN_PROGRESS,
    UPDATE_FAILED,
    UPDATE_COMPLETE,
    DELETE_IN_PROGRESS,
    DELETE_FAILED,
    DELETE_COMPLETE,
    DELETE_SKIPPED;

    public boolean failed() {
        return switch (this) {
            case CREATE_FAILED, UPDATE_FAILED, DELETE_FAILED -> true;
            case CREATE_IN_PROGRESS,
                    CREATE_COMPLETE,
                    UPDATE_IN_PROGRESS,
                    UPDATE_COMPLETE,
                    DELETE_IN_PROGRESS,
                    DELETE_COMPLETE,
                    DELETE_SKIPPED ->
                    false;
        };
    }

    public boolean inProgress() {
        return switch (this) {
            case CREATE_IN_PROGRESS, UPDATE_IN_PROGRESS, DELETE_IN_PROGRESS -> true;
            case CREATE_FAILED,
                    CREATE_COMPLETE,
                    UPDATE_FAILED,
                    UPDATE_COMPLETE,
                    DELETE_FAILED,
                    DELETE_COMPLETE,
                    DELETE_SKIPPED ->
                    false;
        };
    }
}
