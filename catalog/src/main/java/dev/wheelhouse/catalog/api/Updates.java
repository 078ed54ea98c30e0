package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;
import static dev.wheelhouse.catalog.api.CatalogError.RESOURCE_NOT_FOUND;

import dev.wheelhouse.catalog.CatalogIds;
import dev.wheelhouse.catalog.LaunchPath;
import dev.wheelhouse.catalog.LaunchPathId;
import dev.wheelhouse.catalog.Product;
import dev.wheelhouse.catalog.ProvisionedProduct;
import dev.wheelhouse.catalog.ProvisionedProduct.Running;
import dev.wheelhouse.catalog.ProvisionedProductState;
import dev.wheelhouse.catalog.ProvisioningArtifact;
import dev.wheelhouse.catalog.ProvisioningRecord;
import dev.wheelhouse.catalog.RecordId;
import dev.wheelhouse.catalog.Tags;
import dev.wheelhouse.catalog.launch.LaunchQueue;
import dev.wheelhouse.catalog.launch.LaunchWork;
import dev.wheelhouse.catalog.sql.ProductStore;
import dev.wheelhouse.catalog.sql.ProvisionedProductStore;
import dev.wheelhouse.catalog.sql.ProvisioningArtifactStore;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.stacks.template.Template;
import dev.wheelhouse.stacks.template.TemplateException;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.servicecatalog.model.UpdateProvisionedProductRequest;
import software.amazon.awssdk.services.servicecatalog.model.UpdateProvisionedProductResponse;
import software.amazon.awssdk.services.servicecatalog.model.UpdateProvisioningParameter;

/** The update of a provisioned product; what a request leaves out stays as it is. */
final class Updates {
    private final Database database;
    private final Launches launches;
    private final LaunchPathFinder finder;
    private final EndUserVersions versions;
    private final ProductStore products;
    private final ProvisioningArtifactStore artifacts;
    private final ProvisionedProductStore provisionedProducts;
    private final LaunchQueue queue;
    private final Idempotency idempotency;
    private final Entries journal;
    private final CatalogIds ids;

    Updates(
            Database database,
            Launches launches,
            LaunchPathFinder finder,
            EndUserVersions versions,
            ProductStore products,
            ProvisioningArtifactStore artifacts,
            ProvisionedProductStore provisionedProducts,
            LaunchQueue queue,
            Idempotency idempotency,
            Entries journal,
            CatalogIds ids) {
        this.database = database;
        this.launches = launches;
        this.finder = finder;
        this.versions = versions;
        this.products = products;
        this.artifacts = artifacts;
        this.provisionedProducts = provisionedProducts;
        this.queue = queue;
        this.idempotency = idempotency;
        this.journal = journal;
        this.ids = ids;
    }

    UpdateProvisionedProductResponse update(Call call, UpdateProvisionedProductRequest request) {
        var action = "UpdateProvisionedProduct";
        var requestedTags = TagLists.read(request.tags());
        if (request.provisioningPreferences() != null) {
            throw INVALID_PARAMETERS.because(Launches.STACK_SETS_ONLY);
        }
        var once = idempotency.once(call, action, request.updateToken(), request);
        var id = ids.record();
        return database.write(db -> {
            var before =
                    launches.named(
                            db,
                            call,
                            AuthorizedLookup.about(action),
                            request.provisionedProductId(),
                            request.provisionedProductName());
            var made = once.made(db, id.value());
            if (made.isPresent()) {
                return updated(launches.record(db, call, made.get()));
            }
            Launches.requireRest(before);
            var product = product(db, call, before, request);
            var path = path(db, call, before, product, request);
            Launches.requireStack(path);
            var artifact = artifact(db, before, product, request);
            var tags = tags(before, path, requestedTags);
            var running = Launches.running(product, artifact, path);
            var record = record(call, id, before, running, path, tags);
            var changing =
                    before.changing(new ProvisionedProductState.Updating(record.id()), record.id());
            provisionedProducts.update(db, before, changing);
            queue.submit(
                    db,
                    record,
                    work(db, call, request, before, running, path, artifact)
                            .with(launches.stackTags(path, product, tags)));
            journal.changed(
                    db,
                    call,
                    action,
                    before.arn(),
                    Entries.text("Status", before.state().status()),
                    Entries.text("Status", changing.state().status()));
            return updated(record);
        });
    }

    private static UpdateProvisionedProductResponse updated(ProvisioningRecord record) {
        return UpdateProvisionedProductResponse.builder()
                .recordDetail(RecordShapes.detail(record))
                .build();
    }

    private Product product(
            Handle db,
            Call call,
            ProvisionedProduct before,
            UpdateProvisionedProductRequest request) {
        if (Shapes.given(request.productId()) || Shapes.given(request.productName())) {
            return finder.allowedProduct(
                    db,
                    call,
                    request.productId(),
                    request.productName(),
                    "ProductId or ProductName");
        }
        return products.visibleTo(db, call.account(), call.region(), before.running().product())
                .orElseThrow(() -> LaunchPathFinder.noPath(before.running().product()));
    }

    /** The path that the request names, else the one that was taken before. */
    private LaunchPath path(
            Handle db,
            Call call,
            ProvisionedProduct before,
            Product product,
            UpdateProvisionedProductRequest request) {
        var named = Shapes.given(request.pathId()) || Shapes.given(request.pathName());
        var same = product.id().equals(before.running().product());
        var id =
                named || !same
                        ? request.pathId()
                        : LaunchPathId.through(before.running().portfolio()).value();
        return finder.path(db, call, product, id, request.pathName());
    }

    private ProvisioningArtifact artifact(
            Handle db,
            ProvisionedProduct before,
            Product product,
            UpdateProvisionedProductRequest request) {
        var running = before.running().artifact();
        var named =
                Shapes.given(request.provisioningArtifactId())
                        || Shapes.given(request.provisioningArtifactName());
        var artifact =
                named
                        ? versions.named(
                                db,
                                product,
                                request.provisioningArtifactId(),
                                request.provisioningArtifactName())
                        : artifacts
                                .find(db, product, running)
                                .orElseThrow(() ->
                                        RESOURCE_NOT_FOUND.because(
                                                "ProvisioningArtifact " + running + " not found."));
        if (!artifact.updatableFrom(running)) {
            throw INVALID_PARAMETERS.because(
                    "ProvisioningArtifact " + artifact.id() + " is not active or is deprecated.");
        }
        return artifact;
    }

    /**
     * Tags change only where a RESOURCE_UPDATE constraint allows it; else the wish is ignored. So
     * is one that only leaves out tags, without a new or another value.
     */
    private static Tags tags(ProvisionedProduct before, LaunchPath path, Tags requested) {
        var own = before.ownTags();
        var changes = !own.byKey().entrySet().containsAll(requested.byKey().entrySet());
        return path.constraints().tagUpdatesAllowed() && changes ? requested : own;
    }

    private ProvisioningRecord record(
            Call call,
            RecordId id,
            ProvisionedProduct before,
            Running running,
            LaunchPath path,
            Tags tags) {
        return new ProvisioningRecord(
                call.account(),
                call.region(),
                id,
                ProvisioningRecord.Type.UPDATE_PROVISIONED_PRODUCT,
                ProvisioningRecord.Status.CREATED,
                before.id(),
                before.name(),
                running,
                before.owner(),
                path.constraints().launchRoleArn(call.account()),
                List.of(),
                tags,
                List.of(),
                call.time(),
                call.time());
    }

    private LaunchWork work(
            Handle db,
            Call call,
            UpdateProvisionedProductRequest request,
            ProvisionedProduct before,
            Running running,
            LaunchPath path,
            ProvisioningArtifact artifact) {
        var given = new LinkedHashMap<String, String>();
        var previous = new LinkedHashSet<String>();
        for (var parameter : request.provisioningParameters()) {
            take(parameter, given, previous);
        }
        unlisted(db, before, artifact, given, previous);
        return new LaunchWork(
                call.caller().reference(),
                call.caller().arn(),
                call.requestId(),
                given,
                previous,
                path.constraints().rules().values(),
                Tags.none(),
                before.autoTags(running),
                Launches.notificationArns(List.of(), path),
                false);
    }

    /** A parameter keeps its value, whatever the request gives beside that wish, or takes one. */
    private static void take(
            UpdateProvisioningParameter parameter,
            Map<String, String> given,
            Set<String> previous) {
        var key = Launches.key(parameter.key());
        if (given.containsKey(key) || previous.contains(key)) {
            throw INVALID_PARAMETERS.because("Duplicate parameter: " + key + ".");
        }
        if (Boolean.TRUE.equals(parameter.usePreviousValue())) {
            previous.add(key);
        } else {
            given.put(key, text(parameter.value()));
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /**
     * Parameters that the request does not list keep their value, if the version before had them.
     */
    private void unlisted(
            Handle db,
            ProvisionedProduct before,
            ProvisioningArtifact artifact,
            Map<String, String> given,
            Set<String> previous) {
        var known =
                artifacts
                        .template(
                                db,
                                before.running().productAccount(),
                                before.region(),
                                before.running().artifact())
                        .flatMap(Updates::parameterNames)
                        .orElse(Set.of());
        parameterNames(artifacts.template(db, artifact)).orElse(Set.of()).stream()
                .filter(name -> known.contains(name) && !given.containsKey(name))
                .forEach(previous::add);
    }

    private static Optional<Set<String>> parameterNames(String template) {
        try {
            return Optional.of(Template.parse(template).parameters().byName().keySet());
        } catch (TemplateException _) {
            return Optional.empty(); // the engine refuses it with its own words
        }
    }
}
