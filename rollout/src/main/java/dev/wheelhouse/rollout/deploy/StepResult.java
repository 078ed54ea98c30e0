package dev.wheelhouse.rollout.deploy;

import dev.wheelhouse.rollout.Change;
import dev.wheelhouse.rollout.Place;
import java.util.List;

/**
 * What one step did.
 *
 * @param number the step's number, from 1
 * @param steps how many steps the deployment has
 * @param place account and region
 * @param kind what kind of thing
 * @param name its natural key
 * @param outcome what was done
 * @param id the id under which AWS knows the thing
 * @param changes what was changed, when it was updated
 */
public record StepResult(
        int number,
        int steps,
        Place place,
        String kind,
        String name,
        Outcome outcome,
        String id,
        List<Change> changes) {
    public StepResult {
        changes = List.copyOf(changes);
    }
}
