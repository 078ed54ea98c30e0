package dev.wheelhouse.rollout.enduser;

import java.util.List;

/**
 * A product that the caller may launch.
 *
 * @param id for example {@code prod-4k2m7qzxbn3ra}
 * @param owner who publishes it, in words
 * @param versions the versions to launch, oldest first
 * @param paths the portfolios through which the caller reaches it
 */
public record CatalogProduct(
        String id,
        String name,
        String owner,
        String description,
        List<Version> versions,
        List<Path> paths) {
    public CatalogProduct {
        versions = List.copyOf(versions);
        paths = List.copyOf(paths);
    }

    /**
     * A provisioning artifact.
     *
     * @param deprecated whether it is kept for those who run it, not for new launches
     */
    public record Version(String id, String name, String description, boolean deprecated) {}

    /**
     * A launch path.
     *
     * @param name the portfolio's name
     */
    public record Path(String id, String name) {}
}
