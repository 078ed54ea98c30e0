package dev.wheelhouse.rollout.deploy;

import dev.wheelhouse.rollout.Change;
import dev.wheelhouse.rollout.Place;
import java.util.List;

/**
 * What one step would do.
 *
 * @param place account and region
 * @param kind what kind of thing
 * @param name its natural key
 * @param action what would be done
 * @param changes what would change, when it would be updated
 */
public record StepPlan(Place place, String kind, String name, Action action, List<Change> changes) {
    public StepPlan {
        changes = List.copyOf(changes);
    }

    /** What would be done. */
    public enum Action {
        CREATE,
        NOTHING,
        UPDATE
    }
}
