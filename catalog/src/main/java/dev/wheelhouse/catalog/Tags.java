package dev.wheelhouse.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Tags by key, in the order in which they were given.
 *
 * @param byKey key 1 to 128, value 1 to 256 letters, digits, spaces and {@code _.:/=+-@}
 */
public record Tags(SequencedMap<String, String> byKey) {
    public Tags {
        byKey = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byKey));
    }

    public static Tags none() {
        return new Tags(new LinkedHashMap<>());
    }

    public static Tags of(Map<String, String> byKey) {
        return new Tags(new LinkedHashMap<>(byKey));
    }

    /** These tags without some, then with others: the order in which the API defines a change. */
    public Tags changed(Collection<String> remove, Tags add) {
        var changed = new LinkedHashMap<>(byKey);
        changed.keySet().removeAll(remove);
        changed.putAll(add.byKey);
        return new Tags(changed);
    }

    /** These tags where the others have none of the same key, and the others. */
    public Tags under(Tags stronger) {
        return changed(java.util.Set.of(), stronger);
    }

    public int size() {
        return byKey.size();
    }
}
