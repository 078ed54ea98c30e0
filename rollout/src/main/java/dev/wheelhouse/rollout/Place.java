package dev.wheelhouse.rollout;

/**
 * Where and as whom the API is called.
 *
 * @param account the 12-digit account of the credentials
 * @param region the region's code, for example {@code us-east-1}
 * @param endpoint where Service Catalog is reached: a URL, or {@code AWS} for AWS's own endpoint
 * @param principal the ARN of the caller
 */
public record Place(String account, String region, String endpoint, String principal) {
    /** How {@link #endpoint} reads when no endpoint is configured. */
    public static final String AWS = "AWS";

    /** The account and region in words, for a message. */
    public String words() {
        return "account " + account + ", region " + region;
    }
}
