package dev.wheelhouse.rollout.enduser;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.MalformedJsonException;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.rollout.RolloutException;
import dev.wheelhouse.rollout.access.AwsAccess;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.servicecatalog.model.AccessLevelFilterKey;
import software.amazon.awssdk.services.servicecatalog.model.DescribeProductResponse;
import software.amazon.awssdk.services.servicecatalog.model.DescribeProvisioningParametersResponse;
import software.amazon.awssdk.services.servicecatalog.model.ProductViewSummary;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactGuidance;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactParameter;

/** The catalog with an end user's eyes. */
public final class EndUser {
    private final AwsAccess access;

    public EndUser(AwsAccess access) {
        this.access = access;
    }

    /**
     * The products that the caller may launch, by name.
     *
     * @throws RolloutException if they cannot be read
     */
    public List<CatalogProduct> products() {
        return calling(
                "Listing the products",
                () ->
                        access.serviceCatalog().searchProductsPaginator(request -> {}).stream()
                                .flatMap(page -> page.productViewSummaries().stream())
                                .map(this::describe)
                                .sorted(Comparator.comparing(CatalogProduct::name))
                                .toList());
    }

    /**
     * The product that a name or an id means.
     *
     * @throws RolloutException if there is none, or the name means several
     */
    public CatalogProduct product(String nameOrId) {
        var products = products();
        var matches =
                products.stream()
                        .filter(it -> it.id().equals(nameOrId) || it.name().equals(nameOrId))
                        .toList();
        if (matches.size() == 1) {
            return matches.getFirst();
        }
        var names =
                products.stream()
                        .map(product -> "\"" + product.name() + "\"")
                        .collect(Collectors.joining(", "));
        throw refuse(
                "Looking for the product \"" + nameOrId + "\"",
                matches.isEmpty()
                        ? "there is no such product for " + access.whereAmI().principal()
                        : "several products have that name",
                matches.isEmpty()
                        ? products.isEmpty()
                                ? "have the portfolio's administrator grant you access"
                                : "one of " + names
                        : "its id: "
                                + matches.stream()
                                        .map(CatalogProduct::id)
                                        .collect(Collectors.joining(" or ")));
    }

    /**
     * What to fill in.
     *
     * @param product the product
     * @param version a version's name or id; the newest that is not deprecated when empty
     * @param path a path's name or id; the only one when empty
     * @throws RolloutException if there is no such version or path, or several paths and none is
     *     chosen
     */
    public LaunchForm form(
            CatalogProduct product, Optional<String> version, Optional<String> path) {
        var chosenVersion = version(product, version);
        var chosenPath = path(product, path);
        return calling(
                "Reading what \"" + product.name() + "\" asks for",
                () ->
                        form(
                                product,
                                chosenVersion,
                                chosenPath,
                                access.serviceCatalog()
                                        .describeProvisioningParameters(request ->
                                                request.productId(product.id())
                                                        .provisioningArtifactId(chosenVersion.id())
                                                        .pathId(chosenPath.id()))));
    }

    /** The caller's provisioned products, newest first. */
    public List<LaunchSummary> launches() {
        return calling(
                "Listing the launches",
                () ->
                        access
                                .serviceCatalog()
                                .searchProvisionedProductsPaginator(request ->
                                        request.accessLevelFilter(level ->
                                                level.key(AccessLevelFilterKey.USER).value("self")))
                                .stream()
                                .flatMap(page -> page.provisionedProducts().stream())
                                .map(it ->
                                        new LaunchSummary(
                                                it.id(),
                                                it.name(),
                                                text(it.productName(), it.productId()),
                                                text(
                                                        it.provisioningArtifactName(),
                                                        it.provisioningArtifactId()),
                                                it.statusAsString(),
                                                text(it.statusMessage(), ""),
                                                Optional.ofNullable(it.createdTime())
                                                        .orElse(Instant.EPOCH)))
                                .sorted(
                                        Comparator.comparing(LaunchSummary::createdAt)
                                                .reversed()
                                                .thenComparing(LaunchSummary::id))
                                .toList());
    }

    private CatalogProduct describe(ProductViewSummary summary) {
        var answer =
                access.serviceCatalog().describeProduct(request -> request.id(summary.productId()));
        return new CatalogProduct(
                summary.productId(),
                summary.name(),
                text(summary.owner(), ""),
                text(summary.shortDescription(), ""),
                answer.provisioningArtifacts().stream()
                        .sorted(
                                Comparator.comparing(it ->
                                        Optional.ofNullable(it.createdTime())
                                                .orElse(Instant.EPOCH)))
                        .map(it ->
                                new CatalogProduct.Version(
                                        it.id(),
                                        text(it.name(), it.id()),
                                        text(it.description(), ""),
                                        it.guidance() == ProvisioningArtifactGuidance.DEPRECATED))
                        .toList(),
                paths(summary.productId(), answer));
    }

    /** The product's description names its paths; where it does not, they are asked for. */
    private List<CatalogProduct.Path> paths(String product, DescribeProductResponse answer) {
        if (answer.hasLaunchPaths() && !answer.launchPaths().isEmpty()) {
            return answer.launchPaths().stream()
                    .map(it -> new CatalogProduct.Path(it.id(), text(it.name(), it.id())))
                    .toList();
        }
        return access
                .serviceCatalog()
                .listLaunchPathsPaginator(request -> request.productId(product))
                .stream()
                .flatMap(page -> page.launchPathSummaries().stream())
                .map(it -> new CatalogProduct.Path(it.id(), text(it.name(), it.id())))
                .toList();
    }

    private CatalogProduct.Version version(CatalogProduct product, Optional<String> chosen) {
        var versions = product.versions();
        var names =
                versions.stream()
                        .map(CatalogProduct.Version::name)
                        .collect(Collectors.joining(", "));
        if (chosen.isEmpty()) {
            return versions.reversed().stream()
                    .filter(version -> !version.deprecated())
                    .findFirst()
                    .orElseThrow(() ->
                            refuse(
                                    "Launching \"" + product.name() + "\"",
                                    "it has no version for new launches",
                                    "ask its publisher"));
        }
        return versions.stream()
                .filter(it -> it.id().equals(chosen.get()) || it.name().equals(chosen.get()))
                .reduce((_, later) -> later)
                .orElseThrow(() ->
                        refuse(
                                "Launching \"" + product.name() + "\"",
                                "it has no version " + chosen.get(),
                                "one of " + names));
    }

    private CatalogProduct.Path path(CatalogProduct product, Optional<String> chosen) {
        var paths =
                product.paths().stream()
                        .filter(path ->
                                chosen.isEmpty()
                                        || path.id().equals(chosen.get())
                                        || path.name().equals(chosen.get()))
                        .toList();
        if (paths.size() == 1) {
            return paths.getFirst();
        }
        throw refuse(
                "Launching \"" + product.name() + "\"",
                product.paths().isEmpty()
                        ? "no portfolio gives you access to it"
                        : paths.isEmpty()
                                ? "there is no path " + chosen.orElse("")
                                : "several portfolios hold it",
                product.paths().stream()
                        .map(path -> path.name() + " (" + path.id() + ")")
                        .collect(Collectors.joining(" or ")));
    }

    private static LaunchForm form(
            CatalogProduct product,
            CatalogProduct.Version version,
            CatalogProduct.Path path,
            DescribeProvisioningParametersResponse answer) {
        var instructions = new TreeMap<String, String>();
        answer.usageInstructions().forEach(it -> instructions.putIfAbsent(it.type(), it.value()));
        var rules = document(instructions.get("rules"));
        if (rules.get("Rules").orElse(rules) instanceof Value.Members inner) {
            rules = inner;
        }
        var narrowing = new RuleValues(rules);
        var words = new FormWords(document(instructions.get("metadata")));
        var fields =
                answer.provisioningArtifactParameters().stream()
                        .map(parameter -> field(parameter, narrowing, words))
                        .sorted(Comparator.comparingInt(field -> words.position(field.key())))
                        .toList();
        return new LaunchForm(
                product,
                version,
                path,
                fields,
                rules,
                Optional.ofNullable(instructions.get("launchAsRole")));
    }

    private static LaunchForm.Field field(
            ProvisioningArtifactParameter parameter, RuleValues rules, FormWords words) {
        var key = parameter.parameterKey();
        var constraints = parameter.parameterConstraints();
        List<String> allowed =
                constraints == null ? List.of() : List.copyOf(constraints.allowedValues());
        var offered = rules.narrow(key, allowed);
        return new LaunchForm.Field(
                key,
                words.label(key),
                words.group(key),
                text(parameter.parameterType(), "String"),
                text(parameter.description(), ""),
                Optional.ofNullable(parameter.defaultValue())
                        .filter(value -> offered.isEmpty() || offered.contains(value)),
                Boolean.TRUE.equals(parameter.isNoEcho()),
                offered,
                rules.about(key),
                constraints == null ? "" : text(constraints.allowedPattern(), ""),
                constraints == null ? "" : text(constraints.constraintDescription(), ""),
                constraints == null
                        ? new LaunchForm.Limits(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())
                        : new LaunchForm.Limits(
                                Optional.ofNullable(constraints.minLength()),
                                Optional.ofNullable(constraints.maxLength()),
                                Optional.ofNullable(constraints.minValue()),
                                Optional.ofNullable(constraints.maxValue())));
    }

    private static Value.Members document(@Nullable String json) {
        try {
            return json == null || json.isBlank() ? Value.object() : Json.readObject(json);
        } catch (MalformedJsonException _) {
            return Value
                    .object(); // words and offers only: the launch itself is judged by the service
        }
    }

    private <T> T calling(String what, java.util.function.Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException cause) {
            throw access.failure(what, cause);
        }
    }

    private RolloutException refuse(String what, String why, String remedy) {
        return new RolloutException(what, Optional.of(access.whereAmI()), why, remedy);
    }

    private static String text(@Nullable String value, @Nullable String otherwise) {
        return Optional.ofNullable(value).or(() -> Optional.ofNullable(otherwise)).orElse("");
    }
}
