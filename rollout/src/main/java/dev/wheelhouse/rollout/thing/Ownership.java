package dev.wheelhouse.rollout.thing;

import dev.wheelhouse.rollout.Place;
import dev.wheelhouse.rollout.RolloutException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a rollout knows what it made: by a tag. A thing of the same name without the tag is somebody
 * else's, and is neither changed nor shared.
 *
 * @param value the tag's value: which deployment made it
 */
public record Ownership(String value) {
    /** The tag's key. */
    public static final String KEY = "wheelhouse:deployment";

    boolean marks(Map<String, String> tags) {
        return value.equals(tags.get(KEY));
    }

    /**
     * The one of several things of the same name that is ours.
     *
     * @param kind what they are, for a message
     * @param handOver the command that makes one of them ours, with ID in place of the id
     * @return empty when there is none of that name at all
     * @throws RolloutException if there are some and none is ours, or several are
     */
    <S> Optional<S> pick(
            String kind, String name, Place place, List<S> named, State<S> state, String handOver) {
        var ours = named.stream().filter(it -> marks(state.tags(it))).toList();
        if (ours.size() == 1) {
            return Optional.of(ours.getFirst());
        }
        var ids =
                String.join(", ", (ours.isEmpty() ? named : ours).stream().map(state::id).toList());
        if (ours.size() > 1) {
            throw new RolloutException(
                    "Looking for the " + kind + " \"" + name + "\"",
                    Optional.of(place),
                    "several of that name carry the tag " + KEY + "=" + value + ": " + ids,
                    "delete all but one");
        }
        if (named.isEmpty()) {
            return Optional.empty();
        }
        throw new RolloutException(
                "Looking for the " + kind + " \"" + name + "\"",
                Optional.of(place),
                ids + " has that name and was made by somebody else",
                "delete or rename it, or hand it over: "
                        + handOver.replace("ID", named.stream().map(state::id).findFirst().get())
                        + " --add-tags Key="
                        + KEY
                        + ",Value="
                        + value);
    }

    /** How to read what {@link #pick} needs of a thing. */
    interface State<S> {
        String id(S thing);

        Map<String, String> tags(S thing);
    }
}
