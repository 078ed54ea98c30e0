package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;
import static dev.wheelhouse.catalog.api.CatalogError.RESOURCE_NOT_FOUND;

import dev.wheelhouse.catalog.ProvisioningRecord;
import dev.wheelhouse.catalog.RecordId;
import dev.wheelhouse.catalog.sql.Cursor;
import dev.wheelhouse.catalog.sql.RecordStore;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.servicecatalog.model.DescribeRecordRequest;
import software.amazon.awssdk.services.servicecatalog.model.DescribeRecordResponse;
import software.amazon.awssdk.services.servicecatalog.model.ListRecordHistoryRequest;
import software.amazon.awssdk.services.servicecatalog.model.ListRecordHistoryResponse;
import software.amazon.awssdk.services.servicecatalog.model.ListRecordHistorySearchFilter;

/** What was asked of provisioned products, and what came of it. */
final class Records {
    private final Database database;
    private final RecordStore records;

    Records(Database database, RecordStore records) {
        this.database = database;
        this.records = records;
    }

    DescribeRecordResponse describe(Call call, DescribeRecordRequest request) {
        var paging =
                Paging.of(
                        call,
                        "DescribeRecord",
                        request.id(),
                        request.pageToken(),
                        request.pageSize());
        var found =
                database.read(db ->
                        records.find(
                                db, call.account(), call.region(), new RecordId(request.id())));
        Levels.require(
                call,
                AuthorizedLookup.about("DescribeRecord"),
                found.map(ProvisioningRecord::owner),
                "Record",
                request.id());
        var record =
                found.orElseThrow(
                        () -> RESOURCE_NOT_FOUND.because("Record " + request.id() + " not found."));
        var page = paging.inOrder(record.outputs(), ProvisioningRecord.Output::key);
        return DescribeRecordResponse.builder()
                .recordDetail(RecordShapes.detail(record))
                .recordOutputs(RecordShapes.outputs(page.items()))
                .nextPageToken(page.nextToken())
                .build();
    }

    ListRecordHistoryResponse list(Call call, ListRecordHistoryRequest request) {
        var level = Levels.of(call, "ListRecordHistory", request.accessLevelFilter(), Levels.USER);
        var about = about(request.searchFilter());
        var paging =
                Paging.of(
                        call,
                        "ListRecordHistory",
                        level + " " + call.caller().arn() + " " + request.searchFilter(),
                        request.pageToken(),
                        request.pageSize());
        var page =
                paging.cut(
                        database.read(db ->
                                records.page(
                                        db,
                                        call.account(),
                                        call.region(),
                                        level.whose(call),
                                        about,
                                        paging.after(),
                                        paging.size() + 1)),
                        record -> Cursor.at(record.createdAt(), record.id().value()));
        return ListRecordHistoryResponse.builder()
                .recordDetails(
                        page.items().stream().map(record -> RecordShapes.detail(record)).toList())
                .nextPageToken(page.nextToken())
                .build();
    }

    private static RecordStore.About about(@Nullable ListRecordHistorySearchFilter filter) {
        if (filter == null || filter.key() == null) {
            return new RecordStore.About.Anything();
        }
        var id = filter.value() == null ? "" : filter.value();
        return switch (filter.key()) {
            case "product" -> new RecordStore.About.Product(id);
            case "provisionedproduct" -> new RecordStore.About.Provisioned(id);
            default ->
                    throw INVALID_PARAMETERS.because(
                            "Invalid SearchFilter key: "
                                    + filter.key()
                                    + ". Valid keys are product and provisionedproduct.");
        };
    }
}
