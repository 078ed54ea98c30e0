package dev.wheelhouse.cloud.s3;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A bucket.
 *
 * @param name unique over all accounts
 * @param policy its policy as it was put, JSON
 */
public record Bucket(
        String name,
        AccountId account,
        Region region,
        Optional<String> policy,
        Map<String, String> tags,
        Instant createdAt) {
    public Bucket {
        tags = Map.copyOf(tags);
    }

    public String arn() {
        return arn(name);
    }

    public static String arn(String bucket) {
        return "arn:aws:s3:::" + bucket;
    }

    public static String arn(String bucket, String key) {
        return "arn:aws:s3:::" + bucket + "/" + key;
    }

    /** This bucket with another policy, or none. */
    public Bucket withPolicy(Optional<String> changed) {
        return new Bucket(name, account, region, changed, tags, createdAt);
    }

    /** This bucket with other tags. */
    public Bucket withTags(Map<String, String> changed) {
        return new Bucket(name, account, region, policy, changed, createdAt);
    }
}
