package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.stacks.template.TemplateException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;

/**
 * What a CreationPolicy waits for (CloudFormation User Guide, "CreationPolicy attribute").
 *
 * @param count how many signals, 1 when it says nothing
 * @param timeout how long, 5 minutes when it says nothing, 12 hours at most
 */
record CreationPolicy(int count, Duration timeout) {
    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(12);

    /**
     * The policy that a resource declares; empty when it waits for no signals.
     *
     * @throws TemplateException if it is wrong
     */
    static Optional<CreationPolicy> of(Value declared) {
        if (!(declared instanceof Value.Members members)
                || !(members.get("ResourceSignal").orElse(declared) instanceof Value.Members signal)
                || !members.has("ResourceSignal")) {
            return Optional.empty();
        }
        var count = signal.text("Count").map(CreationPolicy::count).orElse(1);
        var timeout = signal.text("Timeout").map(CreationPolicy::timeout).orElse(USUAL);
        return count == 0 ? Optional.empty() : Optional.of(new CreationPolicy(count, timeout));
    }

    private static int count(String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw new TemplateException(
                    "CreationPolicy ResourceSignal Count must be a whole number, not " + text);
        }
        return Integer.parseInt(text);
    }

    private static Duration timeout(String text) {
        try {
            var timeout = Duration.parse(text);
            if (!timeout.isNegative() && timeout.compareTo(LONGEST) <= 0) {
                return timeout;
            }
        } catch (DateTimeException _) {
            // said below
        }
        throw new TemplateException(
                "CreationPolicy ResourceSignal Timeout must be an ISO 8601 duration of at most"
                        + " PT12H, not "
                        + text);
    }
}
