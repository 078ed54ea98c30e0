package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.Catalog.HUB;
import static dev.wheelhouse.catalog.api.Catalog.SPOKE;
import static dev.wheelhouse.catalog.api.Catalog.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.servicecatalog.model.*;
import software.amazon.awssdk.services.servicecatalog.model.ListPortfoliosRequest;
import software.amazon.awssdk.services.servicecatalog.model.ListPortfoliosResponse;
import software.amazon.awssdk.services.servicecatalog.model.PortfolioDetail;

class HubAndSpokeTest {
    private static final String RULES =
            """
            {"Rules":{"Sizes":{"Assertions":[{"Assert":
              {"Fn::Contains":[["t3.micro","t3.small"],{"Ref":"InstanceType"}]}}]}}}
            """;

    @OnEachDatabase
    void theHubsTokenMakesAPortfolioOnceAndNoOtherRequestMayUseIt(TestDatabase given) {
        var catalog = new Catalog(given);
        var request = createPortfolio("Linux").toBuilder().idempotencyToken("t").build();

        var first = catalog.ask(HUB, request, CreatePortfolioResponse.class);
        var second = catalog.ask(HUB, request, CreatePortfolioResponse.class);

        assertThat(second).isEqualTo(first);
        assertThat(first.portfolioDetail().arn())
                .isEqualTo(
                        "arn:aws:catalog:us-east-1:111111111111:portfolio/"
                                + first.portfolioDetail().id());
        assertThatThrownBy(() ->
                        catalog.ask(
                                HUB,
                                request.toBuilder().displayName("Other").build(),
                                CreatePortfolioResponse.class))
                .hasMessageContaining("other parameters");
    }

    private static List<PortfolioDetail> portfolios(Catalog catalog) {
        return catalog.ask(
                        HUB, ListPortfoliosRequest.builder().build(), ListPortfoliosResponse.class)
                .portfolioDetails();
    }

    @OnEachDatabase
    void requestsUnderOneTokenAtTheSameTimeMakeOnePortfolio(TestDatabase given) throws Exception {
        var catalog = new Catalog(given);
        var request = createPortfolio("Linux").toBuilder().idempotencyToken("t").build();
        Callable<CreatePortfolioResponse> ask =
                () -> catalog.ask(HUB, request, CreatePortfolioResponse.class);

        var answers = new HashSet<CreatePortfolioResponse>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : callers.invokeAll(Collections.nCopies(16, ask))) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).hasSize(1);
        assertThat(portfolios(catalog)).hasSize(1);
    }

    @OnEachDatabase
    void aLocalPortfolioHoldsTheSharedProductAsLongAsItReachesTheSpoke(TestDatabase given) {
        var catalog = new Catalog(given);
        var hub = portfolio(catalog, HUB, "Linux");
        var product = product(catalog, "LAMP");
        associate(catalog, HUB, hub, product, null);
        constrain(catalog, HUB, hub, product, "TEMPLATE", RULES);
        share(catalog, hub, SPOKE);
        accept(catalog, hub, SPOKE);
        var local = portfolio(catalog, SPOKE, "Local");
        associate(catalog, SPOKE, local, product, hub);

        assertThat(products(catalog, SPOKE, hub)).containsExactly(product);
        assertThat(products(catalog, SPOKE, local)).containsExactly(product);
        assertThat(constraintOwners(catalog, SPOKE, local)).containsExactly(HUB.value());

        catalog.ask(
                HUB,
                DeletePortfolioShareRequest.builder()
                        .portfolioId(hub)
                        .accountId(SPOKE.value())
                        .build(),
                DeletePortfolioShareResponse.class);

        assertThat(products(catalog, SPOKE, local)).isEmpty();
        assertThatThrownBy(() -> products(catalog, SPOKE, hub))
                .hasMessage("Portfolio not found: " + hub);
    }

    @OnEachDatabase
    void whatIsNotSharedLooksAsIfItWereNotThere(TestDatabase given) {
        var catalog = new Catalog(given);
        var hub = portfolio(catalog, HUB, "Linux");
        var product = product(catalog, "LAMP");
        associate(catalog, HUB, hub, product, null);
        share(catalog, hub, SPOKE);

        for (var account : List.of(SPOKE, STRANGER)) {
            assertThatThrownBy(() -> products(catalog, account, hub))
                    .hasMessage("Portfolio not found: " + hub);
            assertThatThrownBy(() ->
                            catalog.ask(
                                    account,
                                    DescribeProductAsAdminRequest.builder().id(product).build(),
                                    DescribeProductAsAdminResponse.class))
                    .hasMessage("Product " + product + " not found.");
        }
        assertThatThrownBy(() -> accept(catalog, hub, STRANGER))
                .hasMessage("Portfolio not found: " + hub);
    }

    @OnEachDatabase
    void anImportedPortfolioCannotBeChanged(TestDatabase given) {
        var catalog = new Catalog(given);
        var hub = portfolio(catalog, HUB, "Linux");
        share(catalog, hub, SPOKE);
        accept(catalog, hub, SPOKE);

        assertThatThrownBy(() ->
                        catalog.ask(
                                SPOKE,
                                UpdatePortfolioRequest.builder()
                                        .id(hub)
                                        .displayName("Mine")
                                        .build(),
                                UpdatePortfolioResponse.class))
                .hasMessage(
                        "Portfolio "
                                + hub
                                + " is shared with this account and cannot be modified.");
        assertThatThrownBy(() -> share(catalog, hub, STRANGER, SPOKE))
                .hasMessageContaining("cannot be modified");
    }

    @OnEachDatabase
    void aPortfolioIsDeletedOnlyWhenItIsEmpty(TestDatabase given) {
        var catalog = new Catalog(given);
        var hub = portfolio(catalog, HUB, "Linux");
        var product = product(catalog, "LAMP");
        associate(catalog, HUB, hub, product, null);
        var constraint = constrain(catalog, HUB, hub, product, "TEMPLATE", RULES);
        var delete = DeletePortfolioRequest.builder().id(hub).build();
        var leave =
                DisassociateProductFromPortfolioRequest.builder()
                        .portfolioId(hub)
                        .productId(product)
                        .build();

        assertThatThrownBy(() -> catalog.ask(HUB, delete, DeletePortfolioResponse.class))
                .hasMessage("Portfolio " + hub + " still has associated Products");
        assertThatThrownBy(() ->
                        catalog.ask(HUB, leave, DisassociateProductFromPortfolioResponse.class))
                .hasMessageContaining("still has associated Constraints");
        assertThatThrownBy(() ->
                        catalog.ask(
                                HUB,
                                DeleteProductRequest.builder().id(product).build(),
                                DeleteProductResponse.class))
                .hasMessageContaining("still associated with portfolio " + hub);

        catalog.ask(
                HUB,
                DeleteConstraintRequest.builder().id(constraint).build(),
                DeleteConstraintResponse.class);
        catalog.ask(HUB, leave, DisassociateProductFromPortfolioResponse.class);
        catalog.ask(HUB, delete, DeletePortfolioResponse.class);

        assertThat(portfolios(catalog)).isEmpty();
    }

    @OnEachDatabase
    void portfoliosArePagedByCreationAndATokenFitsItsRequestOnly(TestDatabase given) {
        var catalog = new Catalog(given);
        var all =
                List.of("A", "B", "C").stream().map(name -> portfolio(catalog, HUB, name)).toList();

        var first =
                catalog.ask(
                        HUB,
                        ListPortfoliosRequest.builder().pageSize(2).build(),
                        ListPortfoliosResponse.class);
        var second =
                catalog.ask(
                        HUB,
                        ListPortfoliosRequest.builder()
                                .pageSize(2)
                                .pageToken(first.nextPageToken())
                                .build(),
                        ListPortfoliosResponse.class);

        assertThat(first.portfolioDetails())
                .extracting(PortfolioDetail::id)
                .isEqualTo(all.subList(0, 2));
        assertThat(second.portfolioDetails())
                .extracting(PortfolioDetail::id)
                .isEqualTo(all.subList(2, 3));
        assertThat(second.nextPageToken()).isNull();
        assertThatThrownBy(() ->
                        catalog.ask(
                                SPOKE,
                                ListPortfoliosRequest.builder()
                                        .pageToken(first.nextPageToken())
                                        .build(),
                                ListPortfoliosResponse.class))
                .hasMessage("Invalid page token.");
    }

    @OnEachDatabase
    void aSourcePortfolioOfADescriptionMustBeVisible(TestDatabase given) {
        var catalog = new Catalog(given);
        var hub = portfolio(catalog, HUB, "Linux");
        var unshared = portfolio(catalog, HUB, "Secret");
        var product = product(catalog, "LAMP");
        associate(catalog, HUB, hub, product, null);
        share(catalog, hub, SPOKE);
        accept(catalog, hub, SPOKE);
        var request = DescribeProductAsAdminRequest.builder().id(product);

        for (var source : List.of(unshared, "port-nobodys")) {
            assertThatThrownBy(() ->
                            catalog.ask(
                                    SPOKE,
                                    request.sourcePortfolioId(source).build(),
                                    DescribeProductAsAdminResponse.class))
                    .hasMessage("Portfolio not found: " + source);
        }
        assertThat(
                        catalog.ask(
                                        SPOKE,
                                        request.sourcePortfolioId(hub).build(),
                                        DescribeProductAsAdminResponse.class)
                                .productViewDetail()
                                .productViewSummary()
                                .productId())
                .isEqualTo(product);
    }

    @OnEachDatabase
    void aSupportUrlBeginsAsAUrlOfTheWebDoes(TestDatabase given) {
        var catalog = new Catalog(given);
        var request = UpdateProductRequest.builder().id(product(catalog, "LAMP"));

        for (var url : List.of("http://", "https://example.com/\nmore")) {
            catalog.ask(HUB, request.supportUrl(url).build(), UpdateProductResponse.class);
        }
        assertThatThrownBy(() ->
                        catalog.ask(
                                HUB,
                                request.supportUrl("ftp://example.com").build(),
                                UpdateProductResponse.class))
                .hasMessage("SupportUrl must start with http:// or https://: ftp://example.com");
    }

    @OnEachDatabase
    void aTemplateUrlIsAnsweredAsItWasGivenAndMustBeReadable(TestDatabase given) {
        var catalog = new Catalog(given);
        var product = product(catalog, "LAMP");

        var artifact =
                catalog.ask(
                        HUB,
                        CreateProvisioningArtifactRequest.builder()
                                .productId(product)
                                .parameters(version("https://s3.amazonaws.com/b/a%20b.template"))
                                .idempotencyToken("t")
                                .build(),
                        CreateProvisioningArtifactResponse.class);

        assertThat(artifact.info())
                .isEqualTo(Map.of("TemplateUrl", "https://s3.amazonaws.com/b/a%20b.template"));
        assertThatThrownBy(() ->
                        catalog.ask(
                                HUB,
                                CreateProvisioningArtifactRequest.builder()
                                        .productId(product)
                                        .parameters(version("https://s3.amazonaws.com/b/missing"))
                                        .idempotencyToken("u")
                                        .build(),
                                CreateProvisioningArtifactResponse.class))
                .hasMessageContaining("S3 error: Access Denied");
    }

    static CreatePortfolioRequest createPortfolio(String name) {
        return CreatePortfolioRequest.builder().displayName(name).providerName("IT").build();
    }

    static String portfolio(Catalog catalog, AccountId account, String name) {
        return catalog.ask(account, createPortfolio(name), CreatePortfolioResponse.class)
                .portfolioDetail()
                .id();
    }

    static ProvisioningArtifactProperties version(String url) {
        return ProvisioningArtifactProperties.builder()
                .name("v1")
                .info(Map.of("LoadTemplateFromURL", url))
                .build();
    }

    static String product(Catalog catalog, String name) {
        return catalog.ask(
                        HUB,
                        CreateProductRequest.builder()
                                .name(name)
                                .owner("IT")
                                .productType(ProductType.CLOUD_FORMATION_TEMPLATE)
                                .provisioningArtifactParameters(
                                        version("https://s3.amazonaws.com/b/" + name))
                                .build(),
                        CreateProductResponse.class)
                .productViewDetail()
                .productViewSummary()
                .productId();
    }

    static void associate(
            Catalog catalog,
            AccountId account,
            String portfolio,
            String product,
            @Nullable String source) {
        catalog.ask(
                account,
                AssociateProductWithPortfolioRequest.builder()
                        .portfolioId(portfolio)
                        .productId(product)
                        .sourcePortfolioId(source)
                        .build(),
                AssociateProductWithPortfolioResponse.class);
    }

    static String constrain(
            Catalog catalog,
            AccountId account,
            String portfolio,
            String product,
            String type,
            String parameters) {
        return catalog.ask(
                        account,
                        CreateConstraintRequest.builder()
                                .portfolioId(portfolio)
                                .productId(product)
                                .type(type)
                                .parameters(parameters)
                                .build(),
                        CreateConstraintResponse.class)
                .constraintDetail()
                .constraintId();
    }

    static void share(Catalog catalog, String portfolio, AccountId recipient) {
        share(catalog, portfolio, recipient, HUB);
    }

    private static void share(
            Catalog catalog, String portfolio, AccountId recipient, AccountId sharing) {
        catalog.ask(
                sharing,
                CreatePortfolioShareRequest.builder()
                        .portfolioId(portfolio)
                        .accountId(recipient.value())
                        .build(),
                CreatePortfolioShareResponse.class);
    }

    static void accept(Catalog catalog, String portfolio, AccountId account) {
        catalog.ask(
                account,
                AcceptPortfolioShareRequest.builder().portfolioId(portfolio).build(),
                AcceptPortfolioShareResponse.class);
    }

    static List<String> products(Catalog catalog, AccountId account, String portfolio) {
        return catalog
                .ask(
                        account,
                        SearchProductsAsAdminRequest.builder().portfolioId(portfolio).build(),
                        SearchProductsAsAdminResponse.class)
                .productViewDetails()
                .stream()
                .map(detail -> detail.productViewSummary().productId())
                .toList();
    }

    private static List<String> constraintOwners(
            Catalog catalog, AccountId account, String portfolio) {
        return catalog
                .ask(
                        account,
                        ListConstraintsForPortfolioRequest.builder().portfolioId(portfolio).build(),
                        ListConstraintsForPortfolioResponse.class)
                .constraintDetails()
                .stream()
                .map(ConstraintDetail::owner)
                .toList();
    }
}
