package dev.wheelhouse.stacks.api;

import static dev.wheelhouse.stacks.api.CloudFormationError.VALIDATION_ERROR;

import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.stacks.StackExport;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.stacks.api.PageToken.Page;
import dev.wheelhouse.stacks.sql.ExportStore;
import dev.wheelhouse.store.Database;
import software.amazon.awssdk.services.cloudformation.model.Export;
import software.amazon.awssdk.services.cloudformation.model.ListExportsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListExportsResponse;
import software.amazon.awssdk.services.cloudformation.model.ListImportsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListImportsResponse;

/** The export and import actions of the CloudFormation API. */
final class Exports {
    private static final int PAGE = 100;

    private final Database database;
    private final ExportStore exports;

    Exports(Database database, ExportStore exports) {
        this.database = database;
        this.exports = exports;
    }

    ListExportsResponse list(Call call, ListExportsRequest request) {
        call.require(AccessRequest.to("cloudformation:ListExports", "*"));
        var after = PageToken.position(request.nextToken()).orElse("");
        var found =
                database.read(
                        db -> exports.list(db, call.account(), call.region(), after, PAGE + 1));
        var page = Page.<StackExport>of(found, PAGE, StackExport::name);
        return ListExportsResponse.builder()
                .exports(
                        page.items().stream()
                                .map(export ->
                                        Export.builder()
                                                .name(export.name())
                                                .value(export.value())
                                                .exportingStackId(export.exporter().arn())
                                                .build())
                                .toList())
                .nextToken(page.next().orElse(null))
                .build();
    }

    ListImportsResponse listImports(Call call, ListImportsRequest request) {
        call.require(AccessRequest.to("cloudformation:ListImports", "*"));
        var importers =
                database.read(db ->
                        exports.importers(db, call.account(), call.region(), request.exportName()));
        if (importers.isEmpty()) {
            throw VALIDATION_ERROR.because(
                    "Export '" + request.exportName() + "' is not imported by any stack.");
        }
        return ListImportsResponse.builder()
                .imports(importers.stream().map(StackId::name).toList())
                .build();
    }
}
