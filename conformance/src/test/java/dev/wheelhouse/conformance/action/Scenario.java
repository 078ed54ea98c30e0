package dev.wheelhouse.conformance.action;

import java.util.Set;

/** What somebody does with one service, so that every action of it that is built succeeds once. */
interface Scenario {
    /** The name that signatures carry in their scope. */
    String service();

    /**
     * Actions whose every answer here is a refusal, for a reason that the scenario checks: no
     * account lives outside the organization, for example, so none can found another.
     */
    default Set<String> refused() {
        return Set.of();
    }

    /** Does it, and checks what comes back. */
    void play(RunningCloud cloud);
}
