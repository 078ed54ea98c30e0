package dev.wheelhouse.cloud.ec2.provider;

import dev.wheelhouse.cloud.resource.ResourceProvider.Progress;
import dev.wheelhouse.cloud.resource.ResourceStep;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a resource waits for another of its stack that the template does not make it depend on:
 * a route for the attachment of its gateway, a gateway for the end of the instances with public
 * addresses. The real handlers try such things again for some minutes, too.
 */
final class Patience {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Patience() {}

    /** Waits, unless it was long enough. */
    static Optional<Progress> left(ResourceStep step, String physicalId) {
        return step.waited().compareTo(LIMIT) < 0
                ? Optional.of(new Progress.Waiting(physicalId, PAUSE))
                : Optional.empty();
    }
}
