package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.MalformedJsonException;
import dev.wheelhouse.document.Value;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Rules: of a template's Rules section, or of a template constraint.
 *
 * @param byName in the order that they were written in
 */
public record RuleSet(SequencedMap<String, Rule> byName) {
    public RuleSet {
        byName = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byName));
    }

    /**
     * Reads the JSON of a template constraint: {@code {"Rules":{...}}} or the rules by name alone.
     *
     * @throws TemplateException with a clear text if it is not JSON, not of that structure, or has
     *     no rule
     */
    public static RuleSet parse(String json) {
        Value.Members document;
        try {
            document = Json.readObject(json);
        } catch (MalformedJsonException cause) {
            throw TemplateReader.malformed(cause);
        }
        if (document.has("Rules") && document.values().size() > 1) {
            throw TemplateException.format(
                    "A template constraint may have Rules and nothing else.");
        }
        var rules =
                document.get("Rules").orElse(document) instanceof Value.Members members
                        ? members
                        : null;
        if (rules == null || rules.values().isEmpty()) {
            throw TemplateException.format("At least one Rules member must be defined.");
        }
        return of(rules);
    }

    /**
     * Reads rules by name.
     *
     * @throws TemplateException if the structure of one is wrong
     */
    public static RuleSet of(Value.Members rules) {
        var byName = new LinkedHashMap<String, Rule>();
        rules.values().forEach((name, rule) -> byName.put(name, Rule.of(name, rule)));
        return new RuleSet(byName);
    }

    /** Reads rules by name, as {@link #values} gives them. */
    public static RuleSet of(Map<String, Value> rules) {
        return of(Value.object(rules));
    }

    public boolean isEmpty() {
        return byName.isEmpty();
    }

    /**
     * These rules with each name behind a prefix, so that none clash.
     *
     * @param prefix for example a constraint's id; only its letters and digits are used, because
     *     the names of rules have no others
     */
    public RuleSet prefixed(String prefix) {
        var start = prefix.replaceAll("[^a-zA-Z0-9]", "");
        var renamed = new LinkedHashMap<String, Rule>();
        byName.forEach((name, rule) -> renamed.put(start + name, rule.named(start + name)));
        return new RuleSet(renamed);
    }

    /**
     * These rules and more.
     *
     * @throws TemplateException if a name is in both
     */
    public RuleSet and(RuleSet more) {
        var all = new LinkedHashMap<>(byName);
        more.byName.forEach((name, rule) -> {
            if (all.put(name, rule) != null) {
                throw TemplateException.format("Rule name " + name + " is used twice.");
            }
        });
        return new RuleSet(all);
    }

    /** The rules as they were written, by name: the Rules section of a template. */
    public SequencedMap<String, Value> values() {
        var values = new LinkedHashMap<String, Value>();
        byName.forEach((name, rule) -> values.put(name, rule.source()));
        return values;
    }

    /** The names of all parameters that the rules speak of. */
    public Collection<String> parameters() {
        var names = new LinkedHashSet<String>();
        byName.values()
                .forEach(rule -> {
                    rule.condition().ifPresent(truth -> collect(truth, names));
                    rule.assertions().forEach(assertion -> collect(assertion.truth(), names));
                });
        return names;
    }

    private static void collect(Expression expression, Collection<String> names) {
        switch (expression) {
            case Expression.Ref(var name) when !PseudoParameters.isName(name) -> names.add(name);
            case Expression.ValueOf(var parameter, _) -> names.add(parameter);
            default -> {}
        }
        expression.children().forEach(child -> collect(child, names));
    }

    /**
     * @throws TemplateException if a rule speaks of a parameter that is not declared
     */
    void requireParameters(Parameters parameters) {
        var undeclared = parameters().stream().filter(name -> !parameters.has(name)).toList();
        if (!undeclared.isEmpty()) {
            throw TemplateException.format(
                    "Unresolved dependencies "
                            + undeclared
                            + ". Cannot reference resources in the Rules block of the template");
        }
    }

    /**
     * The rules that arguments break.
     *
     * @param surroundings for {@code Fn::RefAll}, {@code Fn::ValueOf} and {@code Fn::ValueOfAll}
     */
    public List<RuleFailure> failures(Arguments arguments, Surroundings surroundings) {
        var evaluator = new RuleEvaluator(arguments, surroundings);
        return byName.values().stream().flatMap(rule -> evaluator.failures(rule).stream()).toList();
    }

    /**
     * The values that the rules leave a parameter, for a form that offers them: those named in
     * assertions of unconditional rules that are {@code Fn::Contains} of a literal list and a
     * {@code Ref} to it; empty when there is none such.
     */
    public Optional<List<String>> allowedValues(String parameter) {
        Optional<List<String>> allowed = Optional.empty();
        for (var rule : byName.values()) {
            if (rule.condition().isPresent()) {
                continue;
            }
            for (var assertion : rule.assertions()) {
                if (assertion.truth()
                                instanceof Expression.Contains(var list, Expression.Ref(var name))
                        && name.equals(parameter)) {
                    allowed = intersection(allowed, list.literalTexts());
                }
            }
        }
        return allowed;
    }

    /**
     * The values that a declaration and the rules leave its parameter; empty when neither names
     * any.
     */
    public Optional<List<String>> allowedValues(ParameterDeclaration declaration) {
        var declared = declaration.allowedValues();
        return intersection(
                declared.isEmpty() ? Optional.empty() : Optional.of(declared),
                allowedValues(declaration.name()));
    }

    private static Optional<List<String>> intersection(
            Optional<List<String>> one, Optional<List<String>> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return Optional.of(one.get().stream().filter(other.get()::contains).toList());
    }
}
