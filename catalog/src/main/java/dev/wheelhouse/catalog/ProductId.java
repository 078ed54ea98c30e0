package dev.wheelhouse.catalog;

/**
 * Names one product, for example {@code prod-4k2m7qzxbn3ra}.
 *
 * @param value 1 to 100 letters, digits, hyphens or underscores (API shape Id)
 * @throws IllegalArgumentException if the value does not have that format
 */
public record ProductId(String value) {
    public ProductId {
        IdFormat.check(value, "product");
    }

    @Override
    public String toString() {
        return value;
    }
}
