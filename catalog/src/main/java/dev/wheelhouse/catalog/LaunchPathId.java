package dev.wheelhouse.catalog;

/**
 * Names a launch path: by which portfolio a product is launched, for example {@code
 * lpv3-4k2m7qzxbn3ra}. It means something only together with a product.
 *
 * @param value 1 to 100 letters, digits, hyphens or underscores (API shape Id)
 * @throws IllegalArgumentException if the value does not have that format
 */
public record LaunchPathId(String value) {
    private static final String PREFIX = "lpv3-";

    public LaunchPathId {
        IdFormat.check(value, "launch path");
    }

    /** The path through a portfolio: the same suffix for each product in it. */
    public static LaunchPathId through(PortfolioId portfolio) {
        var dash = portfolio.value().indexOf('-');
        return new LaunchPathId(PREFIX + portfolio.value().substring(dash + 1));
    }

    @Override
    public String toString() {
        return value;
    }
}
