package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceSchema.Secrets;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.stacks.StackDefinition;
import dev.wheelhouse.stacks.StackDefinition.Argument;
import dev.wheelhouse.stacks.StackEngine.StackOutput;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.stacks.StackResource;
import dev.wheelhouse.stacks.StackResource.Awaited;
import dev.wheelhouse.stacks.StackResource.Content;
import dev.wheelhouse.stacks.StackResource.Retention;
import dev.wheelhouse.stacks.template.Arguments;
import dev.wheelhouse.stacks.template.Expression;
import dev.wheelhouse.stacks.template.PseudoParameters;
import dev.wheelhouse.stacks.template.ResolvedTemplate;
import dev.wheelhouse.stacks.template.ResourceDeclaration;
import dev.wheelhouse.stacks.template.ResourceDeclaration.RetentionPolicy;
import dev.wheelhouse.stacks.template.ResourceReferences;
import dev.wheelhouse.stacks.template.Surroundings;
import dev.wheelhouse.stacks.template.Template;
import dev.wheelhouse.stacks.template.TemplateException;
import dev.wheelhouse.store.sql.Handle;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A stack's template with its arguments, as the engine asks it. Immutable. */
final class StackTemplate {
    private static final Value MASKED = Value.text(Argument.MASK);

    private final Parts parts;
    private final StackId id;
    private final StackDefinition definition;
    private final PseudoParameters pseudoParameters;
    private final ResolvedTemplate resolved;
    private final Optional<ResolvedTemplate> masked;
    private final boolean holdsSecrets;

    private StackTemplate(
            Parts parts, StackId id, StackDefinition definition, ResolvedTemplate resolved) {
        this.parts = parts;
        this.id = id;
        this.definition = definition;
        this.pseudoParameters = pseudoParameters(id, definition.notificationArns());
        this.resolved = resolved;
        this.masked = masked();
        this.holdsSecrets =
                resolved.resources().keySet().stream()
                        .anyMatch(logicalId -> !secrets(logicalId).equals(Secrets.NONE));
    }

    /** The template of a definition that was admitted. */
    static StackTemplate of(Parts parts, StackId id, StackDefinition definition) {
        var template = parts.templates().parse(definition.templateBody());
        var resolved =
                template.with(
                        arguments(template, definition.arguments()),
                        pseudoParameters(id, definition.notificationArns()));
        return new StackTemplate(parts, id, definition, resolved);
    }

    static PseudoParameters pseudoParameters(StackId id, List<String> notificationArns) {
        return PseudoParameters.of(
                id.account().value(), id.region().value(), id.arn(), id.name(), notificationArns);
    }

    static Surroundings surroundings(
            Parts parts,
            Handle db,
            AccountId account,
            Region region,
            PseudoParameters pseudoParameters) {
        return new AccountSurroundings(
                parts.inventory(), parts.exports(), db, account, region, pseudoParameters);
    }

    private static Arguments arguments(Template template, List<Argument> arguments) {
        var texts = new LinkedHashMap<String, String>();
        var values = new LinkedHashMap<String, String>();
        for (var argument : arguments) {
            texts.put(argument.key(), argument.value());
            argument.resolved().ifPresent(value -> values.put(argument.key(), value));
        }
        return Arguments.restored(template.parameters(), texts, values);
    }

    /** The same with the mask in place of secrets; empty when there are none, or it can't be. */
    private Optional<ResolvedTemplate> masked() {
        if (definition.arguments().stream().noneMatch(Argument::noEcho)) {
            return Optional.of(resolved);
        }
        try {
            var shown = definition.arguments().stream().map(Argument::shown).toList();
            return Optional.of(
                    resolved.template()
                            .with(arguments(resolved.template(), shown), pseudoParameters));
        } catch (TemplateException _) {
            return Optional.empty();
        }
    }

    ResolvedTemplate resolved() {
        return resolved;
    }

    /** What each live resource needs, in template order. */
    Map<String, Set<String>> graph() {
        var graph = new LinkedHashMap<String, Set<String>>();
        resolved.resources()
                .keySet()
                .forEach(logicalId ->
                        graph.put(logicalId, resolved.dependencies().needs(logicalId)));
        return graph;
    }

    boolean has(String logicalId) {
        return resolved.resources().containsKey(logicalId);
    }

    String type(String logicalId) {
        return declaration(logicalId).type();
    }

    ResourceProvider provider(String logicalId) {
        return parts.providers()
                .find(type(logicalId))
                .orElseThrow(() ->
                        new TemplateException(
                                "There is no provider for " + type(logicalId) + " any more."));
    }

    Surroundings surroundings(Handle db) {
        return surroundings(parts, db, id.account(), id.region(), pseudoParameters);
    }

    /**
     * What a resource is to be made of, now that what it needs is there.
     *
     * @throws TemplateException if a function can't be evaluated
     */
    Content content(Handle db, Operation operation, String logicalId) {
        var surroundings = surroundings(db);
        var references = new OperationReferences(operation);
        var properties = resolved.properties(logicalId, surroundings, references);
        var metadata =
                resolved.metadata(logicalId, surroundings, references).orElse(Value.object())
                                instanceof Value.Members members
                        ? members
                        : Value.object();
        return new Content(
                properties,
                shown(logicalId, surroundings, references, properties),
                Map.of(),
                tags(logicalId),
                metadata,
                List.copyOf(resolved.dependencies().needs(logicalId)),
                deletionPolicy(logicalId),
                Optional.empty());
    }

    /** As {@link #content}, without properties when they can't be evaluated. */
    Content contentOrNothing(Handle db, Operation operation, String logicalId) {
        try {
            return content(db, operation, logicalId);
        } catch (TemplateException _) {
            return new Content(
                    Value.object(),
                    Value.object(),
                    Map.of(),
                    tags(logicalId),
                    Value.object(),
                    List.copyOf(resolved.dependencies().needs(logicalId)),
                    deletionPolicy(logicalId),
                    Optional.empty());
        }
    }

    private Value.Members shown(
            String logicalId,
            Surroundings surroundings,
            ResourceReferences references,
            Value.Members properties) {
        if (masked.isPresent() && Objects.equals(masked.get(), resolved) && !holdsSecrets) {
            return properties;
        }
        try {
            var shown =
                    masked.orElseThrow(() -> new TemplateException("Can't be masked"))
                            .properties(
                                    logicalId, surroundings, new ShownReferences(this, references));
            return secrets(logicalId).properties().stream()
                    .reduce(
                            shown,
                            (members, path) -> masked(members, List.of(path.split("/", -1))),
                            (_, last) -> last);
        } catch (TemplateException | IllegalArgumentException _) {
            var members = new LinkedHashMap<String, Value>();
            properties.values().keySet().forEach(name -> members.put(name, MASKED));
            return Value.object(members);
        }
    }

    private Secrets secrets(String logicalId) {
        return Optional.ofNullable(resolved.resources().get(logicalId))
                .flatMap(declared -> parts.providers().find(declared.type()))
                .map(provider -> provider.schema().secrets())
                .orElse(Secrets.NONE);
    }

    /** Properties with the mask at the end of a path, if there is something. */
    private static Value.Members masked(Value.Members members, List<String> path) {
        var name = path.getFirst();
        var value = members.values().get(name);
        if (value == null) {
            return members;
        }
        if (path.size() == 1) {
            return members.with(name, MASKED);
        }
        return value instanceof Value.Members inner
                ? members.with(name, masked(inner, path.subList(1, path.size())))
                : members.with(name, MASKED);
    }

    /** What resources give, with the mask in place of attributes that are secret. */
    private record ShownReferences(StackTemplate template, ResourceReferences all)
            implements ResourceReferences {
        @Override
        public Optional<Value> reference(String logicalId) {
            return all.reference(logicalId);
        }

        @Override
        public Optional<Value> attribute(String logicalId, String attribute) {
            return template.secrets(logicalId).attributes().contains(attribute)
                    ? Optional.of(MASKED)
                    : all.attribute(logicalId, attribute);
        }
    }

    private Map<String, String> tags(String logicalId) {
        var tags = definition.allTags();
        tags.put("aws:cloudformation:stack-name", id.name());
        tags.put("aws:cloudformation:stack-id", id.arn());
        tags.put("aws:cloudformation:logical-id", logicalId);
        return tags;
    }

    /**
     * The signals that a new resource waits for once it is made.
     *
     * @throws TemplateException if its CreationPolicy is wrong
     */
    Optional<Awaited> awaited(Handle db, Operation operation, String logicalId) {
        return declaration(logicalId)
                .creationPolicy()
                .flatMap(policy ->
                        resolved.evaluate(
                                policy, surroundings(db), new OperationReferences(operation)))
                .flatMap(CreationPolicy::of)
                .map(policy -> new Awaited(policy.count(), operation.now().plus(policy.timeout())));
    }

    /** What becomes of a resource that leaves the stack. */
    Retention deletionPolicy(String logicalId) {
        return declaration(logicalId)
                .deletionPolicy()
                .map(StackTemplate::retention)
                .orElse(Retention.DELETE);
    }

    /** What becomes of a resource that is replaced. */
    Retention updateReplacePolicy(String logicalId) {
        return declaration(logicalId)
                .updateReplacePolicy()
                .map(StackTemplate::retention)
                .orElse(Retention.DELETE);
    }

    /**
     * The outputs, once all resources are there.
     *
     * @throws TemplateException if one can't be evaluated
     */
    List<StackOutput> outputs(Handle db, Operation operation) {
        return resolved.outputs(surroundings(db), new OperationReferences(operation)).stream()
                .map(output ->
                        new StackOutput(
                                output.key(),
                                output.value(),
                                output.description(),
                                output.exportName()))
                .toList();
    }

    private ResourceDeclaration declaration(String logicalId) {
        return Objects.requireNonNull(resolved.resources().get(logicalId), logicalId);
    }

    /**
     * What a property refers to.
     *
     * @param name a parameter or a resource
     * @param attribute the resource's attribute, for {@code Fn::GetAtt}
     */
    record Reference(String name, Optional<String> attribute) {}

    /** What each property of a resource refers to. */
    Map<String, Set<Reference>> propertyReferences(String logicalId) {
        var references = new LinkedHashMap<String, Set<Reference>>();
        if (declaration(logicalId).properties() instanceof Expression.ObjectOf object) {
            object.members()
                    .forEach((name, expression) -> {
                        var found = new LinkedHashSet<Reference>();
                        collect(expression, found);
                        references.put(name, found);
                    });
        }
        return references;
    }

    private void collect(Expression expression, Set<Reference> references) {
        switch (expression) {
            case Expression.If choice ->
                    collect(
                            resolved.condition(choice.condition())
                                    ? choice.then()
                                    : choice.otherwise(),
                            references);
            case Expression.Ref(var name) -> references.add(new Reference(name, Optional.empty()));
            case Expression.GetAtt(var resource, var attribute) ->
                    references.add(new Reference(resource, attribute.literalText()));
            case Expression.Sub sub -> {
                sub.pieces().forEach(piece -> collect(piece, sub, references));
                sub.children().forEach(child -> collect(child, references));
            }
            default -> expression.children().forEach(child -> collect(child, references));
        }
    }

    private static void collect(
            Expression.Sub.Piece piece, Expression.Sub sub, Set<Reference> references) {
        switch (piece) {
            case Expression.Sub.Piece.Plain _ -> {}
            case Expression.Sub.Piece.Name(var name) -> {
                if (!sub.variables().containsKey(name)) {
                    references.add(new Reference(name, Optional.empty()));
                }
            }
            case Expression.Sub.Piece.Attribute(var resource, var attribute) ->
                    references.add(new Reference(resource, Optional.of(attribute)));
        }
    }

    private static Retention retention(RetentionPolicy policy) {
        return switch (policy) {
            case DELETE -> Retention.DELETE;
            case RETAIN -> Retention.RETAIN;
            case SNAPSHOT -> Retention.SNAPSHOT;
            case RETAIN_EXCEPT_ON_CREATE -> Retention.RETAIN_EXCEPT_ON_CREATE;
        };
    }

    /** What the resources that are there give to those that refer to them. */
    private record OperationReferences(Operation operation) implements ResourceReferences {
        @Override
        public Optional<Value> reference(String logicalId) {
            return operation.current(logicalId).flatMap(StackResource::physicalId).map(Value::text);
        }

        @Override
        public Optional<Value> attribute(String logicalId, String attribute) {
            return operation
                    .current(logicalId)
                    .map(resource -> resource.content().attributes().get(attribute));
        }
    }
}
