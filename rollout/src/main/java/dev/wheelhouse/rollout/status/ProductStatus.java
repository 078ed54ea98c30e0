package dev.wheelhouse.rollout.status;

import java.util.List;
import java.util.Optional;

/**
 * One product in one portfolio.
 *
 * @param id for example {@code prod-4k2m7qzxbn3ra}
 * @param owner the 12-digit account that owns it
 * @param versions those of its versions that are active, oldest first
 * @param constraints what is in force for a launch from this portfolio
 */
public record ProductStatus(
        String id,
        String name,
        String owner,
        List<Version> versions,
        List<ConstraintStatus> constraints) {
    public ProductStatus {
        versions = List.copyOf(versions);
        constraints = List.copyOf(constraints);
    }

    /**
     * One version.
     *
     * @param deprecated whether it is for what runs on it already, not for new launches
     */
    public record Version(String name, boolean deprecated) {}

    /** The role of its launch constraint: an ARN, or a name in the launching account. */
    public Optional<String> launchRole() {
        return constraints.stream()
                .flatMap(constraint -> constraint.launchRole().stream())
                .findFirst();
    }
}
