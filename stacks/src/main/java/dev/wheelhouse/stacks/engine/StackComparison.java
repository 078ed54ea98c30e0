package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.cloud.resource.ResourceSchema.Property;
import dev.wheelhouse.cloud.resource.ResourceSchema.Update;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.stacks.ResourceChange;
import dev.wheelhouse.stacks.ResourceChange.Action;
import dev.wheelhouse.stacks.ResourceChange.Detail;
import dev.wheelhouse.stacks.ResourceChange.Replacement;
import dev.wheelhouse.stacks.Stack;
import dev.wheelhouse.stacks.StackDefinition;
import dev.wheelhouse.stacks.StackDefinition.Argument;
import dev.wheelhouse.stacks.StackRefusal;
import dev.wheelhouse.stacks.StackResource;
import dev.wheelhouse.stacks.StackResource.Content;
import dev.wheelhouse.stacks.StackResource.Standing;
import dev.wheelhouse.stacks.template.TemplateException;
import dev.wheelhouse.store.sql.Handle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a stack is, beside what it is to be made from. */
final class StackComparison {
    private final Stack stack;
    private final Operation operation;
    private final StackDefinition definition;
    private final StackTemplate template;
    private final Handle db;

    private StackComparison(
            Stack stack,
            Operation operation,
            StackDefinition definition,
            StackTemplate template,
            Handle db) {
        this.stack = stack;
        this.operation = operation;
        this.definition = definition;
        this.template = template;
        this.db = db;
    }

    static StackComparison of(
            Parts parts, Handle db, Caller caller, Stack stack, StackDefinition definition) {
        return new StackComparison(
                stack,
                Operation.open(parts, db, stack, caller),
                definition,
                StackTemplate.of(parts, stack.id(), definition),
                db);
    }

    /**
     * @throws StackRefusal if a resource would become another type
     */
    void requireTypesKept() {
        var retyped =
                template.graph().keySet().stream()
                        .filter(logicalId ->
                                operation
                                        .current(logicalId)
                                        .filter(StackResource::physical)
                                        .filter(resource ->
                                                !resource.type().equals(template.type(logicalId)))
                                        .isPresent())
                        .toList();
        if (!retyped.isEmpty()) {
            throw StackRefusal.validation(
                    "Update of resource type is not permitted. The new template modifies resource"
                            + " type of the following resources: "
                            + retyped);
        }
    }

    /** Whether there is anything to do. */
    boolean differs() {
        var before = stack.definition();
        return !before.tags().equals(definition.tags())
                || !before.systemTags().equals(definition.systemTags())
                || !before.notificationArns().equals(definition.notificationArns())
                || !changes().isEmpty()
                || outputsDiffer();
    }

    private boolean outputsDiffer() {
        try {
            return !template.outputs(db, operation).equals(stack.outputs());
        } catch (TemplateException _) {
            return true;
        }
    }

    /** What is to be done, resource by resource, as far as that can be told beforehand. */
    List<ResourceChange> changes() {
        var changes = new LinkedHashMap<String, ResourceChange>();
        for (var logicalId : template.resolved().dependencies().order()) {
            change(logicalId, changes).ifPresent(change -> changes.put(logicalId, change));
        }
        for (var resource : operation.resources()) {
            if (resource.standing() == Standing.CURRENT && !template.has(resource.logicalId())) {
                changes.put(
                        resource.logicalId(),
                        new ResourceChange(
                                Action.REMOVE,
                                resource.logicalId(),
                                resource.physicalId(),
                                resource.type(),
                                Optional.empty(),
                                List.of()));
            }
        }
        return List.copyOf(changes.values());
    }

    private Optional<ResourceChange> change(String logicalId, Map<String, ResourceChange> others) {
        var current = operation.current(logicalId).filter(StackResource::physical);
        if (current.isEmpty()) {
            return Optional.of(
                    new ResourceChange(
                            Action.ADD,
                            logicalId,
                            Optional.empty(),
                            template.type(logicalId),
                            Optional.empty(),
                            List.of()));
        }
        var details = details(current.get(), others);
        if (details.isEmpty() && !current.get().status().failed()) {
            return Optional.empty();
        }
        return Optional.of(
                new ResourceChange(
                        Action.MODIFY,
                        logicalId,
                        current.get().physicalId(),
                        current.get().type(),
                        Optional.of(replacement(details)),
                        details));
    }

    private static Replacement replacement(List<Detail> details) {
        if (details.stream().anyMatch(detail -> detail.requiresRecreation().equals("Always"))) {
            return Replacement.TRUE;
        }
        return details.stream()
                        .anyMatch(detail -> detail.requiresRecreation().equals("Conditionally"))
                ? Replacement.CONDITIONAL
                : Replacement.FALSE;
    }

    private List<Detail> details(StackResource resource, Map<String, ResourceChange> others) {
        var logicalId = resource.logicalId();
        var details = new LinkedHashSet<Detail>();
        var properties = template.propertyReferences(logicalId);
        var schema = template.provider(logicalId).schema();
        var content = content(logicalId);
        if (content.isPresent()) {
            ResourceDifference.changedProperties(schema, resource.content(), content.get())
                    .forEach((name, update) ->
                            details.addAll(
                                    changed(
                                            name,
                                            update,
                                            properties.getOrDefault(name, Set.of()))));
            if (schema.systemTags() && !resource.content().tags().equals(content.get().tags())) {
                details.add(direct("Tags", Optional.empty(), "Never"));
            }
            if (!ResourceDifference.same(resource.content().metadata(), content.get().metadata())) {
                details.add(direct("Metadata", Optional.empty(), "Never"));
            }
        }
        properties.forEach((name, references) ->
                references.forEach(reference ->
                        follows(
                                        name,
                                        reference,
                                        Optional.ofNullable(schema.properties().get(name))
                                                .map(Property::update),
                                        others)
                                .ifPresent(details::add)));
        return new ArrayList<>(details);
    }

    private Optional<Content> content(String logicalId) {
        try {
            return Optional.of(template.content(db, operation, logicalId));
        } catch (TemplateException _) {
            return Optional.empty(); // refers to what is not there yet
        }
    }

    private List<Detail> changed(
            String property, Update update, Set<StackTemplate.Reference> references) {
        var recreation = update == Update.REPLACEMENT ? "Always" : "Never";
        var parameters =
                references.stream()
                        .filter(reference -> changedParameter(reference.name()))
                        .map(StackTemplate.Reference::name)
                        .toList();
        if (parameters.isEmpty()) {
            return List.of(direct("Properties", Optional.of(property), recreation));
        }
        var details = new ArrayList<Detail>();
        for (var parameter : parameters) {
            details.add(
                    new Detail(
                            "Properties",
                            Optional.of(property),
                            recreation,
                            "Static",
                            "ParameterReference",
                            Optional.of(parameter)));
        }
        details.add(
                new Detail(
                        "Properties",
                        Optional.of(property),
                        recreation,
                        "Dynamic",
                        "DirectModification",
                        Optional.empty()));
        return details;
    }

    private boolean changedParameter(String name) {
        return !argument(stack.definition(), name).equals(argument(definition, name))
                && argument(definition, name).isPresent();
    }

    private static Optional<Argument> argument(StackDefinition definition, String name) {
        return definition.arguments().stream()
                .filter(argument -> argument.key().equals(name))
                .findFirst();
    }

    private static Detail direct(String attribute, Optional<String> name, String recreation) {
        return new Detail(
                attribute, name, recreation, "Static", "DirectModification", Optional.empty());
    }

    /** A property that refers to a resource which changes may change with it. */
    private static Optional<Detail> follows(
            String property,
            StackTemplate.Reference reference,
            Optional<Update> update,
            Map<String, ResourceChange> others) {
        var other = others.get(reference.name());
        if (other == null || other.action() != Action.MODIFY) {
            return Optional.empty();
        }
        var isReplaced = other.replacement().equals(Optional.of(Replacement.TRUE));
        if (!isReplaced && reference.attribute().isEmpty()) {
            return Optional.empty();
        }
        var isFixed = update.equals(Optional.of(Update.REPLACEMENT));
        return Optional.of(
                new Detail(
                        "Properties",
                        Optional.of(property),
                        isFixed ? (isReplaced ? "Always" : "Conditionally") : "Never",
                        isReplaced ? "Static" : "Dynamic",
                        reference.attribute().isPresent()
                                ? "ResourceAttribute"
                                : "ResourceReference",
                        Optional.of(
                                reference
                                        .attribute()
                                        .map(attribute -> reference.name() + "." + attribute)
                                        .orElse(reference.name()))));
    }
}
