package dev.wheelhouse.rollout.enduser;

import dev.wheelhouse.document.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Labels, groups and order of a template's parameters, from its metadata {@code
 * AWS::CloudFormation::Interface}.
 */
final class FormWords {
    private final List<String> order = new ArrayList<>();
    private final Map<String, String> groups = new HashMap<>();
    private final Value.Members labels;

    FormWords(Value.Members metadata) {
        var words = members(metadata, "AWS::CloudFormation::Interface");
        labels = members(words, "ParameterLabels");
        if (words.get("ParameterGroups").orElse(Value.object()) instanceof Value.Items items) {
            items.values().forEach(this::readGroup);
        }
    }

    /** How to ask for a parameter: its key when the template says nothing. */
    String label(String key) {
        return members(labels, key).text("default").orElse(key);
    }

    /** The heading that a parameter stands under; may be empty. */
    String group(String key) {
        return groups.getOrDefault(key, "");
    }

    /** Where a parameter stands; those that the template does not order come last. */
    int position(String key) {
        var position = order.indexOf(key);
        return position < 0 ? Integer.MAX_VALUE : position;
    }

    private void readGroup(Value value) {
        if (!(value instanceof Value.Members group)) {
            return;
        }
        var heading = members(group, "Label").text("default").orElse("");
        if (group.get("Parameters").orElse(Value.object()) instanceof Value.Items keys) {
            keys.values()
                    .forEach(key ->
                            key.scalar()
                                    .ifPresent(name -> {
                                        order.add(name);
                                        groups.put(name, heading);
                                    }));
        }
    }

    private static Value.Members members(Value.Members parent, String name) {
        return parent.get(name).orElse(Value.object()) instanceof Value.Members members
                ? members
                : Value.object();
    }
}
