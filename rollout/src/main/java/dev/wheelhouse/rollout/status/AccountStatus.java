package dev.wheelhouse.rollout.status;

import dev.wheelhouse.rollout.Place;
import java.time.Instant;
import java.util.List;

/**
 * What an account has in Service Catalog.
 *
 * @param place account, region and endpoint
 * @param portfolios own ones first, then imported ones
 * @param launches provisioned products, newest first
 */
public record AccountStatus(
        Place place, List<PortfolioStatus> portfolios, List<LaunchStatus> launches) {
    public AccountStatus {
        portfolios = List.copyOf(portfolios);
        launches = List.copyOf(launches);
    }

    /**
     * A provisioned product.
     *
     * @param id for example {@code pp-4k2m7qzxbn3ra}
     * @param status AVAILABLE, UNDER_CHANGE, TAINTED, ERROR or PLAN_IN_PROGRESS
     * @param message why, when it is not available; may be empty
     * @param by the ARN of who launched it
     */
    public record LaunchStatus(
            String id,
            String name,
            String product,
            String version,
            String status,
            String message,
            String by,
            Instant createdAt) {}
}
