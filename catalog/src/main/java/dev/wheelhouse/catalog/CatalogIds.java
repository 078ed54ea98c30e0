package dev.wheelhouse.catalog;

import java.util.function.LongSupplier;

/**
 * Makes up new ids: a prefix and 13 characters of lower-case base 32 ({@code a-z2-7}), whose order
 * is that of their numbers. Thread-safe when the source of numbers is.
 */
public final class CatalogIds {
    private static final String ALPHABET = "234567abcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 13;

    private final LongSupplier numbers;

    public CatalogIds(LongSupplier numbers) {
        this.numbers = numbers;
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
        var number = numbers.getAsLong();
        var suffix = new char[LENGTH];
        for (var place = 0; place < LENGTH; place++) {
            // 64 bits are 13 digits of which the first has four.
            suffix[place] = ALPHABET.charAt((int) (number >>> (5 * (LENGTH - 1 - place))) & 31);
        }
        return new String(suffix);
    }
}
