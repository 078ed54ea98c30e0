package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.Catalog.ALL;
import static dev.wheelhouse.catalog.api.Catalog.HUB;
import static dev.wheelhouse.catalog.api.Catalog.SPOKE;
import static dev.wheelhouse.catalog.api.Catalog.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.catalog.CatalogSettings;
import dev.wheelhouse.catalog.Quotas;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import dev.wheelhouse.wire.ServiceException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.servicecatalog.model.AssociatePrincipalWithPortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.AssociatePrincipalWithPortfolioResponse;
import software.amazon.awssdk.services.servicecatalog.model.CreatePortfolioResponse;
import software.amazon.awssdk.services.servicecatalog.model.CreateProvisioningArtifactRequest;
import software.amazon.awssdk.services.servicecatalog.model.CreateProvisioningArtifactResponse;
import software.amazon.awssdk.services.servicecatalog.model.ProvisionProductRequest;
import software.amazon.awssdk.services.servicecatalog.model.Tag;
import software.amazon.awssdk.services.servicecatalog.model.UpdateProductRequest;

/** Every quota as it was set, and the retention of tokens. */
class QuotasTest {
    private static final CatalogSettings TIGHT =
            new CatalogSettings(
                    new Quotas(3, 3, 2, 2, 1, 3, 1, 2, 1, 1, 1), Duration.ofHours(1), false, true);

    @OnEachDatabase
    void eachQuotaIsTheNumberThatWasSet(TestDatabase given) {
        var catalog = new Catalog(given, TIGHT);
        var first = HubAndSpokeTest.portfolio(catalog, HUB, "1");
        var second = HubAndSpokeTest.portfolio(catalog, HUB, "2");
        HubAndSpokeTest.portfolio(catalog, HUB, "3");
        exceeds("Portfolio", 3, () -> HubAndSpokeTest.portfolio(catalog, HUB, "4"));
        var product = HubAndSpokeTest.product(catalog, "a");
        var other = HubAndSpokeTest.product(catalog, "b");
        var third = HubAndSpokeTest.product(catalog, "c");
        exceeds("Product", 3, () -> HubAndSpokeTest.product(catalog, "d"));
        HubAndSpokeTest.associate(catalog, HUB, first, product, null);
        HubAndSpokeTest.associate(catalog, HUB, first, other, null);
        exceeds("Product", 2, () -> HubAndSpokeTest.associate(catalog, HUB, first, third, null));
        version(catalog, product);
        exceeds("ProvisioningArtifact", 2, () -> version(catalog, product));
        HubAndSpokeTest.share(catalog, first, SPOKE);
        exceeds("PortfolioShare", 1, () -> HubAndSpokeTest.share(catalog, first, STRANGER));
        constrain(catalog, first, product, "a");
        exceeds("Constraint", 1, () -> constrain(catalog, first, product, "b"));
        exceeds(
                "Tag",
                1,
                () ->
                        catalog.ask(
                                SPOKE,
                                HubAndSpokeTest.createPortfolio("tags").toBuilder()
                                        .tags(tag("a"), tag("b"))
                                        .build(),
                                CreatePortfolioResponse.class));
        principals(catalog, first, second, product);
    }

    @OnEachDatabase
    void tooManyTagsAreInvalidWhereAnActionHasNoErrorForLimits(TestDatabase given) {
        var catalog = new Catalog(given, TIGHT);
        var portfolio = HubAndSpokeTest.portfolio(catalog, HUB, "1");
        var product = HubAndSpokeTest.product(catalog, "a");
        HubAndSpokeTest.associate(catalog, HUB, portfolio, product, null);
        admit(catalog, portfolio, "IAM", "arn:aws:iam::111111111111:user/Admin");

        for (var request :
                List.<SdkPojo>of(
                        UpdateProductRequest.builder()
                                .id(product)
                                .addTags(tag("a"), tag("b"))
                                .build(),
                        ProvisionProductRequest.builder()
                                .productId(product)
                                .provisioningArtifactName("v1")
                                .provisionedProductName("web")
                                .tags(tag("a"), tag("b"))
                                .build())) {
            Assertions.assertThatThrownBy(() -> catalog.ask(HUB, request, SdkPojo.class))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            error ->
                                    assertThat(error.kind().code())
                                            .isEqualTo("InvalidParametersException"))
                    .hasMessage("Tag limit exceeded. Limit: 1");
        }
    }

    /** Two and a pattern in the first portfolio, then one in the second is the fourth. */
    private static void principals(Catalog catalog, String first, String second, String product) {
        for (var user : new String[] {"A", "B", "C"}) {
            catalog.user(HUB, user, ALL);
        }
        admit(catalog, first, "IAM", "arn:aws:iam::111111111111:user/A");
        admit(catalog, first, "IAM", "arn:aws:iam::111111111111:user/A");
        admit(catalog, first, "IAM", "arn:aws:iam::111111111111:user/B");
        exceeds(
                "Principal",
                2,
                () -> admit(catalog, first, "IAM", "arn:aws:iam::111111111111:user/C"));
        admit(catalog, first, "IAM_PATTERN", "arn:aws:iam:::role/*");
        exceeds("Principal", 1, () -> admit(catalog, first, "IAM_PATTERN", "arn:aws:iam:::user/*"));
        admit(catalog, second, "IAM", "arn:aws:iam::111111111111:user/A");
        HubAndSpokeTest.associate(catalog, HUB, second, product, null);
        exceeds(
                "Principal",
                3,
                () -> admit(catalog, second, "IAM", "arn:aws:iam::111111111111:user/C"));
    }

    @OnEachDatabase
    void aTokenIsForgottenAfterItsTime(TestDatabase given) {
        var catalog = new Catalog(given, TIGHT);
        var request =
                HubAndSpokeTest.createPortfolio("Linux").toBuilder().idempotencyToken("t").build();
        var first = catalog.ask(HUB, request, CreatePortfolioResponse.class);
        catalog.later(Duration.ofMinutes(59));
        assertThat(catalog.ask(HUB, request, CreatePortfolioResponse.class)).isEqualTo(first);

        catalog.later(Duration.ofMinutes(2));

        assertThat(catalog.ask(HUB, request, CreatePortfolioResponse.class)).isNotEqualTo(first);
    }

    private static void exceeds(String kind, int limit, ThrowingCallable call) {
        Assertions.assertThatThrownBy(call)
                .isInstanceOf(ServiceException.class)
                .hasMessage(kind + " limit exceeded. Limit: " + limit);
    }

    private static void version(Catalog catalog, String product) {
        catalog.ask(
                HUB,
                CreateProvisioningArtifactRequest.builder()
                        .productId(product)
                        .parameters(HubAndSpokeTest.version("https://s3.amazonaws.com/b/2"))
                        .build(),
                CreateProvisioningArtifactResponse.class);
    }

    private static void constrain(Catalog catalog, String portfolio, String product, String topic) {
        HubAndSpokeTest.constrain(
                catalog,
                HUB,
                portfolio,
                product,
                "NOTIFICATION",
                "{\"NotificationArns\":[\"arn:aws:sns:us-east-1:111111111111:" + topic + "\"]}");
    }

    private static void admit(Catalog catalog, String portfolio, String type, String arn) {
        catalog.ask(
                HUB,
                AssociatePrincipalWithPortfolioRequest.builder()
                        .portfolioId(portfolio)
                        .principalType(type)
                        .principalARN(arn)
                        .build(),
                AssociatePrincipalWithPortfolioResponse.class);
    }

    private static Tag tag(String key) {
        return Tag.builder().key(key).value("v").build();
    }
}
