package dev.wheelhouse.wire.codec;

import dev.wheelhouse.wire.http.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters of a Query request by the parts of their names: {@code Tags.member.1.Key}. */
final class ParameterTree {
    private static final int MAX_DEPTH = 40;

    private @Nullable String value;
    private final Map<String, ParameterTree> children = new LinkedHashMap<>();

    /**
     * Builds the tree of a form.
     *
     * @throws IllegalArgumentException if a name has too many parts
     */
    static ParameterTree of(Form form) {
        var root = new ParameterTree();
        for (var parameter : form.parameters()) {
            root.add(parameter.name(), parameter.value());
        }
        return root;
    }

    private void add(String name, String text) {
        var node = this;
        int start = 0;
        for (int depth = 0; start <= name.length(); depth++) {
            if (depth == MAX_DEPTH) {
                throw new IllegalArgumentException("A parameter's name has too many parts");
            }
            int dot = name.indexOf('.', start);
            int end = dot < 0 ? name.length() : dot;
            node =
                    node.children.computeIfAbsent(
                            name.substring(start, end), _ -> new ParameterTree());
            start = end + 1;
        }
        if (node.value == null) {
            node.value = text; // of a parameter given twice the first counts
        }
    }

    Optional<String> value() {
        return Optional.ofNullable(value);
    }

    Optional<ParameterTree> child(String name) {
        return Optional.ofNullable(children.get(name));
    }

    /** The children whose names are numbers, in the order of these. */
    List<ParameterTree> numbered() {
        return children.entrySet().stream()
                .filter(entry -> entry.getKey().matches("[0-9]{1,9}"))
                .sorted((one, other) ->
                        Integer.compare(
                                Integer.parseInt(one.getKey()), Integer.parseInt(other.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }
}
