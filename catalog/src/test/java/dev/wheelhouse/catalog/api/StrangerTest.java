package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.Catalog.ALL;
import static dev.wheelhouse.catalog.api.Catalog.HUB;
import static dev.wheelhouse.catalog.api.Catalog.SPOKE;
import static dev.wheelhouse.catalog.api.Catalog.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import dev.wheelhouse.wire.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.servicecatalog.model.*;

/**
 * What is not shared with an account is not there for it: each action answers for real ids of
 * others as for ids that nobody has.
 */
class StrangerTest {
    /** What an action may be told about. */
    private record Ids(
            String portfolio,
            String product,
            String view,
            String artifact,
            String constraint,
            String provisioned,
            String record,
            String path) {
        static final Ids NOBODYS =
                new Ids(
                        "port-nobodys",
                        "prod-nobodys",
                        "prodview-nobodys",
                        "pa-nobodys",
                        "cons-nobodys",
                        "pp-nobodys",
                        "rec-nobodys",
                        "lpv3-nobodys");

        /** A text in which these ids are called as nobody's are. */
        String disguise(String text) {
            return text.replace(portfolio, NOBODYS.portfolio)
                    .replace(product, NOBODYS.product)
                    .replace(view, NOBODYS.view)
                    .replace(artifact, NOBODYS.artifact)
                    .replace(constraint, NOBODYS.constraint)
                    .replace(provisioned, NOBODYS.provisioned)
                    .replace(record, NOBODYS.record)
                    .replace(path, NOBODYS.path);
        }
    }

    /** These say nothing about an id: what they answer is looked through for others' ids. */
    private static final List<SdkPojo> LISTS =
            List.of(
                    ListPortfoliosRequest.builder().build(),
                    ListAcceptedPortfolioSharesRequest.builder().build(),
                    SearchProductsAsAdminRequest.builder().build(),
                    SearchProductsRequest.builder().build(),
                    SearchProvisionedProductsRequest.builder().build(),
                    ScanProvisionedProductsRequest.builder()
                            .accessLevelFilter(f -> f.key("Account").value("self"))
                            .build(),
                    ListRecordHistoryRequest.builder()
                            .accessLevelFilter(f -> f.key("Account").value("self"))
                            .build());

    /** These make something new of nothing. */
    private static final Set<String> MAKERS = Set.of("CreatePortfolio", "CreateProduct");

    @OnEachDatabase
    void realIdsOfOthersAreAnsweredAsIdsThatNobodyHas(TestDatabase given) {
        var catalog = new Catalog(given);
        var hubs = inUse(catalog);
        var spokes = ofTheSpoke(catalog, hubs);
        var strangers = HubAndSpokeTest.portfolio(catalog, STRANGER, "Own");
        var wrong = new ArrayList<String>();
        var asked = new TreeSet<>(MAKERS);
        for (var ids : List.of(hubs, spokes)) {
            var unknown = requests(Ids.NOBODYS, strangers);
            var real = requests(ids, strangers);
            for (var i = 0; i < real.size(); i++) {
                var action = action(real.get(i));
                asked.add(action);
                var answer = ids.disguise(answer(catalog, STRANGER, real.get(i)));
                if (!answer.startsWith("ResourceNotFoundException")
                        || !answer.equals(answer(catalog, STRANGER, unknown.get(i)))) {
                    wrong.add(action + ": " + answer);
                }
            }
        }
        for (var list : LISTS) {
            asked.add(action(list));
            var answer = answer(catalog, STRANGER, list);
            if (!hubs.disguise(spokes.disguise(answer)).equals(answer)) {
                wrong.add(action(list) + ": " + answer);
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(asked).isEqualTo(new TreeSet<>(catalog.actions()));
    }

    @OnEachDatabase
    void theSpokeSeesNothingOfTheHubBesidesWhatItWasGiven(TestDatabase given) {
        var catalog = new Catalog(given);
        var hubs = inUse(catalog);
        var spokes = ofTheSpoke(catalog, hubs);
        var unshared =
                new Ids(
                        HubAndSpokeTest.portfolio(catalog, HUB, "Secret"),
                        HubAndSpokeTest.product(catalog, "Secret"),
                        "prodview-x",
                        "pa-x",
                        "cons-x",
                        hubs.provisioned(),
                        hubs.record(),
                        "lpv3-x");
        HubAndSpokeTest.associate(catalog, HUB, unshared.portfolio(), unshared.product(), null);
        var wrong = new ArrayList<String>();
        var real = requests(unshared, spokes.portfolio());
        var unknown = requests(Ids.NOBODYS, spokes.portfolio());
        for (var i = 0; i < real.size(); i++) {
            var answer = unshared.disguise(answer(catalog, SPOKE, real.get(i)));
            if (!answer.startsWith("ResourceNotFoundException")
                    || !answer.equals(answer(catalog, SPOKE, unknown.get(i)))) {
                wrong.add(action(real.get(i)) + ": " + answer);
            }
        }

        assertThat(wrong).isEmpty();
    }

    /** A portfolio of the hub with everything in it, and a launch by the hub. */
    private static Ids inUse(Catalog catalog) {
        var portfolio = HubAndSpokeTest.portfolio(catalog, HUB, "Linux");
        var product = HubAndSpokeTest.product(catalog, "LAMP");
        HubAndSpokeTest.associate(catalog, HUB, portfolio, product, null);
        var constraint =
                HubAndSpokeTest.constrain(
                        catalog,
                        HUB,
                        portfolio,
                        product,
                        "NOTIFICATION",
                        "{\"NotificationArns\":[\"arn:aws:sns:us-east-1:111111111111:t\"]}");
        return launched(catalog, HUB, portfolio, product, constraint);
    }

    /** The spoke's own portfolio with the hub's product, and a launch by the spoke. */
    private static Ids ofTheSpoke(Catalog catalog, Ids hubs) {
        HubAndSpokeTest.share(catalog, hubs.portfolio(), SPOKE);
        HubAndSpokeTest.accept(catalog, hubs.portfolio(), SPOKE);
        var local = HubAndSpokeTest.portfolio(catalog, SPOKE, "Local");
        HubAndSpokeTest.associate(catalog, SPOKE, local, hubs.product(), hubs.portfolio());
        catalog.launchRole(SPOKE, "Launch", ALL);
        var constraint =
                HubAndSpokeTest.constrain(
                        catalog,
                        SPOKE,
                        local,
                        hubs.product(),
                        "LAUNCH",
                        "{\"LocalRoleName\":\"Launch\"}");
        return launched(catalog, SPOKE, local, hubs.product(), constraint);
    }

    private static Ids launched(
            Catalog catalog,
            AccountId account,
            String portfolio,
            String product,
            String constraint) {
        catalog.ask(
                account,
                AssociatePrincipalWithPortfolioRequest.builder()
                        .portfolioId(portfolio)
                        .principalARN("arn:aws:iam::" + account + ":user/Admin")
                        .principalType("IAM")
                        .build(),
                AssociatePrincipalWithPortfolioResponse.class);
        var seen =
                catalog.ask(
                        account,
                        DescribeProductRequest.builder().id(product).build(),
                        DescribeProductResponse.class);
        var artifact = seen.provisioningArtifacts().getFirst().id();
        var record =
                catalog.ask(
                                account,
                                ProvisionProductRequest.builder()
                                        .productId(product)
                                        .provisioningArtifactId(artifact)
                                        .provisionedProductName("web")
                                        .build(),
                                ProvisionProductResponse.class)
                        .recordDetail();
        return new Ids(
                portfolio,
                product,
                seen.productViewSummary().id(),
                artifact,
                constraint,
                record.provisionedProductId(),
                record.recordId(),
                record.pathId());
    }

    private static String action(SdkPojo request) {
        return request.getClass().getSimpleName().replaceFirst("Request$", "");
    }

    private static String answer(Catalog catalog, AccountId account, SdkPojo request) {
        try {
            return catalog.ask(account, request, SdkPojo.class).toString();
        } catch (ServiceException refusal) {
            return refusal.kind().code() + ": " + refusal.getMessage();
        }
    }

    /**
     * Every action that is told about something, with these ids.
     *
     * @param own a portfolio of the account that asks
     */
    private static List<SdkPojo> requests(Ids ids, String own) {
        var requests = new ArrayList<SdkPojo>();
        requests.addAll(ofPortfolios(ids, own));
        requests.addAll(ofProducts(ids, own));
        requests.addAll(ofUsers(ids));
        return requests;
    }

    private static List<SdkPojo> ofPortfolios(Ids ids, String own) {
        var portfolio = ids.portfolio();
        return List.of(
                DescribePortfolioRequest.builder().id(portfolio).build(),
                UpdatePortfolioRequest.builder().id(portfolio).displayName("x").build(),
                DeletePortfolioRequest.builder().id(portfolio).build(),
                CreatePortfolioShareRequest.builder()
                        .portfolioId(portfolio)
                        .accountId("999999999999")
                        .build(),
                UpdatePortfolioShareRequest.builder()
                        .portfolioId(portfolio)
                        .accountId(SPOKE.value())
                        .build(),
                DeletePortfolioShareRequest.builder()
                        .portfolioId(portfolio)
                        .accountId(SPOKE.value())
                        .build(),
                DescribePortfolioSharesRequest.builder()
                        .portfolioId(portfolio)
                        .type("ACCOUNT")
                        .build(),
                ListPortfolioAccessRequest.builder().portfolioId(portfolio).build(),
                AcceptPortfolioShareRequest.builder().portfolioId(portfolio).build(),
                RejectPortfolioShareRequest.builder().portfolioId(portfolio).build(),
                AssociatePrincipalWithPortfolioRequest.builder()
                        .portfolioId(portfolio)
                        .principalARN("arn:aws:iam:::user/*")
                        .principalType("IAM_PATTERN")
                        .build(),
                DisassociatePrincipalFromPortfolioRequest.builder()
                        .portfolioId(portfolio)
                        .principalARN("arn:aws:iam::111111111111:user/Admin")
                        .build(),
                ListPrincipalsForPortfolioRequest.builder().portfolioId(portfolio).build(),
                SearchProductsAsAdminRequest.builder().portfolioId(portfolio).build(),
                ListConstraintsForPortfolioRequest.builder().portfolioId(portfolio).build(),
                ListConstraintsForPortfolioRequest.builder()
                        .portfolioId(own)
                        .productId(ids.product())
                        .build());
    }

    private static List<SdkPojo> ofProducts(Ids ids, String own) {
        var product = ids.product();
        var version =
                ProvisioningArtifactProperties.builder()
                        .info(Map.of("LoadTemplateFromURL", "https://s3.amazonaws.com/b/k"))
                        .build();
        return List.of(
                DescribeProductAsAdminRequest.builder().id(product).build(),
                UpdateProductRequest.builder().id(product).name("x").build(),
                DeleteProductRequest.builder().id(product).build(),
                CreateProvisioningArtifactRequest.builder()
                        .productId(product)
                        .parameters(version)
                        .build(),
                DescribeProvisioningArtifactRequest.builder()
                        .productId(product)
                        .provisioningArtifactId(ids.artifact())
                        .build(),
                UpdateProvisioningArtifactRequest.builder()
                        .productId(product)
                        .provisioningArtifactId(ids.artifact())
                        .active(false)
                        .build(),
                DeleteProvisioningArtifactRequest.builder()
                        .productId(product)
                        .provisioningArtifactId(ids.artifact())
                        .build(),
                ListProvisioningArtifactsRequest.builder().productId(product).build(),
                AssociateProductWithPortfolioRequest.builder()
                        .productId(product)
                        .portfolioId(own)
                        .sourcePortfolioId(ids.portfolio())
                        .build(),
                DisassociateProductFromPortfolioRequest.builder()
                        .productId(product)
                        .portfolioId(ids.portfolio())
                        .build(),
                ListPortfoliosForProductRequest.builder().productId(product).build(),
                CreateConstraintRequest.builder()
                        .productId(product)
                        .portfolioId(own)
                        .type("LAUNCH")
                        .parameters("{\"LocalRoleName\":\"x\"}")
                        .build(),
                DescribeConstraintRequest.builder().id(ids.constraint()).build(),
                UpdateConstraintRequest.builder().id(ids.constraint()).description("x").build(),
                DeleteConstraintRequest.builder().id(ids.constraint()).build());
    }

    private static List<SdkPojo> ofUsers(Ids ids) {
        var product = ids.product();
        return List.of(
                DescribeProductRequest.builder().id(product).build(),
                DescribeProductViewRequest.builder().id(ids.view()).build(),
                ListLaunchPathsRequest.builder().productId(product).build(),
                DescribeProvisioningParametersRequest.builder()
                        .productId(product)
                        .provisioningArtifactId(ids.artifact())
                        .pathId(ids.path())
                        .build(),
                ProvisionProductRequest.builder()
                        .productId(product)
                        .provisioningArtifactId(ids.artifact())
                        .pathId(ids.path())
                        .provisionedProductName("mine")
                        .build(),
                DescribeProvisionedProductRequest.builder().id(ids.provisioned()).build(),
                GetProvisionedProductOutputsRequest.builder()
                        .provisionedProductId(ids.provisioned())
                        .build(),
                UpdateProvisionedProductRequest.builder()
                        .provisionedProductId(ids.provisioned())
                        .updateToken("t")
                        .build(),
                TerminateProvisionedProductRequest.builder()
                        .provisionedProductId(ids.provisioned())
                        .terminateToken("t")
                        .build(),
                DescribeRecordRequest.builder().id(ids.record()).build());
    }
}
