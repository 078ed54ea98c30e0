package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.stacks.Stack;
import dev.wheelhouse.stacks.StackDefinition;
import dev.wheelhouse.stacks.StackResource;
import dev.wheelhouse.stacks.StackResource.Standing;
import dev.wheelhouse.stacks.template.TemplateException;
import org.jdbi.v3.core.Handle;

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

    /** Whether there is anything to do. */
    boolean differs() {
        var before = stack.definition();
        return !before.tags().equals(definition.tags())
                || !before.systemTags().equals(definition.systemTags())
                || !before.notificationArns().equals(definition.notificationArns())
                || template.graph().keySet().stream()
                        .anyMatch(logicalId -> difference(logicalId) != ResourceDifference.NONE)
                || operation.resources().stream()
                        .filter(resource -> resource.standing() == Standing.CURRENT)
                        .anyMatch(resource -> !template.has(resource.logicalId()))
                || outputsDiffer();
    }

    /** What is to be done about a resource, as far as that can be told beforehand. */
    private ResourceDifference difference(String logicalId) {
        var current = operation.current(logicalId);
        if (current.isEmpty() || current.get().status().failed()) {
            return ResourceDifference.REPLACEMENT;
        }
        return difference(current.get());
    }

    private ResourceDifference difference(StackResource resource) {
        var logicalId = resource.logicalId();
        if (!resource.type().equals(template.type(logicalId))) {
            return ResourceDifference.REPLACEMENT;
        }
        try {
            return ResourceDifference.between(
                    template.provider(logicalId).schema(),
                    resource.content(),
                    template.content(db, operation, logicalId));
        } catch (TemplateException _) {
            return ResourceDifference.IN_PLACE; // refers to what is not there yet
        }
    }

    private boolean outputsDiffer() {
        try {
            return !template.outputs(db, operation).equals(stack.outputs());
        } catch (TemplateException _) {
            return true;
        }
    }
}
