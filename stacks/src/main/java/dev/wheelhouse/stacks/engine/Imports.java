package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.stacks.template.Expression;
import dev.wheelhouse.stacks.template.ResolvedTemplate;
import dev.wheelhouse.stacks.template.ResourceReferences;
import dev.wheelhouse.stacks.template.Surroundings;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the exports that a template imports; their names never depend on resources. */
final class Imports {
    private Imports() {}

    /** The names in all that is live. */
    static Set<String> of(ResolvedTemplate template, Surroundings surroundings) {
        var names = new LinkedHashSet<String>();
        var expressions =
                Stream.concat(
                        template.resources().values().stream()
                                .flatMap(resource ->
                                        Stream.concat(
                                                Stream.of(resource.properties()),
                                                resource.metadata().stream())),
                        template.outputs().values().stream()
                                .flatMap(output ->
                                        Stream.concat(
                                                Stream.of(output.value()),
                                                output.exportName().stream())));
        expressions.forEach(expression -> collect(expression, template, surroundings, names));
        return names;
    }

    private static void collect(
            Expression expression,
            ResolvedTemplate template,
            Surroundings surroundings,
            Set<String> names) {
        switch (expression) {
            case Expression.If choice -> {
                var branch =
                        template.condition(choice.condition()) ? choice.then() : choice.otherwise();
                collect(branch, template, surroundings, names);
            }
            case Expression.ImportValue(var name) ->
                    template.evaluate(name, surroundings, ResourceReferences.none())
                            .flatMap(value -> value.scalar())
                            .ifPresent(names::add);
            default ->
                    expression
                            .children()
                            .forEach(child -> collect(child, template, surroundings, names));
        }
    }
}
