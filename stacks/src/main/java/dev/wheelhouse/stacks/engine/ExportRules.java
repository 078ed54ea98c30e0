package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.stacks.StackEngine.StackOutput;
import dev.wheelhouse.stacks.StackExport;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.stacks.sql.ExportStore;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What holds between exports and imports. */
final class ExportRules {
    private final ExportStore exports;

    ExportRules(ExportStore exports) {
        this.exports = exports;
    }

    /** Why a stack's exports can't go, as far as they are those that the predicate names. */
    Optional<String> inUse(Handle db, StackId stack, Predicate<StackExport> going) {
        return exports.of(db, stack).stream()
                .filter(going)
                .flatMap(export ->
                        importer(db, stack, export.name()).stream()
                                .map(importer ->
                                        "Delete canceled. Cannot delete export "
                                                + export.name()
                                                + " as it is in use by "
                                                + importer.name()
                                                + "."))
                .findFirst();
    }

    /** Why a stack can't export these outputs: a name is taken, or a value is in use. */
    Optional<String> obstacle(Handle db, StackId stack, List<StackOutput> outputs) {
        for (var output : outputs) {
            if (output.exportName().isEmpty()) {
                continue;
            }
            var export =
                    exports.find(db, stack.account(), stack.region(), output.exportName().get());
            if (export.isEmpty()) {
                continue;
            }
            if (!export.get().exporter().equals(stack)) {
                return Optional.of(clash(export.get()));
            }
            var importer = importer(db, stack, export.get().name());
            if (importer.isPresent() && !export.get().value().equals(output.value())) {
                return Optional.of(
                        "Export "
                                + export.get().name()
                                + " cannot be updated as it is in use by "
                                + importer.get().name());
            }
        }
        return Optional.empty();
    }

    static String clash(StackExport export) {
        return "Export with name "
                + export.name()
                + " is already exported by stack "
                + export.exporter().name()
                + ".";
    }

    private Optional<StackId> importer(Handle db, StackId stack, String name) {
        return exports.importers(db, stack.account(), stack.region(), name).stream()
                .filter(importer -> !importer.equals(stack))
                .findFirst();
    }
}
