package dev.wheelhouse.stacks.template;

import dev.wheelhouse.stacks.template.Expression.Sub.Piece;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What an expression names.
 *
 * @param refs names in {@code Ref} and {@code Fn::Sub}
 * @param subAttributes resources and attributes in {@code Fn::Sub}
 * @param getAttributes resources and literal attributes in {@code Fn::GetAtt}
 * @param getResources resources in {@code Fn::GetAtt}
 * @param conditions names in {@code Fn::If} and {@code Condition}
 * @param maps literal names of maps in {@code Fn::FindInMap}
 * @param inImports names inside {@code Fn::ImportValue}; they are among the others too
 */
record References(
        SequencedSet<String> refs,
        SequencedSet<Attribute> subAttributes,
        SequencedSet<Attribute> getAttributes,
        SequencedSet<String> getResources,
        SequencedSet<String> conditions,
        SequencedSet<String> maps,
        SequencedSet<String> inImports) {
    /** An attribute of a resource. */
    record Attribute(String resource, String name) {}

    /** Which branches of an {@code Fn::If} count. */
    enum Branches {
        THEN,
        OTHERWISE,
        BOTH
    }

    private References() {
        this(
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>());
    }

    /**
     * Those of an expression.
     *
     * @param branches says for a condition's name which branches count
     */
    static References of(Expression expression, Function<String, Branches> branches) {
        var references = new References();
        references.collect(expression, branches);
        return references;
    }

    /** Those of a resource's properties and other expressions; DependsOn is not among them. */
    static References of(ResourceDeclaration resource, Function<String, Branches> branches) {
        var references = new References();
        references.collect(resource.properties(), branches);
        Stream.of(resource.metadata(), resource.creationPolicy(), resource.updatePolicy())
                .flatMap(Optional::stream)
                .forEach(expression -> references.collect(expression, branches));
        return references;
    }

    /** Those of an output. */
    static References of(OutputDeclaration output, Function<String, Branches> branches) {
        var references = new References();
        references.collect(output.value(), branches);
        output.exportName().ifPresent(name -> references.collect(name, branches));
        return references;
    }

    /** All resources' attributes. */
    Stream<Attribute> attributes() {
        return Stream.concat(getAttributes.stream(), subAttributes.stream());
    }

    /** All names that stand for parameters, pseudo parameters or resources. */
    SequencedSet<String> names() {
        var names = new LinkedHashSet<>(refs);
        names.addAll(getResources);
        subAttributes.forEach(attribute -> names.add(attribute.resource()));
        return names;
    }

    private void collect(Expression expression, Function<String, Branches> branches) {
        switch (expression) {
            case Expression.Ref(var name) -> refs.add(name);
            case Expression.GetAtt(var resource, var attribute) -> {
                getResources.add(resource);
                attribute
                        .literalText()
                        .ifPresent(name -> getAttributes.add(new Attribute(resource, name)));
            }
            case Expression.Sub sub -> sub.pieces().forEach(piece -> collect(piece, sub));
            case Expression.ConditionNamed(var name) -> conditions.add(name);
            case Expression.FindInMap find -> find.map().literalText().ifPresent(maps::add);
            case Expression.ImportValue(var name) -> inImports.addAll(of(name, branches).names());
            case Expression.If choice -> {
                conditions.add(choice.condition());
                var counting = branches.apply(choice.condition());
                if (counting != Branches.OTHERWISE) {
                    collect(choice.then(), branches);
                }
                if (counting != Branches.THEN) {
                    collect(choice.otherwise(), branches);
                }
                return;
            }
            default -> {}
        }
        expression.children().forEach(child -> collect(child, branches));
    }

    private void collect(Piece piece, Expression.Sub sub) {
        switch (piece) {
            case Piece.Plain _ -> {}
            case Piece.Name(var name) when sub.variables().containsKey(name) -> {}
            case Piece.Name(var name) -> refs.add(name);
            case Piece.Attribute(var resource, var attribute) ->
                    subAttributes.add(new Attribute(resource, attribute));
        }
    }
}
