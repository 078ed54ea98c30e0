package dev.wheelhouse.catalog;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.MalformedJsonException;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.stacks.template.RuleSet;
import dev.wheelhouse.stacks.template.TemplateException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the JSON text that a constraint's parameters are given in (API: CreateConstraint). */
public final class ConstraintParameters {
    private static final Pattern ROLE_ARN =
            Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/[\\w+=,.@/-]+");
    private static final Pattern ROLE_NAME = Pattern.compile("[\\w+=,.@-]{1,64}");
    private static final Pattern TOPIC_ARN =
            Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[\\w-]{1,256}(\\.fifo)?");
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]+");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    private ConstraintParameters() {}

    /**
     * Reads a constraint's parameters.
     *
     * @param type the API's name of the constraint's type
     * @param text JSON
     * @throws InvalidConstraintException if the type is unknown or the text does not fit it
     */
    public static Constraint.Definition read(String type, String text) {
        return switch (type) {
            case "LAUNCH" -> launch(object(text));
            case "NOTIFICATION" -> notification(object(text));
            case "RESOURCE_UPDATE" -> resourceUpdate(object(text));
            case "STACKSET" -> stackSet(object(text));
            case "TEMPLATE" -> template(text);
            default ->
                    throw new InvalidConstraintException(
                            "Unknown constraint type: "
                                    + type
                                    + ". Valid types are LAUNCH, NOTIFICATION, RESOURCE_UPDATE,"
                                    + " STACKSET and TEMPLATE.");
        };
    }

    private static Constraint.Definition launch(Value.Members parameters) {
        known(parameters, Set.of("RoleArn", "LocalRoleName"));
        var roleArn = parameters.text("RoleArn");
        var roleName = parameters.text("LocalRoleName");
        if (roleArn.isPresent() == roleName.isPresent()) {
            throw new InvalidConstraintException(
                    "Exactly one of RoleArn or LocalRoleName must be provided.");
        }
        if (roleArn.isPresent()) {
            return new Constraint.LaunchRole(matching(roleArn.get(), ROLE_ARN, "RoleArn"));
        }
        return new Constraint.LocalLaunchRole(
                matching(roleName.orElseThrow(), ROLE_NAME, "LocalRoleName"));
    }

    private static Constraint.Definition notification(Value.Members parameters) {
        known(parameters, Set.of("NotificationArns"));
        var topics = texts(parameters, "NotificationArns");
        if (topics.isEmpty() || topics.size() > 5) {
            throw new InvalidConstraintException(
                    "NotificationArns must hold 1 to 5 topics, not " + topics.size() + ".");
        }
        topics.forEach(topic -> matching(topic, TOPIC_ARN, "NotificationArns"));
        return new Constraint.Notification(topics);
    }

    private static Constraint.Definition resourceUpdate(Value.Members parameters) {
        known(parameters, Set.of("Version", "Properties"));
        var properties = member(parameters, "Properties");
        known(properties, Set.of("TagUpdateOnProvisionedProduct"));
        var allowed =
                properties
                        .text("TagUpdateOnProvisionedProduct")
                        .orElseThrow(() -> missing("TagUpdateOnProvisionedProduct"));
        return new Constraint.ResourceUpdate(permission(allowed, "TagUpdateOnProvisionedProduct"));
    }

    private static boolean permission(String value, String name) {
        return switch (value) {
            case "ALLOWED" -> true;
            case "NOT_ALLOWED" -> false;
            default ->
                    throw new InvalidConstraintException(
                            name + " must be ALLOWED or NOT_ALLOWED, not " + value + ".");
        };
    }

    private static Constraint.Definition stackSet(Value.Members parameters) {
        known(parameters, Set.of("Version", "Properties"));
        var properties = member(parameters, "Properties");
        known(
                properties,
                Set.of(
                        "AccountList",
                        "RegionList",
                        "AdminRole",
                        "ExecutionRole",
                        "StackInstanceControl"));
        var accounts = texts(properties, "AccountList");
        accounts.forEach(account -> matching(account, ACCOUNT, "AccountList"));
        var regions = texts(properties, "RegionList");
        regions.forEach(region -> matching(region, REGION, "RegionList"));
        var adminRole = properties.text("AdminRole");
        adminRole.ifPresent(role -> matching(role, ROLE_ARN, "AdminRole"));
        var executionRole = properties.text("ExecutionRole");
        executionRole.ifPresent(role -> matching(role, ROLE_NAME, "ExecutionRole"));
        properties
                .text("StackInstanceControl")
                .ifPresent(control -> permission(control, "StackInstanceControl"));
        return new Constraint.StackSet(accounts, regions, adminRole, executionRole);
    }

    /** Takes {@code {"Rules": {...}}} and, as the CDK sends it, the rules without that frame. */
    private static Constraint.Definition template(String text) {
        try {
            return new Constraint.Template(RuleSet.parse(text));
        } catch (TemplateException cause) {
            throw new InvalidConstraintException(String.valueOf(cause.getMessage()));
        }
    }

    private static Value.Members object(String text) {
        try {
            return Json.readObject(text);
        } catch (MalformedJsonException cause) {
            throw new InvalidConstraintException(
                    "Constraint parameters are not well-formed JSON (line "
                            + cause.line()
                            + ", column "
                            + cause.column()
                            + "): "
                            + cause.getMessage());
        }
    }

    private static Value.Members member(Value.Members parameters, String name) {
        if (parameters.get(name).orElseThrow(() -> missing(name)) instanceof Value.Members found) {
            return found;
        }
        throw new InvalidConstraintException(name + " must be an object.");
    }

    private static List<String> texts(Value.Members parameters, String name) {
        if (!(parameters.get(name).orElseThrow(() -> missing(name)) instanceof Value.Items items)) {
            throw new InvalidConstraintException(name + " must be a list.");
        }
        return items.values().stream()
                .map(item ->
                        item.scalar()
                                .orElseThrow(() ->
                                        new InvalidConstraintException(
                                                name + " must hold strings only.")))
                .toList();
    }

    private static void known(Value.Members parameters, Set<String> names) {
        parameters.values().keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidConstraintException(
                            "Unknown constraint parameter: " + name + ".");
                });
    }

    private static InvalidConstraintException missing(String name) {
        return new InvalidConstraintException("Constraint parameter " + name + " is missing.");
    }

    private static String matching(String value, Pattern pattern, String name) {
        if (!pattern.matcher(value).matches()) {
            throw new InvalidConstraintException("Invalid value for " + name + ": " + value + ".");
        }
        return value;
    }
}
