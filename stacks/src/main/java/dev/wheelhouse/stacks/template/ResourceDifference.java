package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Value;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * What an update does to the resources of a stack, by logical id.
 *
 * @param added not there before
 * @param removed not there afterwards
 * @param changed there before and afterwards, with other properties or metadata
 * @param unchanged the same before and afterwards
 * @param retyped of another type afterwards, which CloudFormation refuses
 */
public record ResourceDifference(
        SequencedSet<String> added,
        SequencedSet<String> removed,
        SequencedSet<String> changed,
        SequencedSet<String> unchanged,
        SequencedSet<String> retyped) {
    /**
     * A resource at one side of an update.
     *
     * @param type its type
     * @param properties its properties, resolved
     * @param metadata its Metadata, resolved
     */
    public record State(String type, Value.Members properties, Optional<Value> metadata) {}

    /** Compares two sides by logical id. */
    public static ResourceDifference between(Map<String, State> before, Map<String, State> after) {
        var difference =
                new ResourceDifference(
                        new LinkedHashSet<>(),
                        new LinkedHashSet<>(),
                        new LinkedHashSet<>(),
                        new LinkedHashSet<>(),
                        new LinkedHashSet<>());
        after.forEach((id, state) -> {
            var old = before.get(id);
            if (old == null) {
                difference.added.add(id);
            } else if (!old.type.equals(state.type)) {
                difference.retyped.add(id);
            } else if (isSame(old, state)) {
                difference.unchanged.add(id);
            } else {
                difference.changed.add(id);
            }
        });
        before.keySet().stream()
                .filter(id -> !after.containsKey(id))
                .forEach(difference.removed::add);
        return difference;
    }

    /** Whether an update has nothing to do. */
    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty() && retyped.isEmpty();
    }

    /**
     * @throws TemplateException if a resource would become another type
     */
    public void requireTypesKept() {
        if (!retyped.isEmpty()) {
            throw new TemplateException(
                    "Update of resource type is not permitted. The new template modifies resource"
                            + " type of the following resources: "
                            + retyped);
        }
    }

    /** The names of the top-level properties that differ, in the order of the new properties. */
    public static SequencedSet<String> changedProperties(
            Value.Members before, Value.Members after) {
        var names = new LinkedHashSet<>(after.values().keySet());
        names.addAll(before.values().keySet());
        names.removeIf(name ->
                before.has(name)
                        && after.has(name)
                        && before.get(name)
                                .map(ResourceDifference::canonical)
                                .equals(after.get(name).map(ResourceDifference::canonical)));
        return names;
    }

    private static boolean isSame(State before, State after) {
        return changedProperties(before.properties, after.properties).isEmpty()
                && before.metadata
                        .map(ResourceDifference::canonical)
                        .equals(after.metadata.map(ResourceDifference::canonical));
    }

    /** With every scalar as text: {@code "2"} and {@code 2} are the same to a resource. */
    private static Value canonical(Value value) {
        return switch (value) {
            case Value.Text _, Value.Null _ -> value;
            case Value.Num _, Value.Bool _ -> Value.text(value.toString());
            case Value.Items(var items) ->
                    Value.list(items.stream().map(ResourceDifference::canonical).toList());
            case Value.Members(var members) -> {
                var canonical = new LinkedHashMap<String, Value>();
                members.forEach((name, member) -> canonical.put(name, canonical(member)));
                yield Value.object(canonical);
            }
        };
    }
}
