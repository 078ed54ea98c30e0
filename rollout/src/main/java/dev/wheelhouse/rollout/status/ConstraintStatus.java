package dev.wheelhouse.rollout.status;

import java.util.List;
import java.util.Optional;

/**
 * One constraint that is in force.
 *
 * @param id for example {@code cons-4k2m7qzxbn3ra}
 * @param type LAUNCH, TEMPLATE and so on
 * @param description in words; may be empty
 * @param origin where it came from
 * @param launchRole of a launch constraint: the role's ARN, or its name in the launching account
 * @param rules of a template constraint: the names of its rules
 * @param says of any other constraint: what it does, in words; empty when nothing is known of it
 */
public record ConstraintStatus(
        String id,
        String type,
        String description,
        Origin origin,
        Optional<String> launchRole,
        List<String> rules,
        String says) {
    public ConstraintStatus {
        rules = List.copyOf(rules);
    }

    /** Where a constraint came from. */
    public sealed interface Origin {
        /** The account made it. */
        record Own() implements Origin {}

        /**
         * It came with another account's portfolio.
         *
         * @param account the 12-digit hub account
         * @param portfolio the hub's portfolio
         */
        record Inherited(String account, String portfolio) implements Origin {}

        /** In words: {@code inherited from account 123456789012 via port-4k2m7qzxbn3ra}. */
        default String words() {
            return switch (this) {
                case Own _ -> "own";
                case Inherited inherited ->
                        "inherited from account "
                                + inherited.account()
                                + " via "
                                + inherited.portfolio();
            };
        }
    }
}
