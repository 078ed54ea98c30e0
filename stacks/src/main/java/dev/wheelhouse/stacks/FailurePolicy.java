package dev.wheelhouse.stacks;

/** What becomes of a stack whose creation or update fails; CreateStack's OnFailure. */
public enum FailurePolicy {
    ROLLBACK,
    /** Leaves everything as it is; also DisableRollback. */
    DO_NOTHING,
    /** Deletes a stack that could not be created. */
    DELETE
}
