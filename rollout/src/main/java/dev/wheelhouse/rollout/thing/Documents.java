package dev.wheelhouse.rollout.thing;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import java.util.TreeMap;

/** JSON documents as AWS gives them back: their members in another order, perhaps. */
final class Documents {
    private Documents() {}

    /** The document with the members of each object in the order of their names. */
    static Value unordered(Value value) {
        return switch (value) {
            case Value.Members members -> {
                var sorted = new TreeMap<String, Value>();
                members.values().forEach((name, member) -> sorted.put(name, unordered(member)));
                yield Value.object(sorted);
            }
            case Value.Items items ->
                    Value.list(items.values().stream().map(Documents::unordered).toList());
            case Value.Text _, Value.Num _, Value.Bool _, Value.Null _ -> value;
        };
    }

    /**
     * An IAM policy in one form: a list of one is the same as its member, and the order of a list
     * does not matter.
     */
    static Value policy(Value value) {
        return switch (value) {
            case Value.Members members -> {
                var sorted = new TreeMap<String, Value>();
                members.values().forEach((name, member) -> sorted.put(name, policy(member)));
                yield Value.object(sorted);
            }
            case Value.Items items when items.values().size() == 1 ->
                    policy(items.values().getFirst());
            case Value.Items items ->
                    Value.list(
                            items.values().stream()
                                    .map(Documents::policy)
                                    .sorted(
                                            java.util.Comparator.comparing(
                                                    (Value item) -> Json.write(item)))
                                    .toList());
            case Value.Text _, Value.Num _, Value.Bool _, Value.Null _ -> value;
        };
    }
}
