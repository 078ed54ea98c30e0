package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Value;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds functions whose literal arguments name nothing, in all branches. */
final class LiteralCheck {
    private final Template template;
    private final Predicate<String> isRegion;

    /**
     * @param isRegion whether a text is the code of a region
     */
    LiteralCheck(Template template, Predicate<String> isRegion) {
        this.template = template;
        this.isRegion = isRegion;
    }

    /**
     * @throws TemplateException with CloudFormation's text
     */
    void check() {
        template.conditions().values().forEach(this::check);
        for (var resource : template.resources().values()) {
            check(resource.properties());
            Stream.of(resource.metadata(), resource.creationPolicy(), resource.updatePolicy())
                    .flatMap(Optional::stream)
                    .forEach(this::check);
        }
        for (var output : template.outputs().values()) {
            check(output.value());
            output.exportName().ifPresent(this::check);
        }
    }

    private void check(Expression expression) {
        switch (expression) {
            case Expression.FindInMap find -> find(find);
            case Expression.Select(var index, Expression.Literal(Value.Items items)) ->
                    index.literalText()
                            .map(Integer::valueOf)
                            .filter(position -> position >= items.values().size())
                            .ifPresent(position -> {
                                throw Misuse.selectOutside(position);
                            });
            case Expression.GetAZs(var region) ->
                    region.literalText()
                            .filter(name -> !name.isEmpty() && !isRegion.test(name))
                            .ifPresent(name -> {
                                throw TemplateException.noRegion(name);
                            });
            default -> {}
        }
        expression.children().forEach(this::check);
    }

    private void find(Expression.FindInMap find) {
        var map = find.map().literalText();
        var top = find.top().literalText();
        var second = find.second().literalText();
        if (map.isPresent() && top.isPresent() && second.isPresent()) {
            template.mappings().find(map.get(), top.get(), second.get());
        }
    }
}
