package dev.wheelhouse.cloud.s3;

/**
 * What keeps a bucket from becoming public (S3 user guide, "Blocking public access to your Amazon
 * S3 storage"). Buckets have no ACLs here, so the two settings about them hold by themselves.
 *
 * @param blockPublicAcls ACLs that grant to everybody are refused
 * @param ignorePublicAcls ACLs that grant to everybody grant nothing
 * @param blockPublicPolicy policies that grant to everybody are refused
 * @param restrictPublicBuckets a policy that grants to everybody grants to the bucket's own account
 *     only
 */
public record PublicAccessBlock(
        boolean blockPublicAcls,
        boolean ignorePublicAcls,
        boolean blockPublicPolicy,
        boolean restrictPublicBuckets) {
    /** What a new bucket has: everything (since April 2023). */
    public static final PublicAccessBlock OF_NEW_BUCKETS =
            new PublicAccessBlock(true, true, true, true);
}
