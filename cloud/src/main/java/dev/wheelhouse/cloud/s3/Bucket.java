package dev.wheelhouse.cloud.s3;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A bucket.
 *
 * @param name unique over all accounts
 * @param policy its policy as it was put, JSON
 * @param tags its own and, where a stack made it, those that begin with {@code aws:}
 */
public record Bucket(
        String name,
        AccountId account,
        Region region,
        Optional<String> policy,
        Map<String, String> tags,
        BucketSettings settings,
        Instant createdAt) {
    private static final String RESERVED = "aws:";

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
        return new Bucket(name, account, region, changed, tags, settings, createdAt);
    }

    /** This bucket with other tags. */
    public Bucket withTags(Map<String, String> changed) {
        return new Bucket(name, account, region, policy, changed, settings, createdAt);
    }

    /** This bucket with other settings. */
    public Bucket with(BucketSettings changed) {
        return new Bucket(name, account, region, policy, tags, changed, createdAt);
    }

    /** The tags that AWS's services set, which no requester can change. */
    public Map<String, String> systemTags() {
        var reserved = new LinkedHashMap<>(tags);
        reserved.keySet().removeIf(key -> !isReserved(key));
        return reserved;
    }

    /** Whether a tag is AWS's own. */
    public static boolean isReserved(String tag) {
        return tag.startsWith(RESERVED);
    }

    /** Whether a policy may be put on it, as far as that is about being public. */
    public boolean admits(String wanted) {
        return !settings.blocksPublicPolicy() || !PublicPolicy.is(wanted);
    }

    /** Whether its policy grants to its own account only, whatever it says. */
    public boolean isRestricted() {
        return settings.restrictsPublicBucket() && policy.filter(PublicPolicy::is).isPresent();
    }
}
