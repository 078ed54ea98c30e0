package dev.wheelhouse.rollout.thing;

import dev.wheelhouse.rollout.Change;
import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.Ref;
import dev.wheelhouse.rollout.deploy.Thing;
import dev.wheelhouse.rollout.deploy.Token;
import dev.wheelhouse.rollout.deploy.Undoing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.servicecatalog.model.ProductSource;
import software.amazon.awssdk.services.servicecatalog.model.ProductType;
import software.amazon.awssdk.services.servicecatalog.model.ProductViewDetail;
import software.amazon.awssdk.services.servicecatalog.model.ProductViewSummary;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactProperties;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactSummary;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactType;

/**
 * A product of the account itself, found by its name, with a version made from a template. When the
 * template changes, the product gets one more version; older ones stay as they are.
 */
public final class OwnProduct implements Thing<OwnProduct.State> {
    private static final String VERSION = "version";

    private static final Ownership.State<State> OF_STATE =
            new Ownership.State<>() {
                @Override
                public String id(State product) {
                    return product.id();
                }

                @Override
                public Map<String, String> tags(State product) {
                    return product.tags();
                }
            };

    private final AwsAccess access;
    private final Ownership ownership;
    private final Desired desired;
    private final Map<String, String> tags;

    /**
     * What it shall be.
     *
     * @param template what its newest version is made from; a removal need not know it
     */
    public record Desired(String name, String owner, String description, Ref<Template> template) {}

    /**
     * What a version is made from.
     *
     * @param url where Service Catalog reads the template
     * @param description identifies the template's content: two versions with the same description
     *     are the same
     */
    public record Template(String url, String description) {}

    /**
     * What was found.
     *
     * @param id for example {@code prod-4k2m7qzxbn3ra}
     * @param versions the versions' names and descriptions, oldest first
     */
    public record State(
            String id,
            String owner,
            String description,
            Map<String, String> tags,
            List<Version> versions) {
        public State {
            versions = List.copyOf(versions);
        }
    }

    /** One version: a provisioning artifact. */
    public record Version(String id, String name, String description) {}

    /**
     * @param tags the tags it shall have besides the ownership's
     */
    public OwnProduct(
            AwsAccess access, Ownership ownership, Desired desired, Map<String, String> tags) {
        this.access = access;
        this.ownership = ownership;
        this.desired = desired;
        this.tags = new TreeMap<>(tags);
        this.tags.put(Ownership.KEY, ownership.value());
    }

    @Override
    public String kind() {
        return "product";
    }

    @Override
    public String name() {
        return desired.name();
    }

    @Override
    public String id(State state) {
        return state.id();
    }

    @Override
    public String remedy() {
        return "check that the template at "
                + desired.template().get().url()
                + " is valid and readable";
    }

    @Override
    public Optional<State> find() {
        return ownership.pick(kind(), name(), access.whereAmI(), named(), OF_STATE);
    }

    @Override
    public List<Foreign> foreign() {
        return ownership.foreign(named(), OF_STATE, "aws servicecatalog update-product --id ID");
    }

    private List<State> named() {
        return access
                .serviceCatalog()
                .searchProductsAsAdminPaginator(
                        request -> request.productSource(ProductSource.ACCOUNT))
                .stream()
                .flatMap(page -> page.productViewDetails().stream())
                .map(ProductViewDetail::productViewSummary)
                .filter(product -> desired.name().equals(product.name()))
                .map(ProductViewSummary::productId)
                .distinct()
                .map(this::describe)
                .toList();
    }

    @Override
    public List<Change> compare(State found) {
        var changes = Tags.compare(found.tags(), tags);
        Tags.attribute(changes, "owner", found.owner(), desired.owner());
        Tags.attribute(changes, "description", found.description(), desired.description());
        if (found.versions().stream()
                .noneMatch(it -> it.description().equals(desired.template().get().description()))) {
            changes.add(
                    new Change(
                            VERSION,
                            found.versions().isEmpty() ? "" : found.versions().getLast().name(),
                            nextVersion(found) + ", " + desired.template().get().description()));
        }
        return changes;
    }

    @Override
    public State create(Token token) {
        var answer =
                access.serviceCatalog()
                        .createProduct(request ->
                                request.name(desired.name())
                                        .owner(desired.owner())
                                        .description(desired.description())
                                        .productType(ProductType.CLOUD_FORMATION_TEMPLATE)
                                        .tags(Tags.list(tags))
                                        .provisioningArtifactParameters(version("v1"))
                                        .idempotencyToken(token.of("create")));
        return describe(answer.productViewDetail().productViewSummary().productId());
    }

    @Override
    public State change(State found, List<Change> changes, Token token) {
        if (changes.stream().anyMatch(change -> !change.attribute().equals(VERSION))) {
            access.serviceCatalog()
                    .updateProduct(request ->
                            request.id(found.id())
                                    .owner(desired.owner())
                                    .description(desired.description())
                                    .addTags(Tags.list(tags)));
        }
        if (changes.stream().anyMatch(change -> change.attribute().equals(VERSION))) {
            access.serviceCatalog()
                    .createProvisioningArtifact(request ->
                            request.productId(found.id())
                                    .parameters(version(nextVersion(found)))
                                    .idempotencyToken(token.of("version")));
        }
        return describe(found.id());
    }

    @Override
    public String detail(State found) {
        return (found.versions().size() == 1 ? "version " : "versions ")
                + String.join(", ", found.versions().stream().map(Version::name).toList());
    }

    @Override
    public Undoing undoing(State found) {
        var uses = new ArrayList<>(ProductUses.holders(access, found.id(), desired.name()));
        uses.addAll(LaunchUses.of(access, found.id()));
        return new Undoing.Goes(uses);
    }

    @Override
    public void remove(State found) {
        access.serviceCatalog().deleteProduct(request -> request.id(found.id()));
    }

    private ProvisioningArtifactProperties version(String name) {
        return ProvisioningArtifactProperties.builder()
                .name(name)
                .description(desired.template().get().description())
                .type(ProvisioningArtifactType.CLOUD_FORMATION_TEMPLATE)
                .info(Map.of("LoadTemplateFromURL", desired.template().get().url()))
                .build();
    }

    private static String nextVersion(State found) {
        var names = found.versions().stream().map(Version::name).toList();
        int number = names.size() + 1;
        while (names.contains("v" + number)) {
            number++;
        }
        return "v" + number;
    }

    private State describe(String id) {
        var answer = access.serviceCatalog().describeProductAsAdmin(request -> request.id(id));
        var product = answer.productViewDetail().productViewSummary();
        var versions = new ArrayList<Version>();
        for (ProvisioningArtifactSummary version : answer.provisioningArtifactSummaries()) {
            versions.add(
                    new Version(
                            version.id(),
                            Optional.ofNullable(version.name()).orElse(""),
                            Optional.ofNullable(version.description()).orElse("")));
        }
        return new State(
                product.productId(),
                Optional.ofNullable(product.owner()).orElse(""),
                Optional.ofNullable(product.shortDescription()).orElse(""),
                Tags.of(answer.tags()),
                versions);
    }
}
