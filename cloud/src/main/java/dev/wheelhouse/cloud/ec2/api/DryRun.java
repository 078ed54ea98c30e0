package dev.wheelhouse.cloud.ec2.api;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * {@code DryRun}: everything is checked and done, then undone with the transaction. An action that
 * changes something ends its transaction here; any other ends when it has its answer.
 */
final class DryRun {
    private DryRun() {}

    /** Ends an action whose request was a dry run. */
    static void end(SdkPojo request) {
        for (var field : request.sdkFields()) {
            if (field.memberName().equals("DryRun")
                    && field.getValueOrDefault(request) instanceof Boolean dryRun) {
                end(dryRun);
            }
        }
    }

    /** Ends a transaction whose request was a dry run. */
    static void end(@Nullable Boolean dryRun) {
        if (Boolean.TRUE.equals(dryRun)) {
            throw Ec2Error.DRY_RUN.because("Request would have succeeded, but DryRun flag is set.");
        }
    }
}
