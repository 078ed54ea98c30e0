package dev.wheelhouse.catalog;

/**
 * Names one provisioned product, for example {@code pp-4k2m7qzxbn3ra}.
 *
 * @param value 1 to 100 letters, digits, hyphens or underscores (API shape Id)
 * @throws IllegalArgumentException if the value does not have that format
 */
public record ProvisionedProductId(String value) {
    public ProvisionedProductId {
        IdFormat.check(value, "provisioned product");
    }

    @Override
    public String toString() {
        return value;
    }
}
