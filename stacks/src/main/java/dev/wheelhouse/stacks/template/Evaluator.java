package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.stacks.template.Expression.Sub.Piece;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Gives expressions their values. Nothing ({@code AWS::NoValue}) is an empty result, and leaves the
 * list or object that it is in.
 *
 * @param mappings the template's maps
 * @param arguments the values of the parameters
 * @param pseudoParameters of the stack
 * @param condition tells of each condition whether it is true
 * @param surroundings what else there is in the account
 * @param references the stack's resources that exist
 */
record Evaluator(
        Mappings mappings,
        Arguments arguments,
        PseudoParameters pseudoParameters,
        Predicate<String> condition,
        Surroundings surroundings,
        ResourceReferences references) {
    /** What a text may grow to: no template should exhaust the memory of the server. */
    private static final int MAX_TEXT = 1 << 20;

    Optional<Value> evaluate(Expression expression) {
        return switch (expression) {
            case Expression.Literal literal -> Optional.of(literal.value());
            case Expression.ListOf list -> Optional.of(list(list));
            case Expression.ObjectOf object -> Optional.of(object(object));
            case Expression.Ref(var name) -> reference(name);
            case Expression.GetAtt(var resource, var attribute) ->
                    Optional.of(
                            attribute(
                                    resource,
                                    text(attribute).orElseThrow(() -> noAttribute(resource, ""))));
            case Expression.Sub sub -> Optional.of(sub(sub));
            case Expression.Join join -> Optional.of(join(join));
            case Expression.Split(var delimiter, var text) ->
                    Optional.of(
                            Value.texts(
                                    Arrays.asList(
                                            text(text)
                                                    .orElseThrow(Misuse::split)
                                                    .split(Pattern.quote(delimiter), -1))));
            case Expression.Select select -> Optional.of(select(select));
            case Expression.FindInMap(var map, var top, var second) ->
                    Optional.of(mappings.find(key(map), key(top), key(second)));
            case Expression.If choice ->
                    evaluate(
                            condition.test(choice.condition())
                                    ? choice.then()
                                    : choice.otherwise());
            case Expression.Base64(var text) ->
                    Optional.of(
                            bounded(
                                    Base64.getEncoder()
                                            .encodeToString(
                                                    text(text)
                                                            .orElseThrow(Misuse::base64)
                                                            .getBytes(StandardCharsets.UTF_8))));
            case Expression.Cidr(var block, var count, var bits) ->
                    Optional.of(
                            Value.texts(
                                    CidrBlock.split(
                                            text(block).orElse(""),
                                            text(count).orElse(""),
                                            text(bits).orElse(""))));
            case Expression.GetAZs(var region) -> {
                var name = text(region).orElse("");
                yield Optional.of(
                        Value.texts(
                                surroundings.availabilityZones(
                                        name.isEmpty() ? pseudoParameters.region() : name)));
            }
            case Expression.ImportValue(var name) -> Optional.of(imported(name));
            case Expression.Truth truth -> Optional.of(Value.bool(isTrue(truth)));
            case Expression.RefAll _, Expression.ValueOf _, Expression.ValueOfAll _ ->
                    throw new IllegalStateException("Only rules have " + expression);
        };
    }

    /** Whether a condition holds. */
    boolean isTrue(Expression.Truth truth) {
        return switch (truth) {
            case Expression.Equals(var left, var right) ->
                    comparable(left).equals(comparable(right));
            case Expression.And(var conditions) -> conditions.stream().allMatch(this::isTrue);
            case Expression.Or(var conditions) -> conditions.stream().anyMatch(this::isTrue);
            case Expression.Not(var inner) -> !isTrue(inner);
            case Expression.ConditionNamed(var name) -> condition.test(name);
            case Expression.Contains _, Expression.EachMemberEquals _, Expression.EachMemberIn _ ->
                    throw new IllegalStateException("Only rules have " + truth);
        };
    }

    /** The text of what gives a scalar; empty for nothing, lists and objects. */
    Optional<String> text(Expression expression) {
        return evaluate(expression).flatMap(Value::scalar);
    }

    private Value comparable(Expression expression) {
        var value = evaluate(expression).orElse(Value.text(""));
        return value.scalar().<Value>map(Value::text).orElse(value);
    }

    private Value list(Expression.ListOf list) {
        return Value.list(
                list.items().stream().map(this::evaluate).flatMap(Optional::stream).toList());
    }

    private Value object(Expression.ObjectOf object) {
        var members = new LinkedHashMap<String, Value>();
        object.members()
                .forEach((name, member) ->
                        evaluate(member).ifPresent(value -> members.put(name, value)));
        return Value.object(members);
    }

    private Optional<Value> reference(String name) {
        var argument = arguments.find(name);
        if (argument.isPresent()) {
            return argument.map(Argument::value);
        }
        if (PseudoParameters.isName(name)) {
            return pseudoParameters.value(name);
        }
        return Optional.of(
                references
                        .reference(name)
                        .orElseThrow(() ->
                                TemplateException.format(
                                        ReferenceCheck.unresolvedResources(
                                                Set.of(name), "Resources"))));
    }

    private Value attribute(String resource, String attribute) {
        return references
                .attribute(resource, attribute)
                .orElseThrow(() -> noAttribute(resource, attribute));
    }

    private static TemplateException noAttribute(String resource, String attribute) {
        return TemplateException.error(
                "resource %s does not support attribute type %s in Fn::GetAtt"
                        .formatted(resource, attribute));
    }

    private String key(Expression expression) {
        return text(expression)
                .orElseThrow(() ->
                        TemplateException.error(
                                "every Fn::FindInMap object requires three parameters, the"
                                        + " map name, map key and the attribute for return"
                                        + " value"));
    }

    private Value sub(Expression.Sub sub) {
        var text = new StringBuilder();
        for (var piece : sub.pieces()) {
            switch (piece) {
                case Piece.Plain(var plain) -> text.append(plain);
                case Piece.Name(var name) -> {
                    var own = sub.variables().get(name);
                    var value = own == null ? reference(name) : evaluate(own);
                    value.ifPresent(
                            v -> text.append(v.scalar().orElseThrow(() -> Misuse.sub(name))));
                }
                case Piece.Attribute(var resource, var attribute) ->
                        text.append(
                                attribute(resource, attribute)
                                        .scalar()
                                        .orElseThrow(() -> Misuse.sub(resource + "." + attribute)));
            }
            requireBounded(text);
        }
        return Value.text(text.toString());
    }

    private Value join(Expression.Join join) {
        var text = new StringBuilder();
        var isFirst = true;
        for (var member : members(join.list()).orElseThrow(Misuse::join)) {
            if (!isFirst) {
                text.append(join.delimiter());
            }
            isFirst = false;
            text.append(member.scalar().orElseThrow(Misuse::join));
            requireBounded(text);
        }
        return Value.text(text.toString());
    }

    private Value select(Expression.Select select) {
        var index =
                text(select.index())
                        .map(String::strip)
                        .filter(text -> text.matches("-?[0-9]{1,9}"))
                        .map(Integer::parseInt)
                        .orElseThrow(Misuse::select);
        var list = members(select.list()).orElseThrow(Misuse::select);
        if (index < 0 || index >= list.size()) {
            throw Misuse.selectOutside(index);
        }
        return list.get(index);
    }

    /** The members of a list; none for nothing; empty for what is no list. */
    private Optional<List<Value>> members(Expression expression) {
        return switch (evaluate(expression).orElse(Value.list(new ArrayList<>()))) {
            case Value.Items(var items) -> Optional.of(items);
            case Value _ -> Optional.empty();
        };
    }

    private Value imported(Expression name) {
        var text =
                text(name)
                        .orElseThrow(() ->
                                TemplateException.error(
                                        "the attribute in Fn::ImportValue must be a" + " string"));
        return surroundings
                .exportedValue(text)
                .map(Value::text)
                .orElseThrow(() -> new TemplateException("No export named " + text + " found."));
    }

    private static Value bounded(String text) {
        requireBounded(text);
        return Value.text(text);
    }

    private static void requireBounded(CharSequence text) {
        if (text.length() > MAX_TEXT) {
            throw TemplateException.error(
                    "a function gives a text of more than " + MAX_TEXT + " characters");
        }
    }
}
