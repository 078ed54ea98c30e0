package dev.wheelhouse.rollout.status;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.MalformedJsonException;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.rollout.RolloutException;
import dev.wheelhouse.rollout.access.AwsAccess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.servicecatalog.model.AccessLevelFilterKey;
import software.amazon.awssdk.services.servicecatalog.model.ConstraintDetail;
import software.amazon.awssdk.services.servicecatalog.model.DescribePortfolioShareType;
import software.amazon.awssdk.services.servicecatalog.model.PortfolioDetail;
import software.amazon.awssdk.services.servicecatalog.model.PortfolioShareType;
import software.amazon.awssdk.services.servicecatalog.model.Principal;
import software.amazon.awssdk.services.servicecatalog.model.ProductViewDetail;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactDetail;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactGuidance;

/** Reads an account's Service Catalog with an administrator's eyes. Changes nothing. */
public final class Status {
    private static final String TEMPLATE = "TEMPLATE";

    private final AwsAccess access;

    public Status(AwsAccess access) {
        this.access = access;
    }

    /**
     * Everything.
     *
     * @throws RolloutException if something cannot be read
     */
    public AccountStatus account() {
        var place = access.whereAmI();
        try {
            var imported = imported();
            var portfolios = new ArrayList<PortfolioStatus>();
            own().forEach(detail -> portfolios.add(own(detail, imported)));
            imported.forEach(detail -> portfolios.add(imported(detail)));
            return new AccountStatus(place, portfolios, launches());
        } catch (SdkException cause) {
            throw access.failure("Reading what the account has in Service Catalog", cause);
        }
    }

    /**
     * One portfolio, own or imported.
     *
     * @throws RolloutException if the account does not see it, or something cannot be read
     */
    public PortfolioStatus portfolio(String id) {
        try {
            var imported = imported();
            var detail = imported.stream().filter(it -> it.id().equals(id)).findFirst();
            return detail.isPresent()
                    ? imported(detail.get())
                    : own(
                            access.serviceCatalog()
                                    .describePortfolio(request -> request.id(id))
                                    .portfolioDetail(),
                            imported);
        } catch (SdkException cause) {
            throw access.failure("Reading portfolio " + id, cause);
        }
    }

    private List<PortfolioDetail> own() {
        return access.serviceCatalog().listPortfoliosPaginator().stream()
                .flatMap(page -> page.portfolioDetails().stream())
                .toList();
    }

    private List<PortfolioDetail> imported() {
        var found = new LinkedHashMap<String, PortfolioDetail>();
        Stream.of(PortfolioShareType.IMPORTED, PortfolioShareType.AWS_ORGANIZATIONS)
                .flatMap(type ->
                        access
                                .serviceCatalog()
                                .listAcceptedPortfolioSharesPaginator(
                                        request -> request.portfolioShareType(type))
                                .stream())
                .flatMap(page -> page.portfolioDetails().stream())
                .forEach(detail -> found.putIfAbsent(detail.id(), detail));
        return List.copyOf(found.values());
    }

    private PortfolioStatus own(PortfolioDetail detail, List<PortfolioDetail> imported) {
        var account = access.whereAmI().account();
        var products = new ArrayList<ProductStatus>();
        for (var product : products(detail.id())) {
            products.add(
                    product(
                            product,
                            account.equals(owner(product.productARN()))
                                    ? constraints(detail.id(), product).toList()
                                    : inForceLocally(detail.id(), product, imported)));
        }
        var local = products.stream().anyMatch(product -> !product.owner().equals(account));
        return new PortfolioStatus(
                detail.id(),
                detail.displayName(),
                local ? PortfolioStatus.Kind.LOCAL : PortfolioStatus.Kind.OWN,
                account,
                products,
                principals(detail.id()),
                local ? List.of() : shares(detail.id()));
    }

    private PortfolioStatus imported(PortfolioDetail detail) {
        var products =
                products(detail.id()).stream()
                        .map(product ->
                                product(product, constraints(detail.id(), product).toList()))
                        .toList();
        return new PortfolioStatus(
                detail.id(),
                detail.displayName(),
                PortfolioStatus.Kind.IMPORTED,
                owner(detail.arn()),
                products,
                principals(detail.id()),
                List.of());
    }

    /**
     * The constraints on a shared product in a local portfolio: its own ones, and the template
     * constraints of the imported portfolio it came from. Whether a list of the local portfolio
     * names the inherited ones too is up to the service; each is shown once.
     */
    private List<ConstraintStatus> inForceLocally(
            String portfolio, ProductViewDetail product, List<PortfolioDetail> imported) {
        var inForce = new LinkedHashMap<String, ConstraintStatus>();
        for (var source : imported) {
            if (owner(source.arn()).equals(owner(product.productARN()))
                    && holds(source.id(), product)) {
                constraints(source.id(), product)
                        .filter(constraint -> constraint.type().equals(TEMPLATE))
                        .forEach(constraint -> inForce.put(constraint.id(), constraint));
            }
        }
        constraints(portfolio, product)
                .forEach(constraint -> inForce.putIfAbsent(constraint.id(), constraint));
        return List.copyOf(inForce.values());
    }

    private boolean holds(String portfolio, ProductViewDetail product) {
        return products(portfolio).stream()
                .anyMatch(it -> it.productARN().equals(product.productARN()));
    }

    private List<ProductViewDetail> products(String portfolio) {
        return access
                .serviceCatalog()
                .searchProductsAsAdminPaginator(request -> request.portfolioId(portfolio))
                .stream()
                .flatMap(page -> page.productViewDetails().stream())
                .sorted(Comparator.comparing(it -> it.productViewSummary().name()))
                .toList();
    }

    private ProductStatus product(ProductViewDetail detail, List<ConstraintStatus> constraints) {
        var summary = detail.productViewSummary();
        var versions =
                access
                        .serviceCatalog()
                        .listProvisioningArtifacts(
                                request -> request.productId(summary.productId()))
                        .provisioningArtifactDetails()
                        .stream()
                        .filter(version -> !Boolean.FALSE.equals(version.active()))
                        .sorted(Comparator.comparing(Status::createdAt))
                        .map(version ->
                                new ProductStatus.Version(
                                        text(version.name(), version.id()),
                                        version.guidance()
                                                == ProvisioningArtifactGuidance.DEPRECATED))
                        .toList();
        return new ProductStatus(
                summary.productId(),
                summary.name(),
                owner(detail.productARN()),
                versions,
                constraints);
    }

    private static Instant createdAt(ProvisioningArtifactDetail version) {
        return Optional.ofNullable(version.createdTime()).orElse(Instant.EPOCH);
    }

    private Stream<ConstraintStatus> constraints(String portfolio, ProductViewDetail product) {
        return access
                .serviceCatalog()
                .listConstraintsForPortfolioPaginator(request ->
                        request.portfolioId(portfolio)
                                .productId(product.productViewSummary().productId()))
                .stream()
                .flatMap(page -> page.constraintDetails().stream())
                .map(detail -> constraint(portfolio, detail));
    }

    private ConstraintStatus constraint(String portfolio, ConstraintDetail detail) {
        var parameters =
                parameters(
                        access.serviceCatalog()
                                .describeConstraint(request -> request.id(detail.constraintId()))
                                .constraintParameters());
        var own = access.whereAmI().account().equals(detail.owner());
        return new ConstraintStatus(
                detail.constraintId(),
                detail.type(),
                Optional.ofNullable(detail.description()).orElse(""),
                own
                        ? new ConstraintStatus.Origin.Own()
                        : new ConstraintStatus.Origin.Inherited(
                                Optional.ofNullable(detail.owner()).orElse("?"),
                                Optional.ofNullable(detail.portfolioId()).orElse(portfolio)),
                parameters.text("RoleArn").or(() -> parameters.text("LocalRoleName")),
                detail.type().equals(TEMPLATE) ? ruleNames(parameters) : List.of(),
                says(detail.type(), parameters));
    }

    private static Value.Members parameters(@Nullable String json) {
        try {
            return json == null ? Value.object() : Json.readObject(json);
        } catch (MalformedJsonException _) {
            return Value.object();
        }
    }

    /** The rules stand in a member Rules, or are the document itself. */
    private static List<String> ruleNames(Value.Members parameters) {
        return parameters.get("Rules").orElse(parameters) instanceof Value.Members rules
                ? List.copyOf(rules.values().keySet())
                : List.of();
    }

    /** What a constraint that is neither a template's nor a launch role does. */
    private static String says(String type, Value.Members parameters) {
        var properties =
                parameters.get("Properties").orElse(parameters) instanceof Value.Members inner
                        ? inner
                        : Value.object();
        return switch (type) {
            case "RESOURCE_UPDATE" ->
                    switch (properties.text("TagUpdateOnProvisionedProduct").orElse("")) {
                        case "ALLOWED" -> "tags may be updated";
                        case "NOT_ALLOWED" -> "tags may not be updated";
                        default -> "";
                    };
            case "STACKSET" ->
                    Stream.of(
                                    listed("accounts ", properties, "AccountList"),
                                    listed("regions ", properties, "RegionList"))
                            .flatMap(Optional::stream)
                            .collect(Collectors.joining("; "));
            case "NOTIFICATION" -> listed("topics ", properties, "NotificationArns").orElse("");
            default -> "";
        };
    }

    private static Optional<String> listed(String what, Value.Members members, String name) {
        return members.get(name)
                .filter(Value.Items.class::isInstance)
                .map(Value.Items.class::cast)
                .map(items ->
                        items.values().stream()
                                .flatMap(item -> item.scalar().stream())
                                .collect(Collectors.joining(", ")))
                .filter(words -> !words.isEmpty())
                .map(words -> what + words);
    }

    private List<String> principals(String portfolio) {
        return access
                .serviceCatalog()
                .listPrincipalsForPortfolioPaginator(request -> request.portfolioId(portfolio))
                .stream()
                .flatMap(page -> page.principals().stream())
                .map(Principal::principalARN)
                .toList();
    }

    private List<PortfolioStatus.ShareStatus> shares(String portfolio) {
        return access
                .serviceCatalog()
                .describePortfolioSharesPaginator(request ->
                        request.portfolioId(portfolio).type(DescribePortfolioShareType.ACCOUNT))
                .stream()
                .flatMap(page -> page.portfolioShareDetails().stream())
                .map(share ->
                        new PortfolioStatus.ShareStatus(
                                share.principalId(), Boolean.TRUE.equals(share.accepted())))
                .toList();
    }

    private List<AccountStatus.LaunchStatus> launches() {
        return access
                .serviceCatalog()
                .searchProvisionedProductsPaginator(request ->
                        request.accessLevelFilter(
                                level -> level.key(AccessLevelFilterKey.ACCOUNT).value("self")))
                .stream()
                .flatMap(page -> page.provisionedProducts().stream())
                .map(launch ->
                        new AccountStatus.LaunchStatus(
                                launch.id(),
                                launch.name(),
                                text(launch.productName(), launch.productId()),
                                text(
                                        launch.provisioningArtifactName(),
                                        launch.provisioningArtifactId()),
                                launch.statusAsString(),
                                text(launch.statusMessage(), ""),
                                text(launch.userArnSession(), launch.userArn()),
                                Optional.ofNullable(launch.createdTime()).orElse(Instant.EPOCH)))
                .sorted(
                        Comparator.comparing(AccountStatus.LaunchStatus::createdAt)
                                .reversed()
                                .thenComparing(AccountStatus.LaunchStatus::id))
                .toList();
    }

    private static String text(@Nullable String value, @Nullable String otherwise) {
        return Optional.ofNullable(value).or(() -> Optional.ofNullable(otherwise)).orElse("");
    }

    /** The account in an ARN. */
    private static String owner(String arn) {
        return arn.split(":", -1)[4];
    }
}
