package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.RESOURCE_NOT_FOUND;

import dev.wheelhouse.catalog.LaunchPath;
import dev.wheelhouse.catalog.Product;
import dev.wheelhouse.catalog.ProvisioningArtifact;
import dev.wheelhouse.catalog.sql.ProvisioningArtifactStore;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.servicecatalog.model.DescribeProductRequest;
import software.amazon.awssdk.services.servicecatalog.model.DescribeProductResponse;
import software.amazon.awssdk.services.servicecatalog.model.DescribeProductViewRequest;
import software.amazon.awssdk.services.servicecatalog.model.DescribeProductViewResponse;
import software.amazon.awssdk.services.servicecatalog.model.ProductViewAggregationValue;
import software.amazon.awssdk.services.servicecatalog.model.SearchProductsRequest;
import software.amazon.awssdk.services.servicecatalog.model.SearchProductsResponse;

/** What an end user sees of products: those that the user has a launch path to. */
final class ProductViews {
    private final Database database;
    private final ProvisioningArtifactStore artifacts;
    private final LaunchPathFinder finder;

    ProductViews(Database database, ProvisioningArtifactStore artifacts, LaunchPathFinder finder) {
        this.database = database;
        this.artifacts = artifacts;
        this.finder = finder;
    }

    SearchProductsResponse search(Call call, SearchProductsRequest request) {
        call.require(AuthorizedLookup.about("SearchProducts"));
        var filters = ProductFilter.admin(request.filtersAsStrings());
        var paging =
                Paging.of(
                        call,
                        "SearchProducts",
                        request.filtersAsStrings()
                                + " "
                                + request.sortByAsString()
                                + " "
                                + request.sortOrderAsString()
                                + " "
                                + call.caller().principalArn(),
                        request.pageToken(),
                        request.pageSize());
        return database.read(db -> {
            var found =
                    finder.launchable(db, call).stream()
                            .filter(filters::admits)
                            .sorted(
                                    ProductFilter.order(
                                            request.sortByAsString(),
                                            request.sortOrderAsString(),
                                            artifacts.counts(db)::of))
                            .toList();
            var page =
                    request.sortBy() == null && request.sortOrder() == null
                            ? paging.of(found, Products::cursor)
                            : paging.inOrder(found, product -> product.id().value());
            return SearchProductsResponse.builder()
                    .productViewSummaries(page.items().stream().map(Shapes::summary).toList())
                    .productViewAggregations(aggregations(found))
                    .nextPageToken(page.nextToken())
                    .build();
        });
    }

    private static Map<String, List<ProductViewAggregationValue>> aggregations(
            List<Product> found) {
        var aggregations = new LinkedHashMap<String, List<ProductViewAggregationValue>>();
        aggregations.put("Owner", counted(found, Product::owner));
        aggregations.put("ProductType", counted(found, product -> product.type().name()));
        aggregations.put("Vendor", counted(found, product -> product.distributor().orElse("")));
        return aggregations;
    }

    private static List<ProductViewAggregationValue> counted(
            List<Product> found, Function<Product, String> by) {
        return found.stream()
                .collect(
                        Collectors.groupingBy(
                                by, LinkedHashMap::new, Collectors.summingInt(_ -> 1)))
                .entrySet()
                .stream()
                .filter(count -> !count.getKey().isEmpty())
                .map(count ->
                        ProductViewAggregationValue.builder()
                                .value(count.getKey())
                                .approximateCount(count.getValue())
                                .build())
                .toList();
    }

    DescribeProductResponse describe(Call call, DescribeProductRequest request) {
        return database.read(db -> {
            var product =
                    finder.product(
                            db,
                            call,
                            "DescribeProduct",
                            request.id(),
                            request.name(),
                            "Id or Name");
            var paths = finder.paths(db, call, product.id());
            if (paths.isEmpty()) {
                throw LaunchPathFinder.noPath(product.id());
            }
            return DescribeProductResponse.builder()
                    .productViewSummary(Shapes.summary(product))
                    .provisioningArtifacts(versions(db, product))
                    .budgets(List.of())
                    .launchPaths(paths.stream().map(path -> shape(path)).toList())
                    .build();
        });
    }

    private static software.amazon.awssdk.services.servicecatalog.model.LaunchPath shape(
            LaunchPath path) {
        return software.amazon.awssdk.services.servicecatalog.model.LaunchPath.builder()
                .id(path.id().value())
                .name(path.name())
                .build();
    }

    DescribeProductViewResponse describeView(Call call, DescribeProductViewRequest request) {
        return database.read(db -> {
            var found =
                    finder.launchable(db, call).stream()
                            .filter(product -> product.viewId().equals(request.id()))
                            .findFirst();
            call.require(
                    found.map(product -> AuthorizedLookup.about("DescribeProductView", product))
                            .orElseGet(() -> AuthorizedLookup.about("DescribeProductView")));
            var product =
                    found.orElseThrow(() ->
                            RESOURCE_NOT_FOUND.because(
                                    "ProductView " + request.id() + " not found."));
            return DescribeProductViewResponse.builder()
                    .productViewSummary(Shapes.summary(product))
                    .provisioningArtifacts(versions(db, product))
                    .build();
        });
    }

    /** The versions that an end user sees: active ones. */
    private List<software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifact>
            versions(Handle db, Product product) {
        return artifacts.of(db, product).stream()
                .filter(ProvisioningArtifact::active)
                .map(artifact ->
                        software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifact
                                .builder()
                                .id(artifact.id().value())
                                .name(artifact.name())
                                .description(artifact.description().orElse(null))
                                .createdTime(Shapes.wholeSeconds(artifact.createdAt()))
                                .guidance(artifact.guidance().name())
                                .build())
                .toList();
    }
}
