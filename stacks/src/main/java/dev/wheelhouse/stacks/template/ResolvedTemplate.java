package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * A template with its arguments: which resources and outputs are live, in which order resources
 * come and go, and what their properties are once that which they refer to exists.
 */
public final class ResolvedTemplate {
    private final Template template;
    private final Arguments arguments;
    private final PseudoParameters pseudoParameters;
    private final Map<String, Boolean> conditions;
    private final SequencedMap<String, ResourceDeclaration> resources;
    private final SequencedMap<String, OutputDeclaration> outputs;
    private final DependencyGraph dependencies;

    private ResolvedTemplate(
            Template template, Arguments arguments, PseudoParameters pseudoParameters) {
        this.template = template;
        this.arguments = arguments;
        this.pseudoParameters = pseudoParameters;
        this.conditions = new HashMap<>();
        template.conditions().keySet().forEach(this::condition);
        this.resources = live(template.resources(), ResourceDeclaration::condition);
        this.outputs = live(template.outputs(), OutputDeclaration::condition);
        requireLive();
        this.dependencies = DependencyGraph.of(needs());
    }

    static ResolvedTemplate of(
            Template template, Arguments arguments, PseudoParameters pseudoParameters) {
        return new ResolvedTemplate(template, arguments, pseudoParameters);
    }

    public Template template() {
        return template;
    }

    public Arguments arguments() {
        return arguments;
    }

    /** Whether a condition of the template is true. */
    public boolean condition(String name) {
        var known = conditions.get(name);
        if (known != null) {
            return known;
        }
        var condition = template.conditions().get(name);
        if (condition == null) {
            throw new IllegalArgumentException("The template has no condition " + name);
        }
        // The functions of conditions ask nothing of the account.
        var isTrue =
                evaluator(NoSurroundings.of(pseudoParameters), ResourceReferences.none())
                        .isTrue(condition);
        conditions.put(name, isTrue);
        return isTrue;
    }

    /** The resources whose condition is true, in template order. */
    public SequencedMap<String, ResourceDeclaration> resources() {
        return resources;
    }

    /** The outputs whose condition is true, in template order. */
    public SequencedMap<String, OutputDeclaration> outputs() {
        return outputs;
    }

    /** Which live resource needs which: by Ref, GetAtt, Sub and DependsOn. */
    public DependencyGraph dependencies() {
        return dependencies;
    }

    /** The rules, the template's and those added to it, that these arguments break. */
    public List<RuleFailure> ruleFailures(Surroundings surroundings) {
        return template.rules().failures(arguments, surroundings);
    }

    /**
     * A resource's properties, functions and dynamic references resolved.
     *
     * @param references must know all that the resource needs
     * @throws TemplateException if a function can't be evaluated
     */
    public Value.Members properties(
            String logicalId, Surroundings surroundings, ResourceReferences references) {
        var value =
                evaluator(surroundings, references)
                        .evaluate(resource(logicalId).properties())
                        .map(properties -> DynamicReferences.resolve(properties, surroundings))
                        .orElse(Value.object());
        if (value instanceof Value.Members members) {
            return members;
        }
        throw TemplateException.format(
                "[/Resources/%s/Properties] 'Properties' must be an object".formatted(logicalId));
    }

    /** A resource's Metadata, functions resolved; empty when it has none. */
    public Optional<Value> metadata(
            String logicalId, Surroundings surroundings, ResourceReferences references) {
        return resource(logicalId)
                .metadata()
                .flatMap(evaluator(surroundings, references)::evaluate);
    }

    /** An expression of this template; empty for {@code AWS::NoValue}. */
    public Optional<Value> evaluate(
            Expression expression, Surroundings surroundings, ResourceReferences references) {
        return evaluator(surroundings, references).evaluate(expression);
    }

    /**
     * The live outputs with their values, in template order.
     *
     * @throws TemplateException if a value is not text
     */
    public List<Output> outputs(Surroundings surroundings, ResourceReferences references) {
        var evaluator = evaluator(surroundings, references);
        var evaluated = new ArrayList<Output>();
        for (var output : outputs.values()) {
            var value =
                    evaluator
                            .text(output.value())
                            .orElseThrow(() ->
                                    TemplateException.format(
                                            "The Value field of every Outputs member must"
                                                    + " evaluate to a String."));
            evaluated.add(
                    new Output(
                            output.name(),
                            value,
                            output.description(),
                            output.exportName().map(name -> exportName(evaluator, output, name))));
        }
        return evaluated;
    }

    /** The names under which the live outputs are exported, by output name. */
    public SequencedMap<String, String> exportNames(Surroundings surroundings) {
        var evaluator = evaluator(surroundings, ResourceReferences.none());
        var names = new LinkedHashMap<String, String>();
        for (var output : outputs.values()) {
            output.exportName()
                    .ifPresent(
                            name -> names.put(output.name(), exportName(evaluator, output, name)));
        }
        return names;
    }

    private static String exportName(
            Evaluator evaluator, OutputDeclaration output, Expression name) {
        return evaluator
                .text(name)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() ->
                        TemplateException.format(
                                "Output "
                                        + output.name()
                                        + " is malformed. The Name field of Export must"
                                        + " evaluate to a String."));
    }

    /**
     * Finds the first attribute in live outputs that a type does not have. CloudFormation finds it
     * on execution, before any resource starts.
     *
     * @param known whether a type (first) has an attribute (second)
     * @return the reason, without {@code Rollback requested by user.} after it
     */
    public Optional<String> unknownOutputAttribute(BiPredicate<String, String> known) {
        for (var output : outputs.values()) {
            var unknown =
                    References.of(output, this::branches)
                            .attributes()
                            .filter(attribute ->
                                    !known.test(
                                            resource(attribute.resource()).type(),
                                            attribute.name()))
                            .findFirst();
            if (unknown.isPresent()) {
                return Optional.of(
                        "[Error] /Outputs/%s/Value/Fn::GetAtt: Resource type %s does not support attribute {%s}."
                                .formatted(
                                        output.name(),
                                        resource(unknown.get().resource()).type(),
                                        unknown.get().name()));
            }
        }
        return Optional.empty();
    }

    private ResourceDeclaration resource(String logicalId) {
        var resource = resources.get(logicalId);
        if (resource == null) {
            throw new IllegalArgumentException("The template has no live resource " + logicalId);
        }
        return resource;
    }

    private Evaluator evaluator(Surroundings surroundings, ResourceReferences references) {
        return new Evaluator(
                template.mappings(),
                arguments,
                pseudoParameters,
                this::condition,
                surroundings,
                references);
    }

    private References.Branches branches(String condition) {
        return condition(condition) ? References.Branches.THEN : References.Branches.OTHERWISE;
    }

    private <D> SequencedMap<String, D> live(
            Map<String, D> declared, Function<D, Optional<String>> condition) {
        var live = new LinkedHashMap<String, D>();
        declared.forEach((name, declaration) -> {
            if (condition.apply(declaration).map(this::condition).orElse(true)) {
                live.put(name, declaration);
            }
        });
        return Collections.unmodifiableSequencedMap(live);
    }

    private void requireLive() {
        var ofResources = new LinkedHashSet<String>();
        resources
                .values()
                .forEach(resource ->
                        ofResources.addAll(switchedOff(References.of(resource, this::branches))));
        if (!ofResources.isEmpty()) {
            throw TemplateException.format(
                    ReferenceCheck.unresolvedResources(ofResources, "Resources"));
        }
        var ofOutputs = new LinkedHashSet<String>();
        outputs.values()
                .forEach(output ->
                        ofOutputs.addAll(switchedOff(References.of(output, this::branches))));
        if (!ofOutputs.isEmpty()) {
            throw new TemplateException(ReferenceCheck.unresolvedResources(ofOutputs, "Outputs"));
        }
    }

    private Set<String> switchedOff(References references) {
        var names = new LinkedHashSet<String>();
        references.names().stream()
                .filter(name -> isResource(name) && !resources.containsKey(name))
                .forEach(names::add);
        return names;
    }

    private boolean isResource(String name) {
        return template.resources().containsKey(name) && !template.parameters().has(name);
    }

    private Map<String, Set<String>> needs() {
        var needs = new LinkedHashMap<String, Set<String>>();
        resources.forEach((id, resource) -> {
            var needed = new LinkedHashSet<String>();
            References.of(resource, this::branches).names().stream()
                    .filter(this::isResource)
                    .forEach(needed::add);
            // One that is switched off is not waited for.
            resource.dependsOn().stream().filter(resources::containsKey).forEach(needed::add);
            needs.put(id, needed);
        });
        return needs;
    }
}
