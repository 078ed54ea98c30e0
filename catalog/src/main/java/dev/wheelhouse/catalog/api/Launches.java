package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;
import static dev.wheelhouse.catalog.api.CatalogError.RESOURCE_NOT_FOUND;

import dev.wheelhouse.catalog.CatalogIds;
import dev.wheelhouse.catalog.CatalogSettings;
import dev.wheelhouse.catalog.LaunchPath;
import dev.wheelhouse.catalog.Product;
import dev.wheelhouse.catalog.ProvisionedProduct;
import dev.wheelhouse.catalog.ProvisionedProduct.History;
import dev.wheelhouse.catalog.ProvisionedProduct.Owner;
import dev.wheelhouse.catalog.ProvisionedProduct.Running;
import dev.wheelhouse.catalog.ProvisionedProductId;
import dev.wheelhouse.catalog.ProvisionedProductState;
import dev.wheelhouse.catalog.ProvisioningArtifact;
import dev.wheelhouse.catalog.ProvisioningRecord;
import dev.wheelhouse.catalog.RecordId;
import dev.wheelhouse.catalog.Tags;
import dev.wheelhouse.catalog.launch.LaunchQueue;
import dev.wheelhouse.catalog.launch.LaunchWork;
import dev.wheelhouse.catalog.sql.ProvisionedProductStore;
import dev.wheelhouse.catalog.sql.RecordStore;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.servicecatalog.model.ProvisionProductRequest;
import software.amazon.awssdk.services.servicecatalog.model.ProvisionProductResponse;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningParameter;
import software.amazon.awssdk.services.servicecatalog.model.TerminateProvisionedProductRequest;
import software.amazon.awssdk.services.servicecatalog.model.TerminateProvisionedProductResponse;

/**
 * The launch and the termination: each checks what can be told at once, writes record, provisioned
 * product and job in one transaction, and answers; the worker does the rest.
 */
final class Launches {
    static final String STACK_SETS_ONLY =
            "ProvisioningPreferences are for provisioned products of type CFN_STACKSET only.";

    private final Database database;
    private final LaunchPathFinder finder;
    private final EndUserVersions versions;
    private final ProvisionedProductStore provisionedProducts;
    private final RecordStore records;
    private final LaunchQueue queue;
    private final Idempotency idempotency;
    private final Entries journal;
    private final CatalogIds ids;
    private final CatalogSettings settings;

    Launches(
            Database database,
            LaunchPathFinder finder,
            EndUserVersions versions,
            ProvisionedProductStore provisionedProducts,
            RecordStore records,
            LaunchQueue queue,
            Idempotency idempotency,
            Entries journal,
            CatalogIds ids,
            CatalogSettings settings) {
        this.database = database;
        this.finder = finder;
        this.versions = versions;
        this.provisionedProducts = provisionedProducts;
        this.records = records;
        this.queue = queue;
        this.idempotency = idempotency;
        this.journal = journal;
        this.ids = ids;
        this.settings = settings;
    }

    ProvisionProductResponse provision(Call call, ProvisionProductRequest request) {
        var tags = TagLists.read(request.tags());
        var parameters = parameters(request.provisioningParameters());
        if (request.provisioningPreferences() != null) {
            throw INVALID_PARAMETERS.because(STACK_SETS_ONLY);
        }
        var action = "ProvisionProduct";
        var once = idempotency.once(call, action, request.provisionToken(), request);
        var id = ids.record();
        return database.write(db -> {
            var product =
                    finder.product(
                            db,
                            call,
                            action,
                            request.productId(),
                            request.productName(),
                            "ProductId or ProductName");
            call.require(TagLists.asked(AuthorizedLookup.about(action, product), tags));
            var made = once.made(db, id.value());
            if (made.isPresent()) {
                return provisioned(record(db, call, made.get()));
            }
            var path = finder.path(db, call, product, request.pathId(), request.pathName());
            requireStack(path);
            var artifact =
                    versions.named(
                            db,
                            product,
                            request.provisioningArtifactId(),
                            request.provisioningArtifactName());
            if (!artifact.launchable()) {
                throw INVALID_PARAMETERS.because(
                        "ProvisioningArtifact "
                                + artifact.id()
                                + " is deprecated and cannot be launched.");
            }
            var name = request.provisionedProductName();
            if (provisionedProducts.named(db, call.account(), call.region(), name).isPresent()) {
                throw INVALID_PARAMETERS.because("A stack named " + name + " already exists.");
            }
            var running = running(product, artifact, path);
            var launch = launched(call, id, name, running, path, tags, request.provisionToken());
            var record = record(call, launch, running, path);
            var stackTags = stackTags(path, product, tags);
            provisionedProducts.insert(db, launch);
            queue.submit(
                    db,
                    record,
                    new LaunchWork(
                            call.caller().reference(),
                            call.caller().arn(),
                            call.requestId(),
                            parameters,
                            Set.of(),
                            path.constraints().rules().values(),
                            stackTags,
                            launch.autoTags(running),
                            notificationArns(request.notificationArns(), path),
                            false));
            journal.created(
                    db,
                    call,
                    action,
                    launch.arn(),
                    Entries.text("RecordId", record.id().value())
                            .with("Status", Value.text("UNDER_CHANGE")));
            return provisioned(record);
        });
    }

    private static ProvisionProductResponse provisioned(ProvisioningRecord record) {
        return ProvisionProductResponse.builder().recordDetail(RecordShapes.detail(record)).build();
    }

    private ProvisionedProduct launched(
            Call call,
            RecordId record,
            String name,
            Running running,
            LaunchPath path,
            Tags tags,
            @Nullable String token) {
        return new ProvisionedProduct(
                call.account(),
                call.region(),
                ids.provisionedProduct(),
                name,
                running,
                Owner.of(call.caller()),
                path.constraints().launchRoleArn(call.account()),
                new ProvisionedProductState.Launching(record),
                Optional.empty(),
                Optional.ofNullable(token),
                tags,
                new History(record, record, Optional.empty()),
                call.time());
    }

    private static ProvisioningRecord record(
            Call call, ProvisionedProduct launch, Running running, LaunchPath path) {
        return new ProvisioningRecord(
                call.account(),
                call.region(),
                launch.history().last(),
                ProvisioningRecord.Type.PROVISION_PRODUCT,
                ProvisioningRecord.Status.CREATED,
                launch.id(),
                launch.name(),
                running,
                launch.owner(),
                path.constraints().launchRoleArn(call.account()),
                List.of(),
                launch.tags(),
                List.of(),
                call.time(),
                call.time());
    }

    static Running running(Product product, ProvisioningArtifact artifact, LaunchPath path) {
        return new Running(
                product.account(),
                product.id(),
                product.name(),
                artifact.id(),
                artifact.name(),
                path.portfolio().account(),
                path.portfolio().id());
    }

    /** The request's tags, over those of portfolio and product if these are to come along. */
    Tags stackTags(LaunchPath path, Product product, Tags tags) {
        var all = settings.tagsReachStacks() ? path.tags(product).under(tags) : tags;
        TagLists.checkNumber(
                all, settings.quotas().tagsPerProvisionedProduct(), INVALID_PARAMETERS);
        return all;
    }

    /** Launches of stack sets are not built yet. */
    static void requireStack(LaunchPath path) {
        if (path.constraints().stackSet().isPresent()) {
            throw INVALID_PARAMETERS.because(
                    "The product has a STACKSET constraint on this path; launching stack sets is"
                            + " not built yet.");
        }
    }

    static List<String> notificationArns(List<String> requested, LaunchPath path) {
        var arns = new ArrayList<>(requested);
        path.constraints().notificationArns().stream()
                .filter(arn -> !arns.contains(arn))
                .forEach(arns::add);
        return arns;
    }

    private static Map<String, String> parameters(List<ProvisioningParameter> list) {
        var parameters = new LinkedHashMap<String, String>();
        for (var parameter : list) {
            var value = parameter.value() == null ? "" : parameter.value();
            if (parameters.put(key(parameter.key()), value) != null) {
                throw INVALID_PARAMETERS.because("Duplicate parameter: " + parameter.key() + ".");
            }
        }
        return parameters;
    }

    /** The key of a parameter; the model lets a request leave it out. */
    static String key(@Nullable String key) {
        if (key == null) {
            throw INVALID_PARAMETERS.because("Each of ProvisioningParameters must have a Key.");
        }
        return key;
    }

    TerminateProvisionedProductResponse terminate(
            Call call, TerminateProvisionedProductRequest request) {
        var action = "TerminateProvisionedProduct";
        var once = idempotency.once(call, action, request.terminateToken(), request);
        return database.write(db -> {
            var product =
                    named(
                            db,
                            call,
                            AuthorizedLookup.about(action),
                            request.provisionedProductId(),
                            request.provisionedProductName());
            if (product.state() instanceof ProvisionedProductState.Terminating terminating
                    && once.made(db).equals(Optional.of(terminating.record().value()))) {
                return terminated(record(db, call, terminating.record().value()));
            }
            requireRest(product);
            var retain = Boolean.TRUE.equals(request.retainPhysicalResources());
            var record = termination(call, product);
            var change = new ProvisionedProductState.Terminating(record.id());
            var terminating = product.changing(change, record.id());
            provisionedProducts.update(
                    db, product, retain ? terminating.withoutStack() : terminating);
            queue.submit(
                    db,
                    record,
                    new LaunchWork(
                            call.caller().reference(),
                            call.caller().arn(),
                            call.requestId(),
                            Map.of(),
                            Set.of(),
                            new LinkedHashMap<>(),
                            Tags.none(),
                            Tags.none(),
                            List.of(),
                            Boolean.TRUE.equals(request.ignoreErrors())));
            once.remember(db, record.id().value());
            journal.deleted(
                    db,
                    call,
                    action,
                    product.arn(),
                    Entries.text("Status", product.state().status()));
            return terminated(record);
        });
    }

    private ProvisioningRecord termination(Call call, ProvisionedProduct product) {
        return new ProvisioningRecord(
                call.account(),
                call.region(),
                ids.record(),
                ProvisioningRecord.Type.TERMINATE_PROVISIONED_PRODUCT,
                ProvisioningRecord.Status.CREATED,
                product.id(),
                product.name(),
                product.running(),
                product.owner(),
                product.launchRoleArn(),
                List.of(),
                product.tags(),
                List.of(),
                call.time(),
                call.time());
    }

    private static TerminateProvisionedProductResponse terminated(ProvisioningRecord record) {
        return TerminateProvisionedProductResponse.builder()
                .recordDetail(RecordShapes.detail(record))
                .build();
    }

    /**
     * The provisioned product that a request names by id or name, if it is the caller's to deal
     * with.
     */
    ProvisionedProduct named(
            Handle db,
            Call call,
            AccessRequest question,
            @Nullable String id,
            @Nullable String name) {
        if (Shapes.given(id) == Shapes.given(name)) {
            throw INVALID_PARAMETERS.because(
                    "Exactly one of ProvisionedProductId or ProvisionedProductName must be"
                            + " provided.");
        }
        var found =
                id != null && !id.isEmpty()
                        ? provisionedProducts.find(
                                db, call.account(), call.region(), new ProvisionedProductId(id))
                        : byNameOrArn(db, call, String.valueOf(name));
        var shown = String.valueOf(Shapes.given(id) ? id : name);
        Levels.require(
                call, question, found.map(ProvisionedProduct::owner), "ProvisionedProduct", shown);
        return found.orElseThrow(
                () -> RESOURCE_NOT_FOUND.because("ProvisionedProduct " + shown + " not found."));
    }

    /** Shape ProvisionedProductNameOrArn: where the API takes the one, it takes the other. */
    private Optional<ProvisionedProduct> byNameOrArn(Handle db, Call call, String nameOrArn) {
        return provisionedProducts
                .named(db, call.account(), call.region(), ProvisionedProduct.nameIn(nameOrArn))
                .filter(found -> List.of(found.name(), found.arn()).contains(nameOrArn));
    }

    /** Refuses a second change beside one that is under way. */
    static void requireRest(ProvisionedProduct product) {
        if (product.state().change().isPresent()) {
            throw INVALID_PARAMETERS.because(
                    "Provisioned product " + product.id() + " is under change.");
        }
    }

    ProvisioningRecord record(Handle db, Call call, String id) {
        return records.find(db, call.account(), call.region(), new RecordId(id))
                .orElseThrow(() -> RESOURCE_NOT_FOUND.because("Record " + id + " not found."));
    }
}
