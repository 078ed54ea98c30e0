package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * A CloudFormation template: well-formed, and checked as far as that is possible without arguments.
 *
 * @param version {@code 2010-09-09} where it is said
 * @param description up to 1,024 bytes
 * @param metadata the Metadata section as it was written
 * @param parameters the Parameters section
 * @param rules the Rules section
 * @param mappings the Mappings section
 * @param conditions the Conditions section, in template order
 * @param resources the Resources section, in template order
 * @param outputs the Outputs section, in template order
 */
public record Template(
        Optional<String> version,
        Optional<String> description,
        Value.Members metadata,
        Parameters parameters,
        RuleSet rules,
        Mappings mappings,
        SequencedMap<String, Expression.Truth> conditions,
        SequencedMap<String, ResourceDeclaration> resources,
        SequencedMap<String, OutputDeclaration> outputs) {
    public Template {
        conditions = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(conditions));
        resources = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(resources));
        outputs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(outputs));
    }

    /**
     * Reads a template, JSON or YAML, and checks everything about it that needs no arguments:
     * structure, functions and what they name.
     *
     * @throws TemplateException with CloudFormation's text
     */
    public static Template parse(String text) {
        var template = new TemplateSections(TemplateReader.read(text)).template();
        new ReferenceCheck(template).check();
        return template;
    }

    /**
     * This template with more rules to hold: those of template constraints.
     *
     * @throws TemplateException if a rule's name is taken already, or a rule refers to a parameter
     *     that this template does not have
     */
    public Template withRules(RuleSet more) {
        var template =
                new Template(
                        version,
                        description,
                        metadata,
                        parameters,
                        rules.and(more),
                        mappings,
                        conditions,
                        resources,
                        outputs);
        more.requireParameters(parameters);
        return template;
    }

    /**
     * Refuses types that nobody provides.
     *
     * @throws TemplateException that names them all
     */
    public void requireTypes(Predicate<String> known) {
        var unknown = new TreeSet<String>();
        resources
                .values()
                .forEach(resource -> {
                    if (!known.test(resource.type())) {
                        unknown.add(resource.type());
                    }
                });
        if (!unknown.isEmpty()) {
            throw TemplateException.format("Unrecognized resource types: " + unknown);
        }
    }

    /**
     * Refuses {@code Fn::GetAtt} and {@code Fn::Sub} in the Resources section of attributes that a
     * type does not have. Those in Outputs are found later, by {@link
     * ResolvedTemplate#unknownOutputAttribute}.
     *
     * @param known whether a type (first) has an attribute (second)
     * @throws TemplateException that names the first
     */
    public void requireAttributes(BiPredicate<String, String> known) {
        for (var resource : resources.values()) {
            References.of(resource, _ -> References.Branches.BOTH)
                    .attributes()
                    .forEach(attribute -> {
                        var of = resources.get(attribute.resource());
                        if (of != null && !known.test(of.type(), attribute.name())) {
                            throw TemplateException.error(
                                    "resource %s does not support attribute type %s in Fn::GetAtt"
                                            .formatted(attribute.resource(), attribute.name()));
                        }
                    });
        }
    }

    /**
     * Refuses functions whose arguments are literals that name nothing: keys that are in no map, a
     * place that is in no list, a region that is none.
     *
     * @param isRegion whether a text is the code of a region
     * @throws TemplateException that names the first
     */
    public void requireLiterals(Predicate<String> isRegion) {
        new LiteralCheck(this, isRegion).check();
    }

    /**
     * This template with its arguments: conditions decided, and checked as far as that was not
     * possible before.
     *
     * @throws TemplateException if a resource or output that is live refers to a resource that is
     *     not, or resources depend on each other in a circle
     */
    public ResolvedTemplate with(Arguments arguments, PseudoParameters pseudoParameters) {
        return ResolvedTemplate.of(this, arguments, pseudoParameters);
    }

    /** The types of its resources by logical id. */
    public Map<String, String> typesByLogicalId() {
        var types = new LinkedHashMap<String, String>();
        resources.forEach((logicalId, resource) -> types.put(logicalId, resource.type()));
        return types;
    }
}
