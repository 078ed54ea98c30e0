package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.stacks.template.TemplateException;
import dev.wheelhouse.store.sql.Handle;
import java.util.HashSet;
import java.util.Optional;

/**
 * What CloudFormation finds only once an operation runs, before any resource starts. Texts are
 * without {@code Rollback requested by user.}
 */
final class Preflight {
    private final Operation operation;
    private final StackTemplate template;

    Preflight(Operation operation, StackTemplate template) {
        this.operation = operation;
        this.template = template;
    }

    /** Why the operation can't begin; empty when it can. */
    Optional<String> obstacle() {
        return operation.parts().database().read(this::obstacle);
    }

    private Optional<String> obstacle(Handle db) {
        try {
            return absentArgument(db)
                    .or(this::unknownOutputAttribute)
                    .or(() -> missingImport(db))
                    .or(() -> exportClash(db))
                    .or(() -> exportInUse(db));
        } catch (TemplateException refused) {
            return Optional.of(StepFailure.text(refused));
        }
    }

    private Optional<String> absentArgument(Handle db) {
        return template.resolved().arguments().absent(template.surroundings(db)).stream()
                .findFirst()
                .map(absent -> absent.reason());
    }

    private Optional<String> unknownOutputAttribute() {
        var providers = operation.parts().providers();
        return template.resolved()
                .unknownOutputAttribute((type, attribute) ->
                        providers
                                .find(type)
                                .filter(provider ->
                                        provider.schema().attributes().contains(attribute))
                                .isPresent());
    }

    private Optional<String> missingImport(Handle db) {
        var surroundings = template.surroundings(db);
        return operation.stack().definition().imports().stream()
                .filter(name -> surroundings.exportedValue(name).isEmpty())
                .findFirst()
                .map(name -> "No export named " + name + " found.");
    }

    private Optional<String> exportClash(Handle db) {
        var id = operation.stack().id();
        return template.resolved().exportNames(template.surroundings(db)).values().stream()
                .flatMap(name ->
                        operation
                                .parts()
                                .exports()
                                .find(db, id.account(), id.region(), name)
                                .stream())
                .filter(export -> !export.exporter().equals(id))
                .findFirst()
                .map(ExportRules::clash);
    }

    /** An update may not take away what others import. */
    private Optional<String> exportInUse(Handle db) {
        var names =
                new HashSet<>(template.resolved().exportNames(template.surroundings(db)).values());
        return new ExportRules(operation.parts().exports())
                .inUse(db, operation.stack().id(), export -> !names.contains(export.name()));
    }
}
