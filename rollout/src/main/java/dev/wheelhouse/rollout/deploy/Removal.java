package dev.wheelhouse.rollout.deploy;

import dev.wheelhouse.rollout.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What removing a deployment would do.
 *
 * @param place account and region
 * @param goes what would be removed, in that order
 * @param stays what has to do with it and would be left
 * @param uses who still uses what would go; unless this is empty nothing is removed
 */
public record Removal(Place place, List<Going> goes, List<Staying> stays, List<Use> uses) {
    public Removal {
        goes = List.copyOf(goes);
        stays = List.copyOf(stays);
        uses = List.copyOf(uses);
    }

    /**
     * Something that would go.
     *
     * @param kind what kind of thing
     * @param name its natural key
     * @param id the id under which AWS knows it
     * @param detail what goes with it, for example {@code versions v1, v2}; may be empty
     */
    public record Going(String kind, String name, String id, String detail) {}

    /**
     * Something that would be left.
     *
     * @param what names it
     * @param why in words
     */
    public record Staying(String what, String why) {}

    /** This, and more that would be left. */
    public Removal leaving(Collection<Staying> more) {
        var all = new ArrayList<>(stays);
        all.addAll(more);
        return new Removal(place, goes, all, uses);
    }
}
