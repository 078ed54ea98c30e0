package dev.wheelhouse.store;

import dev.wheelhouse.document.Value;
import java.util.Optional;

/**
 * One change, as the journal keeps it. Secrets are {@code ****} before they come here.
 *
 * @param account the 12-digit account whose resource changed
 * @param region the region, or {@code aws-global}
 * @param principal the ARN of who did it
 * @param action the IAM action, for example {@code servicecatalog:CreatePortfolio}
 * @param resource what changed: an ARN or an id
 * @param before the state before, empty for a creation
 * @param after the state after, empty for a deletion
 */
public record JournalEntry(
        String account,
        String region,
        String principal,
        String action,
        String resource,
        Optional<Value> before,
        Optional<Value> after) {}
