package dev.wheelhouse.identity;

import java.time.Instant;

/**
 * A managed policy, without its documents.
 *
 * @param arn {@code arn:aws:iam::ACCOUNT:policy/...}; the account of AWS's own is {@code aws}
 * @param id {@code ANPA} and 17 letters and digits
 * @param path {@code /}, or with more between slashes
 * @param description empty when there is none
 * @param defaultVersion the number of the version in force
 */
public record ManagedPolicy(
        String arn,
        String id,
        String name,
        String path,
        String description,
        int defaultVersion,
        Instant created,
        Instant updated) {}
