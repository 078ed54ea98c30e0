package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.cloud.resource.ResourceSchema;
import dev.wheelhouse.cloud.resource.ResourceSchema.Update;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.stacks.StackResource.Content;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** What has to be done to make a resource what it is to be. */
enum ResourceDifference {
    NONE,
    IN_PLACE,
    REPLACEMENT;

    /** What differs between what a resource is made of and what it is to be made of. */
    static ResourceDifference between(ResourceSchema schema, Content before, Content after) {
        var difference = NONE;
        for (var update : changedProperties(schema, before, after).values()) {
            if (update == Update.REPLACEMENT) {
                return REPLACEMENT;
            }
            difference = IN_PLACE;
        }
        if (schema.systemTags() && !before.tags().equals(after.tags())) {
            difference = IN_PLACE;
        }
        return same(before.metadata(), after.metadata()) ? difference : IN_PLACE;
    }

    /** The top-level properties that differ, with what that means. */
    static Map<String, Update> changedProperties(
            ResourceSchema schema, Content before, Content after) {
        var names = new TreeSet<>(before.properties().values().keySet());
        names.addAll(after.properties().values().keySet());
        var changed = new LinkedHashMap<String, Update>();
        for (var name : names) {
            var old = before.properties().values().get(name);
            var now = after.properties().values().get(name);
            if (old == null || now == null || !same(old, now)) {
                var property = schema.properties().get(name);
                changed.put(name, property == null ? Update.IN_PLACE : property.update());
            }
        }
        return changed;
    }

    /** Whether two values mean the same: {@code "2"} is {@code 2}. */
    static boolean same(Value left, Value right) {
        return switch (left) {
            case Value.Items items ->
                    right instanceof Value.Items others
                            && items.values().size() == others.values().size()
                            && pairwise(items, others);
            case Value.Members members ->
                    right instanceof Value.Members others
                            && members.values().keySet().equals(others.values().keySet())
                            && members.values().entrySet().stream()
                                    .allMatch(member ->
                                            same(
                                                    member.getValue(),
                                                    Objects.requireNonNull(
                                                            others.values().get(member.getKey()))));
            case Value.Null _ -> right instanceof Value.Null;
            case Value.Text _, Value.Num _, Value.Bool _ -> left.scalar().equals(right.scalar());
        };
    }

    private static boolean pairwise(Value.Items left, Value.Items right) {
        for (var i = 0; i < left.values().size(); i++) {
            if (!same(left.values().get(i), right.values().get(i))) {
                return false;
            }
        }
        return true;
    }
}
