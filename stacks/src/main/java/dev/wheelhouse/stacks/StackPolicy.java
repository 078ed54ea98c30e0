package dev.wheelhouse.stacks;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.MalformedJsonException;
import dev.wheelhouse.document.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What updates may do to the resources of a stack. Without one they may do everything; with one,
 * only what a statement allows and none denies (CloudFormation User Guide, "Prevent updates to
 * stack resources").
 */
public final class StackPolicy {
    /** What an update does to a resource. */
    public enum Action {
        MODIFY("Update:Modify"),
        REPLACE("Update:Replace"),
        DELETE("Update:Delete");

        private final String text;

        Action(String text) {
            this.text = text;
        }
    }

    private static final Set<String> MEMBERS =
            Set.of(
                    "Sid",
                    "Effect",
                    "Action",
                    "NotAction",
                    "Principal",
                    "Resource",
                    "NotResource",
                    "Condition");
    private static final Set<String> ACTIONS =
            Set.of("Update:*", "Update:Modify", "Update:Replace", "Update:Delete");
    private static final String RESOURCE = "LogicalResourceId/";
    private static final String TYPE = "ResourceType";

    /** A list of texts that is to match, or not to. */
    private record Match(List<String> patterns, boolean negated) {
        boolean matches(String text) {
            return patterns.stream().anyMatch(pattern -> like(pattern, text)) != negated;
        }
    }

    private record Statement(
            boolean allows, Match actions, Match resources, Map<String, List<String>> types) {
        boolean speaksOf(Action action, String logicalId, String type) {
            return actions.matches(action.text)
                    && resources.matches(RESOURCE + logicalId)
                    && types.entrySet().stream().allMatch(of -> holds(of, type));
        }

        private static boolean holds(Map.Entry<String, List<String>> condition, String type) {
            var isPattern = condition.getKey().equals("StringLike");
            return condition.getValue().stream()
                    .anyMatch(value -> isPattern ? like(value, type) : value.equals(type));
        }
    }

    private final List<Statement> statements;

    private StackPolicy(List<Statement> statements) {
        this.statements = statements;
    }

    /**
     * Reads a policy.
     *
     * @param json its document
     * @throws StackRefusal if it is none
     */
    public static StackPolicy parse(String json) {
        try {
            var written = Json.readObject(json);
            if (!Set.of("Statement", "Version").containsAll(written.values().keySet())) {
                throw invalid();
            }
            var statements = new ArrayList<Statement>();
            for (var statement :
                    items(written.get("Statement").orElseThrow(StackPolicy::invalid))) {
                statements.add(statement(statement));
            }
            if (statements.isEmpty()) {
                throw invalid();
            }
            return new StackPolicy(statements);
        } catch (MalformedJsonException _) {
            throw invalid();
        }
    }

    private static Statement statement(Value value) {
        if (!(value instanceof Value.Members members)
                || !MEMBERS.containsAll(members.values().keySet())
                || !members.text("Principal").equals(Optional.of("*"))) {
            throw invalid();
        }
        var effect = members.text("Effect").orElseThrow(StackPolicy::invalid);
        if (!Set.of("Allow", "Deny").contains(effect)) {
            throw invalid();
        }
        var actions = match(members, "Action", "NotAction");
        var resources = match(members, "Resource", "NotResource");
        if (!ACTIONS.containsAll(actions.patterns())
                || !resources.patterns().stream()
                        .allMatch(name -> name.equals("*") || name.startsWith(RESOURCE))) {
            throw invalid();
        }
        return new Statement(effect.equals("Allow"), actions, resources, types(members));
    }

    private static Match match(Value.Members statement, String plain, String negated) {
        if (statement.has(plain) == statement.has(negated)) {
            throw invalid();
        }
        var name = statement.has(plain) ? plain : negated;
        return new Match(texts(statement.get(name).orElseThrow()), name.equals(negated));
    }

    private static Map<String, List<String>> types(Value.Members statement) {
        var types = new LinkedHashMap<String, List<String>>();
        if (!(statement.get("Condition").orElse(Value.object()) instanceof Value.Members written)) {
            throw invalid();
        }
        written.values()
                .forEach((operator, of) -> {
                    if (!Set.of("StringEquals", "StringLike").contains(operator)
                            || !(of instanceof Value.Members keys)
                            || !keys.values().keySet().equals(Set.of(TYPE))) {
                        throw invalid();
                    }
                    types.put(operator, texts(keys.get(TYPE).orElseThrow()));
                });
        return types;
    }

    private static List<String> texts(Value value) {
        var texts = new ArrayList<String>();
        for (var item : items(value)) {
            if (!(item instanceof Value.Text(var text))) {
                throw invalid();
            }
            texts.add(text);
        }
        if (texts.isEmpty()) {
            throw invalid();
        }
        return texts;
    }

    private static List<Value> items(Value value) {
        return value instanceof Value.Items(var items) ? items : List.of(value);
    }

    /**
     * Why an update may not do this; empty when it may.
     *
     * @param type the resource's type
     */
    public Optional<String> denial(Action action, String logicalId, String type) {
        var isAllowed = false;
        for (int index = 0; index < statements.size(); index++) {
            var statement = statements.get(index);
            if (!statement.speaksOf(action, logicalId, type)) {
                continue;
            }
            if (!statement.allows()) {
                return Optional.of(
                        denied(
                                "Statement [#" + (index + 1) + "] does not allow",
                                action,
                                logicalId));
            }
            isAllowed = true;
        }
        return isAllowed
                ? Optional.empty()
                : Optional.of(denied("no statement allows", action, logicalId));
    }

    private static String denied(String why, Action action, String logicalId) {
        return "Action denied by stack policy: %s [%s] for resource [%s%s];"
                .formatted(why, action.text, RESOURCE, logicalId);
    }

    private static boolean like(String pattern, String text) {
        var expression = new StringBuilder();
        for (var part : pattern.split("\\*", -1)) {
            expression.append(expression.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.matches(expression.toString(), text);
    }

    private static StackRefusal invalid() {
        return StackRefusal.validation("Error validating stack policy: Invalid stack policy");
    }
}
