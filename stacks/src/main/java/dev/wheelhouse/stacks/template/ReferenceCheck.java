package dev.wheelhouse.stacks.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Finds names that stand for nothing, in all branches, before anything has a value. */
final class ReferenceCheck {
    private final Template template;
    private final Set<String> settled = new HashSet<>();

    ReferenceCheck(Template template) {
        this.template = template;
    }

    /**
     * @throws TemplateException with CloudFormation's text
     */
    void check() {
        conditions();
        template.rules().requireParameters(template.parameters());
        resources();
        outputs();
    }

    private void conditions() {
        template.conditions()
                .forEach((_, condition) -> {
                    var references = References.of(condition, _ -> References.Branches.BOTH);
                    requireMaps(references);
                    var undeclared =
                            references.names().stream()
                                    .filter(Predicate.not(this::isParameter))
                                    .toList();
                    if (!undeclared.isEmpty()) {
                        throw TemplateException.format(
                                "Unresolved dependencies "
                                        + undeclared
                                        + ". Cannot reference resources in the Conditions"
                                        + " block of the template");
                    }
                    references.conditions().forEach(name -> requireCondition(name, "Conditions"));
                });
        template.conditions().keySet().forEach(name -> requireNoCircle(name, List.of()));
    }

    private void requireNoCircle(String name, List<String> path) {
        if (path.contains(name)) {
            throw TemplateException.format(
                    "Circular dependency between conditions: "
                            + path.subList(path.indexOf(name), path.size()));
        }
        var longer = new ArrayList<>(path);
        longer.add(name);
        var condition = template.conditions().get(name);
        if (condition != null && !settled.contains(name)) {
            References.of(condition, _ -> References.Branches.BOTH)
                    .conditions()
                    .forEach(next -> requireNoCircle(next, longer));
            settled.add(name);
        }
    }

    private void resources() {
        var unresolved = new LinkedHashSet<String>();
        for (var resource : template.resources().values()) {
            resource.condition().ifPresent(name -> requireCondition(name, "Resources"));
            var references = References.of(resource, _ -> References.Branches.BOTH);
            requireKnown(references, unresolved);
            resource.dependsOn().stream()
                    .filter(id -> !template.resources().containsKey(id))
                    .forEach(unresolved::add);
        }
        requireNone(unresolved, "Resources");
    }

    private void outputs() {
        var unresolved = new LinkedHashSet<String>();
        for (var output : template.outputs().values()) {
            output.condition().ifPresent(name -> requireCondition(name, "Outputs"));
            requireKnown(References.of(output, _ -> References.Branches.BOTH), unresolved);
            output.exportName()
                    .map(name -> References.of(name, _ -> References.Branches.BOTH).names())
                    .filter(names -> names.stream().anyMatch(template.resources()::containsKey))
                    .ifPresent(_ -> {
                        throw TemplateException.format(
                                "Output "
                                        + output.name()
                                        + " is malformed. The Name field of Export must not"
                                        + " depend on any resources, imported values, or"
                                        + " Fn::GetAZs.");
                    });
        }
        requireNone(unresolved, "Outputs");
    }

    private void requireKnown(References references, Set<String> unresolved) {
        requireMaps(references);
        references.conditions().stream()
                .filter(name -> !template.conditions().containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw TemplateException.error(
                            "unresolved condition dependency " + name + " in Fn::If");
                });
        references.getResources().stream()
                .filter(id -> !template.resources().containsKey(id))
                .findFirst()
                .ifPresent(id -> {
                    throw TemplateException.error(
                            "instance of Fn::GetAtt references undefined resource " + id);
                });
        references.inImports().stream()
                .filter(template.resources()::containsKey)
                .findFirst()
                .ifPresent(_ -> {
                    throw Misuse.imported();
                });
        references.refs().stream()
                .filter(name -> !isParameter(name) && !template.resources().containsKey(name))
                .forEach(unresolved::add);
        references.subAttributes().stream()
                .map(References.Attribute::resource)
                .filter(id -> !template.resources().containsKey(id))
                .forEach(unresolved::add);
    }

    private void requireMaps(References references) {
        references.maps().stream()
                .filter(name -> !template.mappings().has(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Mappings.noMapping(name);
                });
    }

    private void requireCondition(String name, String section) {
        if (!template.conditions().containsKey(name)) {
            throw TemplateException.format(
                    "Unresolved condition dependency %s in the %s block of the template"
                            .formatted(name, section));
        }
    }

    private boolean isParameter(String name) {
        return template.parameters().has(name) || PseudoParameters.isName(name);
    }

    private static void requireNone(Set<String> unresolved, String section) {
        if (!unresolved.isEmpty()) {
            throw TemplateException.format(unresolvedResources(unresolved, section));
        }
    }

    static String unresolvedResources(Set<String> names, String section) {
        return "Unresolved resource dependencies %s in the %s block of the template"
                .formatted(names, section);
    }
}
