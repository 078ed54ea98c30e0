package dev.wheelhouse.catalog;

import java.util.random.RandomGenerator;

/**
 * Makes up new ids: a prefix and 13 characters of lower-case base 32 ({@code a-z2-7}), 65 bits.
 * Thread-safe when the generator is.
 */
public final class CatalogIds {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LENGTH = 13;

    private final RandomGenerator random;

    public CatalogIds(RandomGenerator random) {
        this.random = random;
    }

    public PortfolioId portfolio() {
        return new PortfolioId("port-" + suffix());
    }

    public ProductId product() {
        return new ProductId("prod-" + suffix());
    }

    /**
     * The id of a product's view, {@code prodview-}: what the end user's DescribeProductView takes.
     */
    public String productView() {
        return "prodview-" + suffix();
    }

    public ProvisioningArtifactId provisioningArtifact() {
        return new ProvisioningArtifactId("pa-" + suffix());
    }

    public ConstraintId constraint() {
        return new ConstraintId("cons-" + suffix());
    }

    public ProvisionedProductId provisionedProduct() {
        return new ProvisionedProductId("pp-" + suffix());
    }

    public RecordId record() {
        return new RecordId("rec-" + suffix());
    }

    private String suffix() {
        var suffix = new StringBuilder(LENGTH);
        for (var i = 0; i < LENGTH; i++) {
            suffix.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return suffix.toString();
    }
}
