package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;

import dev.wheelhouse.catalog.ProvisionedProduct;
import dev.wheelhouse.catalog.ProvisionedProductSearch;
import dev.wheelhouse.catalog.ProvisioningRecord;
import dev.wheelhouse.catalog.sql.ProvisionedProductFinder;
import dev.wheelhouse.catalog.sql.ProvisionedProductFinder.Found;
import dev.wheelhouse.catalog.sql.RecordStore;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import software.amazon.awssdk.services.servicecatalog.model.DescribeProvisionedProductRequest;
import software.amazon.awssdk.services.servicecatalog.model.DescribeProvisionedProductResponse;
import software.amazon.awssdk.services.servicecatalog.model.GetProvisionedProductOutputsRequest;
import software.amazon.awssdk.services.servicecatalog.model.GetProvisionedProductOutputsResponse;
import software.amazon.awssdk.services.servicecatalog.model.ScanProvisionedProductsRequest;
import software.amazon.awssdk.services.servicecatalog.model.ScanProvisionedProductsResponse;
import software.amazon.awssdk.services.servicecatalog.model.SearchProvisionedProductsRequest;
import software.amazon.awssdk.services.servicecatalog.model.SearchProvisionedProductsResponse;

/** What there is to see of provisioned products. */
final class ProvisionedProducts {
    private final Database database;
    private final Launches launches;
    private final ProvisionedProductFinder finder;
    private final RecordStore records;

    ProvisionedProducts(
            Database database,
            Launches launches,
            ProvisionedProductFinder finder,
            RecordStore records) {
        this.database = database;
        this.launches = launches;
        this.finder = finder;
        this.records = records;
    }

    DescribeProvisionedProductResponse describe(
            Call call, DescribeProvisionedProductRequest request) {
        if (Shapes.given(request.id()) == Shapes.given(request.name())) {
            throw INVALID_PARAMETERS.because("Exactly one of Id or Name must be provided.");
        }
        var product =
                database.read(db ->
                        launches.named(
                                db,
                                call,
                                AuthorizedLookup.about("DescribeProvisionedProduct"),
                                request.id(),
                                request.name()));
        return DescribeProvisionedProductResponse.builder()
                .provisionedProductDetail(RecordShapes.detail(product))
                .cloudWatchDashboards(List.of())
                .build();
    }

    GetProvisionedProductOutputsResponse outputs(
            Call call, GetProvisionedProductOutputsRequest request) {
        var paging =
                Paging.of(
                        call,
                        "GetProvisionedProductOutputs",
                        request.provisionedProductId()
                                + " "
                                + request.provisionedProductName()
                                + " "
                                + request.outputKeys(),
                        request.pageToken(),
                        request.pageSize());
        var all =
                database.read(db ->
                        outputs(
                                db,
                                launches.named(
                                        db,
                                        call,
                                        AuthorizedLookup.about("GetProvisionedProductOutputs"),
                                        request.provisionedProductId(),
                                        request.provisionedProductName())));
        request.outputKeys().stream()
                .filter(key -> all.stream().noneMatch(output -> output.key().equals(key)))
                .findFirst()
                .ifPresent(key -> {
                    throw INVALID_PARAMETERS.because("Invalid output key: " + key + ".");
                });
        var wanted =
                all.stream()
                        .filter(output ->
                                request.outputKeys().isEmpty()
                                        || request.outputKeys().contains(output.key()))
                        .toList();
        var page = paging.inOrder(wanted, ProvisioningRecord.Output::key);
        return GetProvisionedProductOutputsResponse.builder()
                .outputs(RecordShapes.outputs(page.items()))
                .nextPageToken(page.nextToken())
                .build();
    }

    private List<ProvisioningRecord.Output> outputs(Handle db, ProvisionedProduct product) {
        return product.history()
                .lastSuccessful()
                .flatMap(id -> records.find(db, product.account(), product.region(), id))
                .map(ProvisioningRecord::outputs)
                .orElse(List.of());
    }

    ScanProvisionedProductsResponse scan(Call call, ScanProvisionedProductsRequest request) {
        var level =
                Levels.of(
                        call, "ScanProvisionedProducts", request.accessLevelFilter(), Levels.USER);
        var paging =
                Paging.of(
                        call,
                        "ScanProvisionedProducts",
                        level + " " + call.caller().arn(),
                        request.pageToken(),
                        request.pageSize());
        var page = page(call, ProvisionedProductSearch.all(level.whose(call)), paging);
        return ScanProvisionedProductsResponse.builder()
                .provisionedProducts(
                        page.items().stream().map(product -> RecordShapes.detail(product)).toList())
                .nextPageToken(page.nextToken())
                .build();
    }

    SearchProvisionedProductsResponse search(Call call, SearchProvisionedProductsRequest request) {
        var level =
                Levels.of(
                        call,
                        "SearchProvisionedProducts",
                        request.accessLevelFilter(),
                        Levels.ACCOUNT);
        var search =
                ProvisionedProductQuery.of(
                        level.whose(call),
                        request.filtersAsStrings(),
                        request.sortBy(),
                        request.sortOrderAsString());
        var paging =
                Paging.of(
                        call,
                        "SearchProvisionedProducts",
                        level
                                + " "
                                + call.caller().arn()
                                + " "
                                + request.filtersAsStrings()
                                + " "
                                + request.sortBy()
                                + " "
                                + request.sortOrderAsString(),
                        request.pageToken(),
                        request.pageSize());
        var page = page(call, search, paging);
        var total = database.read(db -> finder.count(db, call.account(), call.region(), search));
        return SearchProvisionedProductsResponse.builder()
                .provisionedProducts(page.items().stream().map(RecordShapes::attribute).toList())
                .totalResultsCount(total)
                .nextPageToken(page.nextToken())
                .build();
    }

    private Paging.Page<ProvisionedProduct> page(
            Call call, ProvisionedProductSearch search, Paging paging) {
        try {
            var page =
                    paging.at(
                            database.read(db ->
                                    finder.page(
                                            db,
                                            call.account(),
                                            call.region(),
                                            search,
                                            paging.place(),
                                            paging.size() + 1)),
                            Found::place);
            return new Paging.Page<>(
                    page.items().stream().map(Found::product).toList(), page.nextToken());
        } catch (NumberFormatException notATime) {
            throw Paging.invalid();
        }
    }
}
