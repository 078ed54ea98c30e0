package dev.wheelhouse.catalog;

/**
 * Names one portfolio, for example {@code port-4k2m7qzxbn3ra}.
 *
 * @param value 1 to 100 letters, digits, hyphens or underscores (API shape Id)
 * @throws IllegalArgumentException if the value does not have that format
 */
public record PortfolioId(String value) {
    public PortfolioId {
        IdFormat.check(value, "portfolio");
    }

    @Override
    public String toString() {
        return value;
    }
}
