package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;
import static dev.wheelhouse.catalog.api.CatalogError.LIMIT_EXCEEDED;
import static dev.wheelhouse.catalog.api.CatalogError.RESOURCE_IN_USE;
import static dev.wheelhouse.catalog.api.CatalogError.RESOURCE_NOT_FOUND;

import dev.wheelhouse.catalog.CatalogIds;
import dev.wheelhouse.catalog.Product;
import dev.wheelhouse.catalog.ProvisioningArtifact;
import dev.wheelhouse.catalog.ProvisioningArtifact.Guidance;
import dev.wheelhouse.catalog.ProvisioningArtifactId;
import dev.wheelhouse.catalog.Quotas;
import dev.wheelhouse.catalog.sql.ProductStore;
import dev.wheelhouse.catalog.sql.ProvisioningArtifactStore;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.stacks.template.RuleSet;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.servicecatalog.model.CreateProvisioningArtifactRequest;
import software.amazon.awssdk.services.servicecatalog.model.CreateProvisioningArtifactResponse;
import software.amazon.awssdk.services.servicecatalog.model.DeleteProvisioningArtifactRequest;
import software.amazon.awssdk.services.servicecatalog.model.DeleteProvisioningArtifactResponse;
import software.amazon.awssdk.services.servicecatalog.model.DescribeProvisioningArtifactRequest;
import software.amazon.awssdk.services.servicecatalog.model.DescribeProvisioningArtifactResponse;
import software.amazon.awssdk.services.servicecatalog.model.ListProvisioningArtifactsRequest;
import software.amazon.awssdk.services.servicecatalog.model.ListProvisioningArtifactsResponse;
import software.amazon.awssdk.services.servicecatalog.model.Status;
import software.amazon.awssdk.services.servicecatalog.model.UpdateProvisioningArtifactRequest;
import software.amazon.awssdk.services.servicecatalog.model.UpdateProvisioningArtifactResponse;

/** The actions on provisioning artifacts, the versions of a product. */
final class ProvisioningArtifacts {
    private final Database database;
    private final ProductStore products;
    private final ProvisioningArtifactStore artifacts;
    private final Versions versions;
    private final AuthorizedLookup lookup;
    private final Idempotency idempotency;
    private final Entries journal;
    private final CatalogIds ids;
    private final Quotas quotas;

    ProvisioningArtifacts(
            Database database,
            ProductStore products,
            ProvisioningArtifactStore artifacts,
            Versions versions,
            AuthorizedLookup lookup,
            Idempotency idempotency,
            Entries journal,
            CatalogIds ids,
            Quotas quotas) {
        this.database = database;
        this.products = products;
        this.artifacts = artifacts;
        this.versions = versions;
        this.lookup = lookup;
        this.idempotency = idempotency;
        this.journal = journal;
        this.ids = ids;
        this.quotas = quotas;
    }

    CreateProvisioningArtifactResponse create(
            Call call, CreateProvisioningArtifactRequest request) {
        var action = "CreateProvisioningArtifact";
        var once = idempotency.once(call, action, request.idempotencyToken(), request);
        var id = ids.provisioningArtifact();
        return database.write(db -> {
            var product = lookup.ownProduct(db, call, action, request.productId());
            var made = once.made(db, id.value());
            if (made.isPresent()) {
                return created(find(db, product, made.get()));
            }
            if (artifacts.of(db, product).size() >= quotas.artifactsPerProduct()) {
                throw LIMIT_EXCEEDED.because(
                        "ProvisioningArtifact limit exceeded. Limit: "
                                + quotas.artifactsPerProduct());
            }
            var artifact = versions.make(db, call, product, id, request.parameters());
            journal.created(db, call, action, product.arn(), Entries.state(artifact));
            return created(artifact);
        });
    }

    private static CreateProvisioningArtifactResponse created(ProvisioningArtifact artifact) {
        return CreateProvisioningArtifactResponse.builder()
                .provisioningArtifactDetail(Shapes.detail(artifact))
                .info(Shapes.info(artifact))
                .status(Status.CREATING)
                .build();
    }

    DescribeProvisioningArtifactResponse describe(
            Call call, DescribeProvisioningArtifactRequest request) {
        return database.read(db -> {
            var product = product(db, call, request.productId(), request.productName());
            var artifact =
                    named(
                            db,
                            product,
                            request.provisioningArtifactId(),
                            request.provisioningArtifactName());
            var info = new LinkedHashMap<>(Shapes.info(artifact));
            if (Boolean.TRUE.equals(request.verbose())
                    && product.account().equals(call.account())) {
                info.put("CloudFormationTemplate", artifacts.template(db, artifact));
            }
            var response =
                    DescribeProvisioningArtifactResponse.builder()
                            .provisioningArtifactDetail(Shapes.detail(artifact))
                            .info(info)
                            .status(Status.AVAILABLE);
            if (Boolean.TRUE.equals(request.includeProvisioningArtifactParameters())) {
                response.provisioningArtifactParameters(
                        ParameterShapes.of(
                                EndUserVersions.parse(artifacts.template(db, artifact)),
                                new RuleSet(new LinkedHashMap<>())));
            }
            return response.build();
        });
    }

    private Product product(Handle db, Call call, @Nullable String id, @Nullable String name) {
        if (Shapes.given(id) == Shapes.given(name)) {
            throw INVALID_PARAMETERS.because(
                    "Exactly one of ProductId or ProductName must be provided.");
        }
        if (id != null && !id.isEmpty()) {
            return lookup.visibleProduct(db, call, "DescribeProvisioningArtifact", id);
        }
        var named =
                Stream.concat(
                                products.ownedBy(db, call.account(), call.region()).stream(),
                                products.heldBy(db, call.account(), call.region()).stream())
                        .filter(product -> product.name().equals(name))
                        .distinct()
                        .toList();
        if (named.size() == 1) {
            call.require(AuthorizedLookup.about("DescribeProvisioningArtifact", named.getFirst()));
            return named.getFirst();
        }
        call.require(AuthorizedLookup.about("DescribeProvisioningArtifact"));
        if (named.isEmpty()) {
            throw RESOURCE_NOT_FOUND.because(
                    "Product with name " + name + " does not exist or access was denied.");
        }
        throw INVALID_PARAMETERS.because("Multiple Product with name " + name + " found.");
    }

    /** The version that a request names by id or by a name that is the product's only such. */
    private ProvisioningArtifact named(
            Handle db, Product product, @Nullable String id, @Nullable String name) {
        if (Shapes.given(id) == Shapes.given(name)) {
            throw INVALID_PARAMETERS.because(
                    "Exactly one of ProvisioningArtifactId or ProvisioningArtifactName must be"
                            + " provided.");
        }
        if (id != null && !id.isEmpty()) {
            return find(db, product, id);
        }
        var named =
                artifacts.of(db, product).stream()
                        .filter(artifact -> artifact.name().equals(name))
                        .toList();
        return switch (named.size()) {
            case 0 -> throw notFound(String.valueOf(name));
            case 1 -> named.getFirst();
            default ->
                    throw INVALID_PARAMETERS.because(
                            "Multiple Provisioning Artifact with name " + name + " found.");
        };
    }

    UpdateProvisioningArtifactResponse update(
            Call call, UpdateProvisioningArtifactRequest request) {
        return database.write(db -> {
            var product =
                    lookup.ownProduct(db, call, "UpdateProvisioningArtifact", request.productId());
            var before = find(db, product, request.provisioningArtifactId());
            var after =
                    new ProvisioningArtifact(
                            before.account(),
                            before.region(),
                            before.product(),
                            before.id(),
                            Optional.ofNullable(request.name()).orElse(before.name()),
                            Optional.ofNullable(request.description()).or(before::description),
                            before.type(),
                            before.source(),
                            request.active() == null ? before.active() : request.active(),
                            request.guidance() == null
                                    ? before.guidance()
                                    : Guidance.valueOf(request.guidanceAsString()),
                            before.createdAt());
            artifacts.update(db, after);
            journal.changed(
                    db,
                    call,
                    "UpdateProvisioningArtifact",
                    product.arn(),
                    Entries.state(before),
                    Entries.state(after));
            return UpdateProvisioningArtifactResponse.builder()
                    .provisioningArtifactDetail(Shapes.detail(after))
                    .info(Shapes.info(after))
                    .status(Status.AVAILABLE)
                    .build();
        });
    }

    DeleteProvisioningArtifactResponse delete(
            Call call, DeleteProvisioningArtifactRequest request) {
        return database.write(db -> {
            var product =
                    lookup.ownProduct(db, call, "DeleteProvisioningArtifact", request.productId());
            var artifact = find(db, product, request.provisioningArtifactId());
            if (artifacts.of(db, product).size() == 1) {
                throw RESOURCE_IN_USE.because(
                        "ProvisioningArtifact "
                                + artifact.id()
                                + " is the last one of product "
                                + product.id()
                                + " and cannot be deleted.");
            }
            artifacts.delete(db, artifact);
            journal.deleted(
                    db, call, "DeleteProvisioningArtifact", product.arn(), Entries.state(artifact));
            return DeleteProvisioningArtifactResponse.builder().build();
        });
    }

    ListProvisioningArtifactsResponse list(Call call, ListProvisioningArtifactsRequest request) {
        return database.read(db -> {
            var product =
                    lookup.visibleProduct(
                            db, call, "ListProvisioningArtifacts", request.productId());
            return ListProvisioningArtifactsResponse.builder()
                    .provisioningArtifactDetails(
                            artifacts.of(db, product).stream()
                                    .map(artifact -> Shapes.detail(artifact))
                                    .toList())
                    .build();
        });
    }

    private ProvisioningArtifact find(Handle db, Product product, String id) {
        return artifacts
                .find(db, product, new ProvisioningArtifactId(id))
                .orElseThrow(() -> notFound(id));
    }

    private static RuntimeException notFound(String idOrName) {
        return RESOURCE_NOT_FOUND.because("ProvisioningArtifact " + idOrName + " not found.");
    }
}
