package dev.wheelhouse.identity;

import java.time.Instant;
import java.util.Optional;

/**
 * An AWS account.
 *
 * @param organization the id of the organization it belongs to
 * @param email unique among all accounts, compared without case
 * @param invited whether it joined by invitation; otherwise it was made in the organization
 */
public record Account(
        AccountId id,
        Optional<String> organization,
        String name,
        String email,
        boolean invited,
        Instant joined) {}
