package dev.wheelhouse.rollout.deploy;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes idempotency tokens from run and step: the same call of the same step has the same token as
 * long as the run lasts, and no other call ever has it.
 *
 * @param run the run's id
 * @param step the step's number in it
 */
public record Token(RunId run, int step) {
    private static final Pattern OTHER = Pattern.compile("[^a-z0-9]+");
    private static final int MAX_LENGTH = 128;

    /**
     * The token of one call.
     *
     * @param call what distinguishes the call within its step, for example {@code create}
     * @return at most 128 letters, digits and hyphens, beginning with a letter
     */
    public String of(String call) {
        var token =
                run.value()
                        + "-"
                        + step
                        + "-"
                        + OTHER.matcher(call.toLowerCase(Locale.ROOT)).replaceAll("-");
        return token.substring(0, Math.min(MAX_LENGTH, token.length()));
    }
}
