package dev.wheelhouse.rollout.enduser;

import dev.wheelhouse.document.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What rules say about the values of single parameters. Only a rule without a condition that
 * asserts {@code Fn::Contains} over literals and a bare {@code Ref} says something for certain; all
 * others are judged at launch.
 */
final class RuleValues {
    private final Map<String, List<Only>> byParameter = new LinkedHashMap<>();

    /** One rule's list. */
    private record Only(String rule, List<String> values) {}

    RuleValues(Value.Members rules) {
        rules.values().forEach(this::read);
    }

    /** What the rules leave of a parameter's allowed values; an empty list allows anything. */
    List<String> narrow(String parameter, List<String> allowed) {
        var left = allowed;
        for (var only : byParameter.getOrDefault(parameter, List.of())) {
            left =
                    left.isEmpty()
                            ? only.values()
                            : left.stream().filter(only.values()::contains).toList();
        }
        return left;
    }

    /** The rules that list a parameter's values. */
    List<String> about(String parameter) {
        return byParameter.getOrDefault(parameter, List.of()).stream()
                .map(Only::rule)
                .distinct()
                .toList();
    }

    private void read(String name, Value rule) {
        if (!(rule instanceof Value.Members members) || members.has("RuleCondition")) {
            return;
        }
        if (!(members.get("Assertions").orElse(Value.object()) instanceof Value.Items assertions)) {
            return;
        }
        for (var assertion : assertions.values()) {
            if (assertion instanceof Value.Members it
                    && it.get("Assert").orElse(Value.object()) instanceof Value.Members function
                    && function.get("Fn::Contains").orElse(Value.object())
                            instanceof Value.Items arguments
                    && arguments.values().size() == 2) {
                var values = literals(arguments.values().getFirst());
                var parameter = reference(arguments.values().getLast());
                if (values.isPresent() && parameter.isPresent()) {
                    byParameter
                            .computeIfAbsent(parameter.get(), _ -> new ArrayList<>())
                            .add(new Only(name, values.get()));
                }
            }
        }
    }

    private static Optional<List<String>> literals(Value list) {
        if (!(list instanceof Value.Items items)) {
            return Optional.empty();
        }
        var texts = items.values().stream().map(Value::scalar).toList();
        return texts.stream().allMatch(Optional::isPresent)
                ? Optional.of(texts.stream().flatMap(Optional::stream).toList())
                : Optional.empty();
    }

    private static Optional<String> reference(Value value) {
        return value instanceof Value.Members members && members.values().size() == 1
                ? members.text("Ref")
                : Optional.empty();
    }
}
