package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.BoundedMatch;
import dev.wheelhouse.document.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/** Reads the Parameters section. */
final class ParameterSection {
    private static final int MAX_DESCRIPTION = 4_000;
    private static final Set<String> MEMBERS =
            Set.of(
                    "Type",
                    "Default",
                    "Description",
                    "AllowedValues",
                    "AllowedPattern",
                    "MinLength",
                    "MaxLength",
                    "MinValue",
                    "MaxValue",
                    "NoEcho",
                    "ConstraintDescription");

    private ParameterSection() {}

    static Parameters read(Value.Members section) {
        Names.requireAtMost("parameters", section.values().size(), 200);
        var parameters = new LinkedHashMap<String, ParameterDeclaration>();
        section.values().forEach((name, value) -> parameters.put(name, parameter(name, value)));
        return new Parameters(parameters);
    }

    private static ParameterDeclaration parameter(String name, Value value) {
        Names.requireAlphanumeric("Parameter", name);
        if (!(value instanceof Value.Members parameter)) {
            throw TemplateException.format("Any Parameters member must be an object.");
        }
        parameter.values().keySet().stream()
                .filter(key -> !MEMBERS.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new TemplateException(
                            "Invalid template parameter property '" + key + "'");
                });
        var path = "/Parameters/" + name;
        return new ParameterDeclaration(
                name,
                type(parameter),
                text(parameter, "Default"),
                description(parameter),
                allowedValues(parameter),
                pattern(parameter, path),
                length(parameter, "MinLength", path),
                length(parameter, "MaxLength", path),
                number(parameter, "MinValue", path),
                number(parameter, "MaxValue", path),
                noEcho(parameter, path),
                text(parameter, "ConstraintDescription"));
    }

    private static ParameterType type(Value.Members parameter) {
        var text =
                parameter
                        .text("Type")
                        .orElseThrow(() ->
                                TemplateException.format(
                                        "Every Parameters object must contain a Type"
                                                + " member."));
        return ParameterType.of(text)
                .orElseThrow(
                        () -> TemplateException.format("Unrecognized parameter type: " + text));
    }

    private static Optional<String> text(Value.Members parameter, String member) {
        var value = parameter.get(member);
        if (value.isPresent() && value.get().scalar().isEmpty()) {
            throw TemplateException.format("Every " + member + " member must be a string.");
        }
        return value.flatMap(Value::scalar);
    }

    private static Optional<String> description(Value.Members parameter) {
        var description = text(parameter, "Description");
        description
                .filter(text -> text.codePointCount(0, text.length()) > MAX_DESCRIPTION)
                .ifPresent(_ -> {
                    throw TemplateException.format(
                            "'Description' length is greater than " + MAX_DESCRIPTION + ".");
                });
        return description;
    }

    private static List<String> allowedValues(Value.Members parameter) {
        var written = parameter.get("AllowedValues");
        if (written.isEmpty()) {
            return List.of();
        }
        if (!(written.get() instanceof Value.Items(var items))) {
            throw TemplateException.format("Every AllowedValues member must be a list.");
        }
        return items.stream()
                .map(item ->
                        item.scalar()
                                .orElseThrow(() ->
                                        TemplateException.format(
                                                "Every AllowedValues value must be"
                                                        + " a string.")))
                .toList();
    }

    private static Optional<String> pattern(Value.Members parameter, String path) {
        var pattern = text(parameter, "AllowedPattern");
        try {
            pattern.ifPresent(BoundedMatch::compile);
        } catch (PatternSyntaxException cause) {
            throw TemplateException.format(
                    "[%s/AllowedPattern] is not a regular expression: %s"
                            .formatted(path, cause.getDescription()));
        }
        return pattern;
    }

    private static Optional<BigDecimal> number(
            Value.Members parameter, String member, String path) {
        return text(parameter, member)
                .map(text ->
                        ParameterCheck.number(text)
                                .orElseThrow(() ->
                                        TemplateException.format(
                                                "[%s/%s] must be a number"
                                                        .formatted(path, member))));
    }

    private static Optional<Long> length(Value.Members parameter, String member, String path) {
        return text(parameter, member)
                .map(text -> {
                    if (!text.matches("[0-9]{1,9}")) {
                        throw TemplateException.format(
                                "[%s/%s] must be a whole number".formatted(path, member));
                    }
                    return Long.parseLong(text);
                });
    }

    private static boolean noEcho(Value.Members parameter, String path) {
        return text(parameter, "NoEcho")
                .map(text ->
                        switch (text) {
                            case "true", "True", "TRUE" -> true;
                            case "false", "False", "FALSE" -> false;
                            default ->
                                    throw TemplateException.format(
                                            "[" + path + "/NoEcho] must be a boolean");
                        })
                .orElse(false);
    }
}
