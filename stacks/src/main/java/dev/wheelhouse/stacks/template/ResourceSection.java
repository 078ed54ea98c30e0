package dev.wheelhouse.stacks.template;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.stacks.template.ExpressionReader.Place;
import dev.wheelhouse.stacks.template.ResourceDeclaration.RetentionPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Reads the Resources section. */
final class ResourceSection {
    private static final Set<String> MEMBERS =
            Set.of(
                    "Type",
                    "Properties",
                    "DependsOn",
                    "Condition",
                    "DeletionPolicy",
                    "UpdateReplacePolicy",
                    "Metadata",
                    "CreationPolicy",
                    "UpdatePolicy",
                    "Description",
                    "Version");
    private static final ExpressionReader READER = new ExpressionReader(Place.RESOURCES);

    private ResourceSection() {}

    static SequencedMap<String, ResourceDeclaration> read(Value.Members section) {
        if (section.values().isEmpty()) {
            throw TemplateException.format("At least one Resources member must be defined.");
        }
        Names.requireAtMost("resources", section.values().size(), 500);
        var resources = new LinkedHashMap<String, ResourceDeclaration>();
        section.values().forEach((id, value) -> resources.put(id, resource(id, value)));
        return resources;
    }

    private static ResourceDeclaration resource(String logicalId, Value value) {
        if (logicalId.startsWith("Fn::")) {
            throw TemplateException.notBuilt(logicalId);
        }
        Names.requireAlphanumeric("Resource", logicalId);
        if (!(value instanceof Value.Members resource)) {
            throw TemplateException.format("Any Resources member must be an object.");
        }
        resource.values().keySet().forEach(ResourceSection::requireMember);
        var path = "/Resources/" + logicalId;
        var type =
                resource.get("Type")
                        .filter(Value.Text.class::isInstance)
                        .map(Value::toString)
                        .filter(text -> !text.isEmpty())
                        .orElseThrow(() ->
                                TemplateException.format(
                                        "["
                                                + path
                                                + "] Every Resources object must contain a"
                                                + " Type member."));
        return new ResourceDeclaration(
                logicalId,
                type,
                properties(resource, path),
                dependsOn(resource, path),
                Names.literal(resource, "Condition", path),
                policy(resource, "DeletionPolicy", path),
                policy(resource, "UpdateReplacePolicy", path),
                object(resource, "Metadata", path),
                object(resource, "CreationPolicy", path),
                object(resource, "UpdatePolicy", path),
                resource);
    }

    private static void requireMember(String name) {
        if (name.startsWith("Fn::")) {
            throw TemplateException.notBuilt(name);
        }
        if (!MEMBERS.contains(name)) {
            throw new TemplateException("Invalid template resource property '" + name + "'");
        }
    }

    private static Expression properties(Value.Members resource, String path) {
        return object(resource, "Properties", path).orElse(new Expression.Literal(Value.object()));
    }

    private static Optional<Expression> object(Value.Members resource, String member, String path) {
        var value = resource.get(member);
        if (value.isPresent() && !(value.get() instanceof Value.Members)) {
            throw TemplateException.format(
                    "[%s/%s] '%s' must be an object".formatted(path, member, member));
        }
        return value.map(READER::read);
    }

    private static List<String> dependsOn(Value.Members resource, String path) {
        return switch (resource.get("DependsOn").orElse(Value.list(List.of()))) {
            case Value.Text(var id) -> List.of(id);
            case Value.Items(var ids) when ids.stream().allMatch(Value.Text.class::isInstance) ->
                    ids.stream().map(Value::toString).distinct().toList();
            case Value _ ->
                    throw TemplateException.format(
                            "["
                                    + path
                                    + "/DependsOn] DependsOn must be a string or a list of"
                                    + " strings.");
        };
    }

    private static Optional<RetentionPolicy> policy(
            Value.Members resource, String member, String path) {
        var written = resource.get(member);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        var policy = written.flatMap(Value::scalar).flatMap(RetentionPolicy::of);
        var isForDeletionOnly =
                policy.filter(p -> p == RetentionPolicy.RETAIN_EXCEPT_ON_CREATE).isPresent();
        if (policy.isEmpty() || (isForDeletionOnly && !member.equals("DeletionPolicy"))) {
            throw TemplateException.format(
                    "[%s] Unrecognized %s %s"
                            .formatted(path, member, written.get().scalar().orElse("object")));
        }
        return policy;
    }
}
