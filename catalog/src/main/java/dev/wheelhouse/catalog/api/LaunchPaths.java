package dev.wheelhouse.catalog.api;

import dev.wheelhouse.catalog.LaunchPath;
import dev.wheelhouse.catalog.Product;
import dev.wheelhouse.catalog.sql.Cursor;
import dev.wheelhouse.catalog.sql.ProvisioningArtifactStore;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.util.List;
import software.amazon.awssdk.services.servicecatalog.model.ConstraintSummary;
import software.amazon.awssdk.services.servicecatalog.model.DescribeProvisioningParametersRequest;
import software.amazon.awssdk.services.servicecatalog.model.DescribeProvisioningParametersResponse;
import software.amazon.awssdk.services.servicecatalog.model.LaunchPathSummary;
import software.amazon.awssdk.services.servicecatalog.model.ListLaunchPathsRequest;
import software.amazon.awssdk.services.servicecatalog.model.ListLaunchPathsResponse;

/** By which ways an end user may launch a product, and what each asks for. */
final class LaunchPaths {
    private final Database database;
    private final ProvisioningArtifactStore artifacts;
    private final LaunchPathFinder finder;
    private final EndUserVersions versions;

    LaunchPaths(
            Database database,
            ProvisioningArtifactStore artifacts,
            LaunchPathFinder finder,
            EndUserVersions versions) {
        this.database = database;
        this.artifacts = artifacts;
        this.finder = finder;
        this.versions = versions;
    }

    ListLaunchPathsResponse list(Call call, ListLaunchPathsRequest request) {
        var paging =
                Paging.of(
                        call,
                        "ListLaunchPaths",
                        request.productId(),
                        request.pageToken(),
                        request.pageSize());
        return database.read(db -> {
            var product =
                    finder.product(
                            db, call, "ListLaunchPaths", request.productId(), null, "ProductId");
            var paths = finder.paths(db, call, product.id());
            if (paths.isEmpty()) {
                throw LaunchPathFinder.noPath(product.id());
            }
            var page = paging.of(paths, LaunchPaths::cursor);
            return ListLaunchPathsResponse.builder()
                    .launchPathSummaries(
                            page.items().stream().map(path -> summary(path, product)).toList())
                    .nextPageToken(page.nextToken())
                    .build();
        });
    }

    private static LaunchPathSummary summary(LaunchPath path, Product product) {
        return LaunchPathSummary.builder()
                .id(path.id().value())
                .name(path.name())
                .constraintSummaries(constraints(path))
                .tags(TagLists.write(path.tags(product)))
                .build();
    }

    private static List<ConstraintSummary> constraints(LaunchPath path) {
        return path.constraints().constraints().stream()
                .map(constraint ->
                        ConstraintSummary.builder()
                                .type(constraint.definition().type())
                                .description(constraint.description().orElse(null))
                                .build())
                .toList();
    }

    private static Cursor cursor(LaunchPath path) {
        var association = path.holding().association();
        return Cursor.at(association.createdAt(), association.portfolio().value());
    }

    DescribeProvisioningParametersResponse describeParameters(
            Call call, DescribeProvisioningParametersRequest request) {
        return database.read(db -> {
            var product =
                    finder.product(
                            db,
                            call,
                            "DescribeProvisioningParameters",
                            request.productId(),
                            request.productName(),
                            "ProductId or ProductName");
            var path = finder.path(db, call, product, request.pathId(), request.pathName());
            var artifact =
                    versions.named(
                            db,
                            product,
                            request.provisioningArtifactId(),
                            request.provisioningArtifactName());
            var template = EndUserVersions.parse(artifacts.template(db, artifact));
            var form = new LaunchForm(template, path, call.account());
            return DescribeProvisioningParametersResponse.builder()
                    .provisioningArtifactParameters(form.parameters())
                    .constraintSummaries(constraints(path))
                    .usageInstructions(form.usageInstructions())
                    .tagOptions(List.of())
                    .provisioningArtifactPreferences(form.preferences())
                    .provisioningArtifactOutputKeys(form.outputKeys())
                    .build();
        });
    }
}
