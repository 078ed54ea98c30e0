package dev.wheelhouse.rollout.thing;

import dev.wheelhouse.rollout.Place;
import dev.wheelhouse.rollout.RolloutException;
import dev.wheelhouse.rollout.deploy.Thing;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a rollout knows what it made: by a tag. A thing of the same name without the tag is somebody
 * else's, and is neither changed, shared nor removed.
 *
 * @param value the tag's value: which deployment made it
 */
public record Ownership(String value) {
    /** The tag's key. */
    public static final String KEY = "wheelhouse:deployment";

    /** Whether these tags say that the deployment made the thing. */
    public boolean marks(Map<String, String> tags) {
        return value.equals(tags.get(KEY));
    }

    /**
     * The one of several things of the same name that is ours.
     *
     * @param kind what they are, for a message
     * @return empty when none is ours
     * @throws RolloutException if several are
     */
    <S> Optional<S> pick(String kind, String name, Place place, List<S> named, State<S> state) {
        var ours = named.stream().filter(it -> marks(state.tags(it))).toList();
        if (ours.size() > 1) {
            throw new RolloutException(
                    "Looking for the " + kind + " \"" + name + "\"",
                    Optional.of(place),
                    "several of that name carry the tag "
                            + KEY
                            + "="
                            + value
                            + ": "
                            + String.join(", ", ours.stream().map(state::id).toList()),
                    "delete all but one");
        }
        return ours.stream().findFirst();
    }

    /**
     * Those of several things of the same name that are not ours.
     *
     * @param handOver the command that makes one of them ours, with ID in place of the id
     */
    <S> List<Thing.Foreign> foreign(List<S> named, State<S> state, String handOver) {
        return named.stream()
                .filter(it -> !marks(state.tags(it)))
                .map(it ->
                        new Thing.Foreign(
                                state.id(it),
                                handOver.replace("ID", state.id(it))
                                        + " --add-tags Key="
                                        + KEY
                                        + ",Value="
                                        + value))
                .toList();
    }

    /** How to read what {@link #pick} needs of a thing. */
    interface State<S> {
        String id(S thing);

        Map<String, String> tags(S thing);
    }
}
