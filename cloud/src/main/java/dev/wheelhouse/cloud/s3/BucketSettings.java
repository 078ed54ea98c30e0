package dev.wheelhouse.cloud.s3;

import java.util.Optional;

/**
 * What can be set on a bucket beside its policy and tags.
 *
 * @param publicAccessBlock what keeps it from becoming public; empty when that was deleted
 * @param ownership who owns its objects; empty when the controls were deleted. {@code
 *     BucketOwnerEnforced} is the only value, since ACLs are not built
 * @param bucketKey whether a bucket key was asked for, which AES256 makes no use of
 */
public record BucketSettings(
        Optional<PublicAccessBlock> publicAccessBlock,
        Optional<String> ownership,
        boolean bucketKey) {
    public static final String BUCKET_OWNER_ENFORCED = "BucketOwnerEnforced";

    /** What a new bucket has. Its objects are encrypted with AES256, as all are. */
    public static final BucketSettings OF_NEW_BUCKETS =
            new BucketSettings(
                    Optional.of(PublicAccessBlock.OF_NEW_BUCKETS),
                    Optional.of(BUCKET_OWNER_ENFORCED),
                    false);

    /** These settings with others against becoming public, or none. */
    public BucketSettings with(Optional<PublicAccessBlock> changed) {
        return new BucketSettings(changed, ownership, bucketKey);
    }

    /** These settings with other ownership controls, or none. */
    public BucketSettings ownedBy(Optional<String> changed) {
        return new BucketSettings(publicAccessBlock, changed, bucketKey);
    }

    /** These settings with a bucket key or without. */
    public BucketSettings withBucketKey(boolean changed) {
        return new BucketSettings(publicAccessBlock, ownership, changed);
    }

    boolean blocksPublicPolicy() {
        return publicAccessBlock.filter(PublicAccessBlock::blockPublicPolicy).isPresent();
    }

    boolean restrictsPublicBucket() {
        return publicAccessBlock.filter(PublicAccessBlock::restrictPublicBuckets).isPresent();
    }
}
