package dev.wheelhouse.catalog;

/**
 * How much of each thing there may be (Service Catalog endpoints and quotas).
 *
 * @param portfolios per account and region
 * @param products per account and region
 * @param productsPerPortfolio in one portfolio
 * @param principalsPerPortfolio of type IAM, in one portfolio
 * @param principalPatternsPerPortfolio of type IAM_PATTERN, in one portfolio
 * @param principalsPerProduct of either type, over all portfolios that hold the product
 * @param sharesPerPortfolio accounts that one portfolio is shared with
 * @param artifactsPerProduct versions of one product
 * @param constraintsPerAssociation for one product in one portfolio
 * @param tags of one portfolio or product
 * @param tagsPerProvisionedProduct of one provisioned product, AutoTags left out
 */
public record Quotas(
        int portfolios,
        int products,
        int productsPerPortfolio,
        int principalsPerPortfolio,
        int principalPatternsPerPortfolio,
        int principalsPerProduct,
        int sharesPerPortfolio,
        int artifactsPerProduct,
        int constraintsPerAssociation,
        int tags,
        int tagsPerProvisionedProduct) {
    /** What AWS grants to a new account. */
    public static Quotas standard() {
        return new Quotas(100, 350, 150, 100, 10, 200, 5000, 100, 100, 20, 50);
    }
}
