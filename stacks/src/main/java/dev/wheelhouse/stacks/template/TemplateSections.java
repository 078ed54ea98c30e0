package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.stacks.template.ExpressionReader.Place;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Reads the sections of a template's document and checks their structure. */
final class TemplateSections {
    static final String VERSION = "2010-09-09";
    private static final int MAX_DESCRIPTION_BYTES = 1_024;
    private static final Set<String> SECTIONS =
            Set.of(
                    "AWSTemplateFormatVersion",
                    "Description",
                    "Metadata",
                    "Parameters",
                    "Rules",
                    "Mappings",
                    "Conditions",
                    "Transform",
                    "Resources",
                    "Outputs",
                    "Hooks");
    private static final Set<String> OUTPUT_MEMBERS =
            Set.of("Value", "Description", "Condition", "Export");
    private static final ExpressionReader OF_OUTPUTS = new ExpressionReader(Place.OUTPUTS);

    private final Value.Members document;

    TemplateSections(Value.Members document) {
        this.document = document;
    }

    /**
     * @throws TemplateException with CloudFormation's text
     */
    Template template() {
        refuseTransforms();
        var unknown =
                document.values().keySet().stream().filter(key -> !SECTIONS.contains(key)).toList();
        if (!unknown.isEmpty()) {
            throw new TemplateException("Invalid template property or properties " + unknown);
        }
        if (document.has("Hooks")) {
            throw TemplateException.notBuilt("The section Hooks");
        }
        var version = Names.literal(document, "AWSTemplateFormatVersion", "/");
        version.filter(text -> !text.equals(VERSION))
                .ifPresent(text -> {
                    throw TemplateException.format(
                            text + " is not a supported value for" + " AWSTemplateFormatVersion.");
                });
        var parameters = ParameterSection.read(section("Parameters"));
        var resources = ResourceSection.read(section("Resources"));
        return new Template(
                version,
                description(document),
                section("Metadata"),
                parameters,
                RuleSet.of(section("Rules")),
                Mappings.of(section("Mappings")),
                conditions(),
                resources,
                outputs());
    }

    private void refuseTransforms() {
        var declared = document.get("Transform");
        if (declared.isEmpty()) {
            return;
        }
        var transforms =
                declared.get() instanceof Value.Items(var items) ? items : List.of(declared.get());
        for (var transform : transforms) {
            var name =
                    transform instanceof Value.Members members
                            ? members.get("Name").orElse(transform)
                            : transform;
            if (!(name instanceof Value.Text)) {
                throw new TemplateException("Key Name of transform definition must be a string.");
            }
            throw TemplateException.notBuilt("The transform " + name);
        }
    }

    private Value.Members section(String name) {
        var section = document.get(name).orElse(Value.object());
        if (section instanceof Value.Members members) {
            return members;
        }
        throw TemplateException.format("[/%s] '%s' must be an object".formatted(name, name));
    }

    private static Optional<String> description(Value.Members of) {
        var description = of.get("Description").map(TemplateSections::describing);
        description
                .filter(text ->
                        text.getBytes(StandardCharsets.UTF_8).length > MAX_DESCRIPTION_BYTES)
                .ifPresent(_ -> {
                    throw TemplateException.format(
                            "'Description' length is greater than " + MAX_DESCRIPTION_BYTES + ".");
                });
        return description;
    }

    private static String describing(Value description) {
        return description
                .scalar()
                .orElseThrow(() ->
                        TemplateException.format("Every Description member must be a string."));
    }

    private SequencedMap<String, Expression.Truth> conditions() {
        var reader = new ExpressionReader(Place.CONDITIONS);
        var conditions = new LinkedHashMap<String, Expression.Truth>();
        section("Conditions")
                .values()
                .forEach((name, value) -> {
                    Names.requireAlphanumeric("Condition", name);
                    if (!(reader.read(value) instanceof Expression.Truth truth)) {
                        throw TemplateException.format(
                                "Conditions can only be boolean operations on parameters"
                                        + " and other conditions");
                    }
                    conditions.put(name, truth);
                });
        return conditions;
    }

    private SequencedMap<String, OutputDeclaration> outputs() {
        var section = section("Outputs").values();
        Names.requireAtMost("outputs", section.size(), 200);
        var outputs = new LinkedHashMap<String, OutputDeclaration>();
        section.forEach((name, value) -> outputs.put(name, output(name, value)));
        return outputs;
    }

    private static OutputDeclaration output(String name, Value value) {
        Names.requireAlphanumeric("Output", name);
        if (!(value instanceof Value.Members output)) {
            throw withoutValue();
        }
        output.values().keySet().stream()
                .filter(key -> !OUTPUT_MEMBERS.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new TemplateException("Invalid template output property '" + key + "'");
                });
        var path = "/Outputs/" + name;
        return new OutputDeclaration(
                name,
                OF_OUTPUTS.read(output.get("Value").orElseThrow(TemplateSections::withoutValue)),
                description(output),
                Names.literal(output, "Condition", path),
                output.get("Export").map(export -> exportName(name, export)));
    }

    private static TemplateException withoutValue() {
        return TemplateException.format("Every Outputs member must contain a Value object");
    }

    private static Expression exportName(String output, Value export) {
        if (export instanceof Value.Members members
                && members.values().size() == 1
                && members.has("Name")) {
            return OF_OUTPUTS.read(members.get("Name").orElseThrow());
        }
        throw TemplateException.format(
                "Output "
                        + output
                        + " is malformed. The Name field of Export must be specified if Export is"
                        + " specified.");
    }
}
