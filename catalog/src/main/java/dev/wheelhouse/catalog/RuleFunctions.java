package dev.wheelhouse.catalog;

import dev.wheelhouse.document.Value;

/**
 * The structure of rule functions, checked when a template constraint is made: known names and the
 * number of their arguments. What they say is found out at launch, against the template's
 * parameters.
 */
final class RuleFunctions {
    private RuleFunctions() {}

    static void checkCondition(String rule, Value condition) {
        if (!(condition instanceof Value.Members members) || members.values().size() != 1) {
            throw new InvalidConstraintException(
                    "Rule " + rule + ": every condition must be an object with one function.");
        }
        var function = members.values().firstEntry();
        var arguments = function.getValue();
        switch (function.getKey()) {
            case "Fn::And", "Fn::Or" -> {
                sized(rule, function.getKey(), arguments, 2, 10)
                        .values()
                        .forEach(inner -> checkCondition(rule, inner));
            }
            case "Fn::Not" ->
                    sized(rule, "Fn::Not", arguments, 1, 1)
                            .values()
                            .forEach(inner -> checkCondition(rule, inner));
            case "Fn::Equals", "Fn::Contains", "Fn::EachMemberEquals", "Fn::EachMemberIn" ->
                    sized(rule, function.getKey(), arguments, 2, 2)
                            .values()
                            .forEach(inner -> checkOperand(rule, inner));
            default ->
                    throw new InvalidConstraintException(
                            "Rule "
                                    + rule
                                    + ": "
                                    + function.getKey()
                                    + " is not a rule-specific condition function.");
        }
    }

    private static void checkOperand(String rule, Value operand) {
        switch (operand) {
            case Value.Items items -> items.values().forEach(inner -> checkOperand(rule, inner));
            case Value.Members members -> checkFunction(rule, members);
            case Value.Null _ ->
                    throw new InvalidConstraintException(
                            "Rule " + rule + ": 'null' values are not allowed.");
            case Value.Text _, Value.Num _, Value.Bool _ -> {}
        }
    }

    private static void checkFunction(String rule, Value.Members members) {
        if (members.values().size() != 1) {
            throw new InvalidConstraintException(
                    "Rule " + rule + ": an operand must be a value or one function.");
        }
        var function = members.values().firstEntry();
        switch (function.getKey()) {
            case "Ref", "Fn::RefAll" -> {
                if (function.getValue().scalar().isEmpty()) {
                    throw new InvalidConstraintException(
                            "Rule " + rule + ": " + function.getKey() + " takes a string.");
                }
            }
            case "Fn::ValueOf", "Fn::ValueOfAll" ->
                    sized(rule, function.getKey(), function.getValue(), 2, 2)
                            .values()
                            .forEach(argument -> {
                                if (argument.scalar().isEmpty()) {
                                    throw new InvalidConstraintException(
                                            "Rule "
                                                    + rule
                                                    + ": "
                                                    + function.getKey()
                                                    + " takes literals only.");
                                }
                            });
            default -> checkCondition(rule, members);
        }
    }

    private static Value.Items sized(
            String rule, String function, Value arguments, int least, int most) {
        if (arguments instanceof Value.Items items
                && items.values().size() >= least
                && items.values().size() <= most) {
            return items;
        }
        throw new InvalidConstraintException(
                "Rule "
                        + rule
                        + ": "
                        + function
                        + " takes "
                        + (least == most ? "" + least : least + " to " + most)
                        + " argument"
                        + (most == 1 ? "" : "s")
                        + ".");
    }
}
