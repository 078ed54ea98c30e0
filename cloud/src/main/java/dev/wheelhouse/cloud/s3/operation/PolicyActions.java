package dev.wheelhouse.cloud.s3.operation;

import dev.wheelhouse.identity.policy.Glob;
import java.util.List;
import java.util.Locale;

/**
 * Actions in policies of buckets, and what they apply to (Service Authorization Reference,
 * "Actions, resources, and condition keys for Amazon S3"). The lists are not all of S3's actions:
 * one that is on neither is taken to apply to everything.
 */
final class PolicyActions {
    private static final String SERVICE = "s3:";

    private static final List<String> ON_OBJECTS =
            List.of(
                    "AbortMultipartUpload",
                    "BypassGovernanceRetention",
                    "DeleteObject",
                    "DeleteObjectTagging",
                    "DeleteObjectVersion",
                    "DeleteObjectVersionTagging",
                    "GetObject",
                    "GetObjectAcl",
                    "GetObjectAttributes",
                    "GetObjectLegalHold",
                    "GetObjectRetention",
                    "GetObjectTagging",
                    "GetObjectTorrent",
                    "GetObjectVersion",
                    "GetObjectVersionAcl",
                    "GetObjectVersionAttributes",
                    "GetObjectVersionForReplication",
                    "GetObjectVersionTagging",
                    "GetObjectVersionTorrent",
                    "InitiateReplication",
                    "ListMultipartUploadParts",
                    "ObjectOwnerOverrideToBucketOwner",
                    "PutObject",
                    "PutObjectAcl",
                    "PutObjectLegalHold",
                    "PutObjectRetention",
                    "PutObjectTagging",
                    "PutObjectVersionAcl",
                    "PutObjectVersionTagging",
                    "ReplicateDelete",
                    "ReplicateObject",
                    "ReplicateTags",
                    "RestoreObject");

    private static final List<String> ON_BUCKETS =
            List.of(
                    "CreateBucket",
                    "DeleteBucket",
                    "DeleteBucketPolicy",
                    "DeleteBucketWebsite",
                    "GetAccelerateConfiguration",
                    "GetAnalyticsConfiguration",
                    "GetBucketAcl",
                    "GetBucketCORS",
                    "GetBucketLocation",
                    "GetBucketLogging",
                    "GetBucketNotification",
                    "GetBucketObjectLockConfiguration",
                    "GetBucketOwnershipControls",
                    "GetBucketPolicy",
                    "GetBucketPolicyStatus",
                    "GetBucketPublicAccessBlock",
                    "GetBucketRequestPayment",
                    "GetBucketTagging",
                    "GetBucketVersioning",
                    "GetBucketWebsite",
                    "GetEncryptionConfiguration",
                    "GetIntelligentTieringConfiguration",
                    "GetInventoryConfiguration",
                    "GetLifecycleConfiguration",
                    "GetMetricsConfiguration",
                    "GetReplicationConfiguration",
                    "ListBucket",
                    "ListBucketMultipartUploads",
                    "ListBucketVersions",
                    "PutAccelerateConfiguration",
                    "PutAnalyticsConfiguration",
                    "PutBucketAcl",
                    "PutBucketCORS",
                    "PutBucketLogging",
                    "PutBucketNotification",
                    "PutBucketObjectLockConfiguration",
                    "PutBucketOwnershipControls",
                    "PutBucketPolicy",
                    "PutBucketPublicAccessBlock",
                    "PutBucketRequestPayment",
                    "PutBucketTagging",
                    "PutBucketVersioning",
                    "PutBucketWebsite",
                    "PutEncryptionConfiguration",
                    "PutIntelligentTieringConfiguration",
                    "PutInventoryConfiguration",
                    "PutLifecycleConfiguration",
                    "PutMetricsConfiguration",
                    "PutReplicationConfiguration");

    private PolicyActions() {}

    /** Whether a policy of a bucket may name an action: one of S3, or all there are. */
    static boolean isOfS3(String action) {
        return action.equals("*") || action.toLowerCase(Locale.ROOT).startsWith(SERVICE);
    }

    /**
     * Whether an action, perhaps with wildcards, can be done to what a statement names.
     *
     * @param bucket whether it names the bucket
     * @param objects whether it names objects
     */
    static boolean applies(String action, boolean bucket, boolean objects) {
        boolean onBuckets = matchesAny(action, ON_BUCKETS);
        boolean onObjects = matchesAny(action, ON_OBJECTS);
        return (!onBuckets && !onObjects) || (onBuckets && bucket) || (onObjects && objects);
    }

    private static boolean matchesAny(String action, List<String> names) {
        if (action.equals("*")) {
            return true;
        }
        var pattern = Glob.of(action.substring(SERVICE.length()).toLowerCase(Locale.ROOT));
        return names.stream().anyMatch(name -> pattern.matches(name.toLowerCase(Locale.ROOT)));
    }
}
