package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;
import static dev.wheelhouse.catalog.api.CatalogError.LIMIT_EXCEEDED;
import static dev.wheelhouse.catalog.api.CatalogError.RESOURCE_IN_USE;
import static dev.wheelhouse.catalog.api.CatalogError.RESOURCE_NOT_FOUND;

import dev.wheelhouse.catalog.CatalogIds;
import dev.wheelhouse.catalog.Product;
import dev.wheelhouse.catalog.ProductId;
import dev.wheelhouse.catalog.ProvisioningArtifact;
import dev.wheelhouse.catalog.ProvisioningArtifactId;
import dev.wheelhouse.catalog.Quotas;
import dev.wheelhouse.catalog.Tags;
import dev.wheelhouse.catalog.sql.ConstraintStore;
import dev.wheelhouse.catalog.sql.Cursor;
import dev.wheelhouse.catalog.sql.ProductAssociationStore;
import dev.wheelhouse.catalog.sql.ProductStore;
import dev.wheelhouse.catalog.sql.ProvisioningArtifactStore;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.servicecatalog.model.CreateProductRequest;
import software.amazon.awssdk.services.servicecatalog.model.CreateProductResponse;
import software.amazon.awssdk.services.servicecatalog.model.DeleteProductRequest;
import software.amazon.awssdk.services.servicecatalog.model.DeleteProductResponse;
import software.amazon.awssdk.services.servicecatalog.model.DescribeProductAsAdminRequest;
import software.amazon.awssdk.services.servicecatalog.model.DescribeProductAsAdminResponse;
import software.amazon.awssdk.services.servicecatalog.model.ProductSource;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactSummary;
import software.amazon.awssdk.services.servicecatalog.model.SearchProductsAsAdminRequest;
import software.amazon.awssdk.services.servicecatalog.model.SearchProductsAsAdminResponse;
import software.amazon.awssdk.services.servicecatalog.model.UpdateProductRequest;
import software.amazon.awssdk.services.servicecatalog.model.UpdateProductResponse;

/** The administrator's product actions of the Service Catalog API. */
final class Products {
    private static final Pattern URL = Pattern.compile("https?://");

    private final Database database;
    private final ProductStore products;
    private final ProvisioningArtifactStore artifacts;
    private final ProductAssociationStore associations;
    private final ConstraintStore constraints;
    private final Versions versions;
    private final AuthorizedLookup lookup;
    private final Idempotency idempotency;
    private final Entries journal;
    private final CatalogIds ids;
    private final Quotas quotas;

    Products(
            Database database,
            ProductStore products,
            ProvisioningArtifactStore artifacts,
            ProductAssociationStore associations,
            ConstraintStore constraints,
            Versions versions,
            AuthorizedLookup lookup,
            Idempotency idempotency,
            Entries journal,
            CatalogIds ids,
            Quotas quotas) {
        this.database = database;
        this.products = products;
        this.artifacts = artifacts;
        this.associations = associations;
        this.constraints = constraints;
        this.versions = versions;
        this.lookup = lookup;
        this.idempotency = idempotency;
        this.journal = journal;
        this.ids = ids;
        this.quotas = quotas;
    }

    CreateProductResponse create(Call call, CreateProductRequest request) {
        var tags = TagLists.read(request.tags());
        var once = idempotency.once(call, "CreateProduct", request.idempotencyToken(), request);
        var id = ids.product();
        var artifactId = ids.provisioningArtifact();
        return database.write(db -> {
            call.require(TagLists.asked(AuthorizedLookup.about("CreateProduct"), tags));
            var made = once.made(db, id + " " + artifactId);
            if (made.isPresent()) {
                return replayed(db, call, made.get());
            }
            var product = product(db, call, id, request, tags);
            products.insert(db, product);
            var artifact =
                    versions.make(
                            db,
                            call,
                            product,
                            artifactId,
                            request.provisioningArtifactParameters());
            journal.created(db, call, "CreateProduct", product.arn(), Entries.state(product));
            return created(product, artifact);
        });
    }

    private Product product(
            Handle db, Call call, ProductId id, CreateProductRequest request, Tags tags) {
        if (request.sourceConnection() != null) {
            throw INVALID_PARAMETERS.because("SourceConnection is not built yet.");
        }
        if (request.provisioningArtifactParameters() == null) {
            throw INVALID_PARAMETERS.because("ProvisioningArtifactParameters must be provided.");
        }
        TagLists.checkNumber(tags, quotas.tags());
        if (products.count(db, call.account(), call.region()) >= quotas.products()) {
            throw LIMIT_EXCEEDED.because("Product limit exceeded. Limit: " + quotas.products());
        }
        return new Product(
                call.account(),
                call.region(),
                id,
                ids.productView(),
                Versions.type(request.productTypeAsString()),
                request.name(),
                request.owner(),
                Optional.ofNullable(request.description()),
                Optional.ofNullable(request.distributor()),
                new Product.Support(
                        Optional.ofNullable(request.supportDescription()),
                        Optional.ofNullable(request.supportEmail()),
                        supportUrl(request.supportUrl())),
                tags,
                call.time());
    }

    private static Optional<String> supportUrl(@Nullable String url) {
        if (Shapes.given(url) && !URL.matcher(url).lookingAt()) {
            throw INVALID_PARAMETERS.because(
                    "SupportUrl must start with http:// or https://: " + url);
        }
        return Optional.ofNullable(url);
    }

    private CreateProductResponse replayed(Handle db, Call call, String made) {
        var productAndArtifact = made.split(" ", 2);
        var product = lookup.visibleProduct(db, call, "CreateProduct", productAndArtifact[0]);
        var artifact =
                artifacts
                        .find(db, product, new ProvisioningArtifactId(productAndArtifact[1]))
                        .orElseThrow(() ->
                                RESOURCE_NOT_FOUND.because(
                                        "ProvisioningArtifact "
                                                + productAndArtifact[1]
                                                + " not found."));
        return created(product, artifact);
    }

    private static CreateProductResponse created(Product product, ProvisioningArtifact artifact) {
        return CreateProductResponse.builder()
                .productViewDetail(Shapes.detail(product))
                .provisioningArtifactDetail(Shapes.detail(artifact))
                .tags(TagLists.write(product.tags()))
                .build();
    }

    DescribeProductAsAdminResponse describeAsAdmin(
            Call call, DescribeProductAsAdminRequest request) {
        return database.read(db -> {
            var product = named(db, call, request.id(), request.name());
            lookup.requireVisible(db, call, request.sourcePortfolioId());
            return DescribeProductAsAdminResponse.builder()
                    .productViewDetail(Shapes.detail(product))
                    .provisioningArtifactSummaries(
                            artifacts.of(db, product).stream().map(Products::summary).toList())
                    .tags(TagLists.write(product.tags()))
                    .tagOptions(List.of())
                    .budgets(List.of())
                    .build();
        });
    }

    private Product named(Handle db, Call call, @Nullable String id, @Nullable String name) {
        if (Shapes.given(id) == Shapes.given(name)) {
            throw INVALID_PARAMETERS.because("Exactly one of Id or Name must be provided.");
        }
        if (id != null && !id.isEmpty()) {
            return lookup.visibleProduct(db, call, "DescribeProductAsAdmin", id);
        }
        var named =
                Stream.concat(
                                products.ownedBy(db, call.account(), call.region()).stream(),
                                products.heldBy(db, call.account(), call.region()).stream())
                        .filter(product -> product.name().equals(name))
                        .distinct()
                        .toList();
        if (named.size() != 1) {
            call.require(AuthorizedLookup.about("DescribeProductAsAdmin"));
            if (named.isEmpty()) {
                throw RESOURCE_NOT_FOUND.because(
                        "Product with name " + name + " does not exist or access was denied.");
            }
            throw INVALID_PARAMETERS.because("Multiple Product with name " + name + " found.");
        }
        call.require(AuthorizedLookup.about("DescribeProductAsAdmin", named.getFirst()));
        return named.getFirst();
    }

    private static ProvisioningArtifactSummary summary(ProvisioningArtifact artifact) {
        return ProvisioningArtifactSummary.builder()
                .id(artifact.id().value())
                .name(artifact.name())
                .description(artifact.description().orElse(null))
                .createdTime(Shapes.wholeSeconds(artifact.createdAt()))
                .provisioningArtifactMetadata(Map.of())
                .build();
    }

    UpdateProductResponse update(Call call, UpdateProductRequest request) {
        var add = TagLists.read(request.addTags());
        return database.write(db -> {
            var before = lookup.ownProduct(db, call, "UpdateProduct", request.id());
            call.require(TagLists.asked(AuthorizedLookup.about("UpdateProduct", before), add));
            if (request.sourceConnection() != null) {
                throw INVALID_PARAMETERS.because("SourceConnection is not built yet.");
            }
            var after =
                    new Product(
                            before.account(),
                            before.region(),
                            before.id(),
                            before.viewId(),
                            before.type(),
                            Optional.ofNullable(request.name()).orElse(before.name()),
                            Optional.ofNullable(request.owner()).orElse(before.owner()),
                            Optional.ofNullable(request.description()).or(before::description),
                            Optional.ofNullable(request.distributor()).or(before::distributor),
                            new Product.Support(
                                    Optional.ofNullable(request.supportDescription())
                                            .or(before.support()::description),
                                    Optional.ofNullable(request.supportEmail())
                                            .or(before.support()::email),
                                    supportUrl(request.supportUrl()).or(before.support()::url)),
                            before.tags().changed(request.removeTags(), add),
                            before.createdAt());
            TagLists.checkNumber(after.tags(), quotas.tags(), INVALID_PARAMETERS);
            products.update(db, after);
            journal.changed(
                    db,
                    call,
                    "UpdateProduct",
                    after.arn(),
                    Entries.state(before),
                    Entries.state(after));
            return UpdateProductResponse.builder()
                    .productViewDetail(Shapes.detail(after))
                    .tags(TagLists.write(after.tags()))
                    .build();
        });
    }

    DeleteProductResponse delete(Call call, DeleteProductRequest request) {
        return database.write(db -> {
            var product = lookup.ownProduct(db, call, "DeleteProduct", request.id());
            var inUse =
                    associations.holdings(db, call.account(), call.region(), product.id()).stream()
                            .findFirst();
            if (inUse.isPresent()) {
                throw RESOURCE_IN_USE.because(
                        "Product "
                                + product.id()
                                + " is still associated with portfolio "
                                + inUse.get().association().portfolio());
            }
            artifacts.of(db, product).forEach(artifact -> artifacts.delete(db, artifact));
            constraints.deleteOf(db, product);
            associations.deleteOf(db, product);
            products.delete(db, product);
            journal.deleted(db, call, "DeleteProduct", product.arn(), Entries.state(product));
            return DeleteProductResponse.builder().build();
        });
    }

    SearchProductsAsAdminResponse searchAsAdmin(Call call, SearchProductsAsAdminRequest request) {
        var filters = ProductFilter.admin(request.filtersAsStrings());
        var sort = request.sortByAsString() + " " + request.sortOrderAsString();
        var paging =
                Paging.of(
                        call,
                        "SearchProductsAsAdmin",
                        request.portfolioId()
                                + " "
                                + request.filtersAsStrings()
                                + " "
                                + sort
                                + " "
                                + request.productSourceAsString(),
                        request.pageToken(),
                        request.pageSize());
        return database.read(db -> {
            var found =
                    candidates(db, call, request.portfolioId()).stream()
                            .filter(product ->
                                    request.productSource() != ProductSource.ACCOUNT
                                            || product.account().equals(call.account()))
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
            return SearchProductsAsAdminResponse.builder()
                    .productViewDetails(
                            page.items().stream().map(product -> Shapes.detail(product)).toList())
                    .nextPageToken(page.nextToken())
                    .build();
        });
    }

    private List<Product> candidates(Handle db, Call call, @Nullable String portfolioId) {
        if (portfolioId == null) {
            call.require(AuthorizedLookup.about("SearchProductsAsAdmin"));
            return products.ownedBy(db, call.account(), call.region());
        }
        var portfolio = lookup.visiblePortfolio(db, call, "SearchProductsAsAdmin", portfolioId);
        return products.inPortfolio(db, call.account(), call.region(), portfolio.id());
    }

    static Cursor cursor(Product product) {
        return Cursor.at(product.createdAt(), product.id().value());
    }
}
