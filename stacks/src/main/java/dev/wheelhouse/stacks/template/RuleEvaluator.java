package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.stacks.template.RuleFailure.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Holds arguments against rules. */
final class RuleEvaluator {
    /** What an attribute or parameter without a value is: equal to nothing, in no list. */
    private static final Value NOTHING = new Value.Null();

    private final Arguments arguments;
    private final Surroundings surroundings;

    RuleEvaluator(Arguments arguments, Surroundings surroundings) {
        this.arguments = arguments;
        this.surroundings = surroundings;
    }

    List<RuleFailure> failures(Rule rule) {
        if (!rule.condition().map(this::isTrue).orElse(true)) {
            return List.of();
        }
        return rule.assertions().stream()
                .filter(assertion -> !isTrue(assertion.truth()))
                .map(assertion ->
                        new RuleFailure(
                                rule.name(),
                                assertion.description(),
                                violations(assertion.truth()).stream().distinct().toList()))
                .toList();
    }

    private boolean isTrue(Expression.Truth truth) {
        return switch (truth) {
            case Expression.And(var conditions) -> conditions.stream().allMatch(this::isTrue);
            case Expression.Or(var conditions) -> conditions.stream().anyMatch(this::isTrue);
            case Expression.Not(var condition) -> !isTrue(condition);
            case Expression.Equals(var left, var right) -> equal(value(left), value(right));
            case Expression.Contains(var list, var value) ->
                    values(value).stream().allMatch(in(values(list)));
            case Expression.EachMemberEquals(var list, var value) ->
                    values(list).stream().allMatch(member -> equal(member, value(value)));
            case Expression.EachMemberIn(var members, var list) ->
                    values(members).stream().allMatch(in(values(list)));
            case Expression.ConditionNamed _ ->
                    throw new IllegalStateException("Rules have no " + truth);
        };
    }

    private static Predicate<Value> in(List<Value> list) {
        return member -> list.stream().anyMatch(other -> equal(member, other));
    }

    private static boolean equal(Value left, Value right) {
        if (left.equals(NOTHING) || right.equals(NOTHING)) {
            return false;
        }
        var leftText = left.scalar();
        return leftText.isPresent()
                ? leftText.equals(right.scalar())
                : right.scalar().isEmpty() && left.equals(right);
    }

    private Value value(Expression expression) {
        return switch (expression) {
            case Expression.Literal literal -> literal.value();
            case Expression.ListOf list -> Value.list(values(list));
            case Expression.Ref(var name) ->
                    arguments
                            .find(name)
                            .map(Argument::value)
                            .or(() -> surroundings.pseudoParameters().value(name))
                            .orElse(NOTHING);
            case Expression.RefAll(var type) -> Value.texts(surroundings.all(type));
            case Expression.ValueOf(var parameter, var attribute) ->
                    arguments
                            .find(parameter)
                            .map(argument -> attribute(argument, attribute))
                            .orElse(NOTHING);
            case Expression.ValueOfAll(var type, var attribute) ->
                    Value.list(
                            arguments.byName().values().stream()
                                    .filter(argument ->
                                            argument.declaration().type().element().equals(type))
                                    .flatMap(argument -> attributes(argument, attribute).stream())
                                    .toList());
            case Expression.Truth truth -> Value.bool(isTrue(truth));
            case Expression.ObjectOf _,
                    Expression.GetAtt _,
                    Expression.Sub _,
                    Expression.Join _,
                    Expression.Split _,
                    Expression.Select _,
                    Expression.FindInMap _,
                    Expression.If _,
                    Expression.Base64 _,
                    Expression.Cidr _,
                    Expression.GetAZs _,
                    Expression.ImportValue _ ->
                    throw new IllegalStateException("Rules have no " + expression);
        };
    }

    private Value attribute(Argument argument, String attribute) {
        var values = attributes(argument, attribute);
        return argument.declaration().type().list() ? Value.list(values) : values.getFirst();
    }

    /** One for each value of the argument. */
    private List<Value> attributes(Argument argument, String attribute) {
        var type = argument.declaration().type().element();
        return argument.members().stream()
                .map(value -> surroundings.attribute(type, value, attribute).orElse(NOTHING))
                .toList();
    }

    /** The members of a list, lists in it opened; a scalar is a list of one. */
    private List<Value> values(Expression expression) {
        var values = new ArrayList<Value>();
        if (expression instanceof Expression.ListOf(var items)) {
            items.forEach(item -> values.addAll(values(item)));
        } else if (value(expression) instanceof Value.Items(var items)) {
            values.addAll(items);
        } else {
            values.add(value(expression));
        }
        return values;
    }

    /** Which values make a false function false. */
    private List<Violation> violations(Expression.Truth truth) {
        return switch (truth) {
            case Expression.And(var conditions) ->
                    conditions.stream()
                            .filter(condition -> !isTrue(condition))
                            .flatMap(condition -> violations(condition).stream())
                            .toList();
            case Expression.Or(var conditions) ->
                    conditions.stream()
                            .flatMap(condition -> violations(condition).stream())
                            .toList();
            case Expression.Not(var condition) -> involved(condition);
            case Expression.Equals(var left, var right) -> {
                var ofLeft = violations(left, List.of(value(right)));
                yield ofLeft.isEmpty() ? violations(right, List.of(value(left))) : ofLeft;
            }
            case Expression.Contains(var list, var value) -> {
                var ofValue = violations(value, values(list));
                yield ofValue.isEmpty() ? violations(list, values(value)) : ofValue;
            }
            case Expression.EachMemberEquals(var list, var value) ->
                    violations(list, List.of(value(value)));
            case Expression.EachMemberIn(var members, var list) ->
                    violations(members, values(list));
            case Expression.ConditionNamed _ -> List.of();
        };
    }

    private List<Violation> violations(Expression expression, List<Value> allowed) {
        var texts = allowed.stream().flatMap(value -> value.scalar().stream()).toList();
        return violations(expression, in(allowed).negate(), Optional.of(texts));
    }

    private List<Violation> violations(
            Expression expression, Predicate<Value> isWrong, Optional<List<String>> allowed) {
        return switch (expression) {
            case Expression.Ref(var name) -> ofRef(name, isWrong, allowed);
            case Expression.ValueOf(var parameter, var attribute) ->
                    ofAttribute(parameter, attribute, isWrong, allowed);
            case Expression.ValueOfAll(var type, var attribute) ->
                    arguments.byName().values().stream()
                            .filter(a -> a.declaration().type().element().equals(type))
                            .flatMap(a ->
                                    ofAttribute(a.declaration().name(), attribute, isWrong, allowed)
                                            .stream())
                            .toList();
            case Expression.ListOf(var items) ->
                    items.stream()
                            .flatMap(item -> violations(item, isWrong, allowed).stream())
                            .toList();
            default -> List.of();
        };
    }

    private List<Violation> ofRef(
            String name, Predicate<Value> isWrong, Optional<List<String>> allowed) {
        return arguments.find(name).stream()
                .flatMap(argument ->
                        argument.members().stream()
                                .filter(member -> isWrong.test(Value.text(member)))
                                .map(member ->
                                        new Violation(
                                                name,
                                                shown(argument, member),
                                                Optional.empty(),
                                                allowed)))
                .toList();
    }

    private List<Violation> ofAttribute(
            String parameter,
            String attribute,
            Predicate<Value> isWrong,
            Optional<List<String>> allowed) {
        var argument = arguments.find(parameter);
        if (argument.isEmpty()) {
            return List.of();
        }
        var wrong = new ArrayList<Violation>();
        var type = argument.get().declaration().type().element();
        for (var member : argument.get().members()) {
            var value = surroundings.attribute(type, member, attribute).orElse(NOTHING);
            if (isWrong.test(value)) {
                wrong.add(
                        new Violation(
                                parameter,
                                shown(argument.get(), member),
                                Optional.of(new RuleFailure.Attribute(attribute, value.scalar())),
                                allowed));
            }
        }
        return wrong;
    }

    private static String shown(Argument argument, String member) {
        return argument.declaration().noEcho() ? Argument.MASK : member;
    }

    /** All values that a function speaks of: what it refuses can't be told from what it allows. */
    private List<Violation> involved(Expression expression) {
        var own = violations(expression, _ -> true, Optional.empty());
        if (!own.isEmpty()) {
            return own;
        }
        return expression.children().stream().flatMap(child -> involved(child).stream()).toList();
    }
}
