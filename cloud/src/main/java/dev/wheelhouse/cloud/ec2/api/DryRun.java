package dev.wheelhouse.cloud.ec2.api;

import org.jspecify.annotations.Nullable;

/** {@code DryRun}: everything is checked and done, then undone with the transaction. */
final class DryRun {
    private DryRun() {}

    /** Ends a transaction whose request was a dry run. */
    static void end(@Nullable Boolean dryRun) {
        if (Boolean.TRUE.equals(dryRun)) {
            throw Ec2Error.DRY_RUN.because("Request would have succeeded, but DryRun flag is set.");
        }
    }
}
