package dev.wheelhouse.catalog;

import java.time.Duration;

/**
 * What can be set about Service Catalog. Where AWS's documents leave a choice, the other one can be
 * taken.
 *
 * @param quotas how much of each thing there may be
 * @param tokenRetention how long an idempotency token is remembered
 * @param launchConstraintsFollow whether the hub's launch constraint follows a product into a
 *     portfolio of the spoke's own, until the spoke makes one there
 * @param tagsReachStacks whether a launch puts the tags of its portfolio and product on the stack,
 *     under those of the request
 */
public record CatalogSettings(
        Quotas quotas,
        Duration tokenRetention,
        boolean launchConstraintsFollow,
        boolean tagsReachStacks) {
    /** What holds where nothing else is said. */
    public static CatalogSettings standard() {
        return new CatalogSettings(Quotas.standard(), Duration.ofHours(24), false, true);
    }
}
