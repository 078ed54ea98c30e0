package dev.wheelhouse.catalog.api;

import dev.wheelhouse.catalog.Constraint;
import dev.wheelhouse.catalog.Portfolio;
import dev.wheelhouse.catalog.Product;
import dev.wheelhouse.catalog.ProvisioningArtifact;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.servicecatalog.model.ConstraintDetail;
import software.amazon.awssdk.services.servicecatalog.model.PortfolioDetail;
import software.amazon.awssdk.services.servicecatalog.model.ProductViewDetail;
import software.amazon.awssdk.services.servicecatalog.model.ProductViewSummary;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningArtifactDetail;

/** What the API shows of portfolios, products, artifacts and constraints. */
final class Shapes {
    private Shapes() {}

    static PortfolioDetail detail(Portfolio portfolio) {
        return PortfolioDetail.builder()
                .id(portfolio.id().value())
                .arn(portfolio.arn())
                .displayName(portfolio.displayName())
                .description(portfolio.description().orElse(null))
                .providerName(portfolio.providerName())
                .createdTime(portfolio.createdAt())
                .build();
    }

    static ProductViewSummary summary(Product product) {
        return ProductViewSummary.builder()
                .id(product.viewId())
                .productId(product.id().value())
                .name(product.name())
                .owner(product.owner())
                .shortDescription(product.description().orElse(null))
                .type(product.type().name())
                .distributor(product.distributor().orElse(""))
                .hasDefaultPath(false)
                .supportDescription(product.support().description().orElse(null))
                .supportEmail(product.support().email().orElse(null))
                .supportUrl(product.support().url().orElse(null))
                .build();
    }

    static ProductViewDetail detail(Product product) {
        return ProductViewDetail.builder()
                .productViewSummary(summary(product))
                .status("CREATED")
                .productARN(product.arn())
                .createdTime(wholeSeconds(product.createdAt()))
                .build();
    }

    static ProvisioningArtifactDetail detail(ProvisioningArtifact artifact) {
        return ProvisioningArtifactDetail.builder()
                .id(artifact.id().value())
                .name(artifact.name())
                .description(artifact.description().orElse(null))
                .type(artifact.type().name())
                .createdTime(wholeSeconds(artifact.createdAt()))
                .active(artifact.active())
                .guidance(artifact.guidance().name())
                .build();
    }

    /** How a version names where its template came from. */
    static Map<String, String> info(ProvisioningArtifact artifact) {
        return switch (artifact.source()) {
            case ProvisioningArtifact.Source.TemplateUrl template ->
                    Map.of("TemplateUrl", template.url());
            case ProvisioningArtifact.Source.StackTemplate stack ->
                    Map.of("PhysicalId", stack.stackArn());
        };
    }

    static ConstraintDetail detail(Constraint constraint) {
        return ConstraintDetail.builder()
                .constraintId(constraint.id().value())
                .type(constraint.definition().type())
                .description(constraint.description().orElse(null))
                .owner(constraint.account().value())
                .productId(constraint.product().value())
                .portfolioId(constraint.portfolio().value())
                .build();
    }

    /** Product and version times carry no fraction of a second. */
    static Instant wholeSeconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether a request gives this text: neither absent nor empty. */
    static boolean given(@Nullable String text) {
        return text != null && !text.isEmpty();
    }
}
