package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.stacks.template.ExpressionReader.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A rule that arguments must keep.
 *
 * @param name letters and digits; with more rules merged in, unique among all
 * @param condition when it is false, the rule is not asked
 * @param assertions all must be true
 * @param source the rule as it was written
 */
public record Rule(
        String name,
        Optional<Expression.Truth> condition,
        List<Assertion> assertions,
        Value.Members source) {
    private static final Set<String> MEMBERS = Set.of("RuleCondition", "Assertions");
    private static final Set<String> ASSERTION_MEMBERS = Set.of("Assert", "AssertDescription");
    private static final ExpressionReader READER = new ExpressionReader(Place.RULES);

    /**
     * What must be true.
     *
     * @param truth the function
     * @param description what is said when it is false
     */
    public record Assertion(Expression.Truth truth, Optional<String> description) {}

    public Rule {
        assertions = List.copyOf(assertions);
    }

    /**
     * Reads a rule.
     *
     * @throws TemplateException if its structure is wrong
     */
    static Rule of(String name, Value value) {
        Names.requireAlphanumeric("Rule", name);
        if (!(value instanceof Value.Members rule)) {
            throw TemplateException.format("Any Rules member must be an object.");
        }
        requireMembers(name, rule, MEMBERS);
        if (!(rule.get("Assertions").orElse(rule) instanceof Value.Items(var items))
                || items.isEmpty()) {
            throw TemplateException.format(
                    "[/Rules/" + name + "] Every Rules object must contain Assertions, a list.");
        }
        var assertions = new ArrayList<Assertion>();
        for (var item : items) {
            assertions.add(assertion(name, item));
        }
        return new Rule(
                name,
                rule.get("RuleCondition").map(condition -> truth(name, "RuleCondition", condition)),
                assertions,
                rule);
    }

    private static Assertion assertion(String rule, Value value) {
        if (!(value instanceof Value.Members assertion)) {
            throw withoutAssert(rule);
        }
        requireMembers(rule, assertion, ASSERTION_MEMBERS);
        return new Assertion(
                truth(
                        rule,
                        "Assert",
                        assertion.get("Assert").orElseThrow(() -> withoutAssert(rule))),
                Names.literal(assertion, "AssertDescription", "/Rules/" + rule));
    }

    private static TemplateException withoutAssert(String rule) {
        return TemplateException.format(
                "[/Rules/" + rule + "] Every Assertions member must contain an Assert.");
    }

    private static Expression.Truth truth(String rule, String member, Value value) {
        if (READER.read(value) instanceof Expression.Truth truth) {
            return truth;
        }
        throw TemplateException.format(
                "[/Rules/%s] %s must be a function that is true or false".formatted(rule, member));
    }

    private static void requireMembers(String rule, Value.Members object, Set<String> members) {
        object.values().keySet().stream()
                .filter(key -> !members.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new TemplateException(
                            "Invalid template rule property '%s' in rule %s".formatted(key, rule));
                });
    }

    Rule named(String newName) {
        return new Rule(newName, condition, assertions, source);
    }
}
