package dev.wheelhouse.rollout.thing;

import dev.wheelhouse.rollout.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.servicecatalog.model.Tag;

/** Tags as a map. Tags that somebody else added are left alone. */
final class Tags {
    private Tags() {}

    static Map<String, String> of(Collection<Tag> tags) {
        var map = new TreeMap<String, String>();
        tags.forEach(tag -> map.put(tag.key(), tag.value()));
        return map;
    }

    static List<Tag> list(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                        .toList();
    }

    static List<Change> compare(Map<String, String> found, Map<String, String> desired) {
        var changes = new ArrayList<Change>();
        new TreeMap<>(desired)
                .forEach((key, value) -> attribute(changes, "tag " + key, found.get(key), value));
        return changes;
    }

    /** Adds a change when an attribute differs; an absent one counts as empty. */
    static void attribute(
            List<Change> changes,
            String name,
            @org.jspecify.annotations.Nullable String found,
            String desired) {
        var present = found == null ? "" : found;
        if (!present.equals(desired)) {
            changes.add(new Change(name, present, desired));
        }
    }
}
