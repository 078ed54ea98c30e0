package dev.wheelhouse.rollout.thing;

import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.Use;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.servicecatalog.model.PortfolioDetail;
import software.amazon.awssdk.services.servicecatalog.model.ProductViewSummary;

/** Products in portfolios. */
final class ProductUses {
    private ProductUses() {}

    /** The products that a portfolio holds, own or imported. */
    static List<ProductViewSummary> in(AwsAccess access, String portfolio) {
        return access
                .serviceCatalog()
                .searchProductsAsAdminPaginator(request -> request.portfolioId(portfolio))
                .stream()
                .flatMap(page -> page.productViewDetails().stream())
                .map(product -> product.productViewSummary())
                .toList();
    }

    /** What keeps a portfolio from being deleted: the products in it. */
    static List<Use> of(AwsAccess access, String portfolio) {
        return in(access, portfolio).stream()
                .map(product ->
                        use(
                                portfolio,
                                product.productId(),
                                "product \""
                                        + product.name()
                                        + "\" ("
                                        + product.productId()
                                        + ") is in portfolio "
                                        + portfolio
                                        + ", put there by somebody else"))
                .toList();
    }

    /** The account's own portfolios that hold a product. */
    static List<Use> holders(AwsAccess access, String product, String productName) {
        var own =
                ConstraintUses.own(access).stream()
                        .map(PortfolioDetail::id)
                        .collect(Collectors.toSet());
        return access
                .serviceCatalog()
                .listPortfoliosForProductPaginator(request -> request.productId(product))
                .stream()
                .flatMap(page -> page.portfolioDetails().stream())
                .filter(portfolio -> own.contains(portfolio.id()))
                .map(portfolio ->
                        use(
                                portfolio.id(),
                                product,
                                "portfolio \""
                                        + Objects.requireNonNullElse(portfolio.displayName(), "")
                                        + "\" ("
                                        + portfolio.id()
                                        + ") holds product \""
                                        + productName
                                        + "\" ("
                                        + product
                                        + ")"))
                .toList();
    }

    /** The id of an association, as CloudFormation writes it. */
    static String user(String portfolio, String product) {
        return portfolio + "|" + product;
    }

    private static Use use(String portfolio, String product, String words) {
        return new Use(
                user(portfolio, product),
                words,
                "aws servicecatalog disassociate-product-from-portfolio --portfolio-id "
                        + portfolio
                        + " --product-id "
                        + product);
    }
}
