package dev.wheelhouse.cloud.s3.operation;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.BUCKET_ALREADY_EXISTS;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.BUCKET_ALREADY_OWNED;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.BUCKET_NOT_EMPTY;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_TAG;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.NOT_IMPLEMENTED;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.PUBLIC_POLICY_BLOCKED;

import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.cloud.s3.Bucket;
import dev.wheelhouse.cloud.s3.BucketName;
import dev.wheelhouse.cloud.s3.BucketSettings;
import dev.wheelhouse.cloud.s3.PublicAccessBlock;
import dev.wheelhouse.cloud.s3.sql.BucketStore;
import dev.wheelhouse.cloud.s3.sql.ObjectStore;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.JournalEntry;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What can be done to buckets: each asks for the right to it, and notes what it changed. */
public final class BucketChanges {
    /** The IAM action behind PutBucketTagging and DeleteBucketTagging. */
    public static final String TAGGING = "s3:PutBucketTagging";

    private static final String BLOCK = "s3:PutBucketPublicAccessBlock";
    private static final String ENCRYPTION = "s3:PutEncryptionConfiguration";
    private static final String OWNERSHIP = "s3:PutBucketOwnershipControls";

    private final BucketStore buckets = new BucketStore();
    private final ObjectStore objects = new ObjectStore();
    private final BucketAccess access = new BucketAccess();
    private final Journal journal;
    private final InstantSource clock;

    public BucketChanges(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /** Asks whether a bucket may be made. */
    public void requireCreation(Acting by, Region region, String name) {
        by.require(
                BucketAccess.ofOwner(
                                AccessRequest.to("s3:CreateBucket", Bucket.arn(name)), by.account())
                        .with("s3:LocationConstraint", region.value()));
    }

    /**
     * Makes a bucket; the right to it, and to its tags, is given.
     *
     * @throws dev.wheelhouse.cloud.s3.S3Refusal if the name is malformed or taken
     */
    public Bucket create(Acting by, Region region, String name, Map<String, String> tags) {
        BucketName.check(name);
        var bucket =
                new Bucket(
                        name,
                        by.account(),
                        region,
                        Optional.empty(),
                        tags,
                        BucketSettings.OF_NEW_BUCKETS,
                        clock.instant());
        if (!buckets.insert(by.db(), bucket)) {
            throw taken(by, buckets.find(by.db(), name).orElseThrow());
        }
        note(by, "s3:CreateBucket", bucket, Optional.empty(), Optional.of(described(bucket)));
        return bucket;
    }

    private static RuntimeException taken(Acting by, Bucket there) {
        if (!there.account().equals(by.account())) {
            return BUCKET_ALREADY_EXISTS.because(
                    "The requested bucket name is not available. The bucket namespace is shared by"
                            + " all users of the system. Please select a different name and try"
                            + " again.");
        }
        return BUCKET_ALREADY_OWNED.because(
                "Your previous request to create the named bucket succeeded and you already own"
                        + " it.");
    }

    /**
     * Deletes a bucket.
     *
     * @throws dev.wheelhouse.cloud.s3.S3Refusal if it is not there, or not empty
     */
    public void delete(Acting by, String name) {
        var bucket = access.bucket(by.db(), by::require, "s3:DeleteBucket", name);
        if (!objects.isEmpty(by.db(), bucket.account(), bucket.name())) {
            throw BUCKET_NOT_EMPTY.because("The bucket you tried to delete is not empty");
        }
        buckets.delete(by.db(), bucket);
        note(by, "s3:DeleteBucket", bucket, Optional.of(described(bucket)), Optional.empty());
    }

    /**
     * Sets all tags of a bucket, as its requester may.
     *
     * @throws dev.wheelhouse.cloud.s3.S3Refusal if that would change one that AWS's services set
     */
    public void putTags(Acting by, String name, Map<String, String> tags) {
        change(
                by,
                TAGGING,
                name,
                before -> {
                    requireSystemTags(before, tags);
                    return before.withTags(tags);
                },
                BucketChanges::tags);
    }

    private static void requireSystemTags(Bucket bucket, Map<String, String> wanted) {
        var system = bucket.systemTags();
        wanted.forEach((key, value) -> {
            if (Bucket.isReserved(key) && !value.equals(system.get(key))) {
                throw INVALID_TAG.because("System tags cannot be added/updated by requester");
            }
        });
        if (!wanted.keySet().containsAll(system.keySet())) {
            throw INVALID_TAG.because("System tags cannot be removed by requester");
        }
    }

    /** Removes all tags of a bucket but for those that AWS's services set. */
    public void deleteTags(Acting by, String name) {
        change(
                by,
                TAGGING,
                name,
                before -> before.withTags(before.systemTags()),
                BucketChanges::tags);
    }

    /** Sets all tags of a bucket for the stack that made it: its system tags, too. */
    public void setTags(Acting by, String name, Map<String, String> tags) {
        change(by, TAGGING, name, before -> before.withTags(tags), BucketChanges::tags);
    }

    /**
     * Puts a policy on a bucket.
     *
     * @throws dev.wheelhouse.cloud.s3.S3Refusal if it is malformed, or public where that is blocked
     */
    public void putPolicy(Acting by, String name, String policy) {
        change(
                by,
                "s3:PutBucketPolicy",
                name,
                before -> {
                    BucketPolicyRules.check(name, policy);
                    if (!before.admits(policy)) {
                        throw PUBLIC_POLICY_BLOCKED.because(
                                "User: "
                                        + by.principal()
                                        + " is not authorized to perform: s3:PutBucketPolicy on"
                                        + " resource: \""
                                        + before.arn()
                                        + "\" because public policies are prevented by the"
                                        + " BlockPublicPolicy setting in S3 Block Public Access.");
                    }
                    return before.withPolicy(Optional.of(BucketPolicyRules.kept(by.db(), policy)));
                },
                BucketChanges::policy);
    }

    /** Takes the policy off a bucket, if it has one. */
    public void deletePolicy(Acting by, String name) {
        change(
                by,
                "s3:DeleteBucketPolicy",
                name,
                before -> before.withPolicy(Optional.empty()),
                BucketChanges::policy);
    }

    /** Sets what keeps a bucket from becoming public, or removes that. */
    public void setPublicAccessBlock(Acting by, String name, Optional<PublicAccessBlock> block) {
        set(by, BLOCK, name, settings -> settings.with(block));
    }

    /**
     * Sets how new objects are encrypted.
     *
     * @param algorithm {@code AES256}
     * @throws dev.wheelhouse.cloud.s3.S3Refusal for every other algorithm
     */
    public void setEncryption(Acting by, String name, String algorithm, boolean bucketKey) {
        set(
                by,
                ENCRYPTION,
                name,
                settings -> {
                    if (!algorithm.equals("AES256")) {
                        throw NOT_IMPLEMENTED.because(
                                "Wheelhouse has not built encryption with "
                                        + algorithm
                                        + " yet: buckets are encrypted with AES256");
                    }
                    return settings.withBucketKey(bucketKey);
                });
    }

    /** Goes back to the encryption that a new bucket has. */
    public void deleteEncryption(Acting by, String name) {
        set(by, ENCRYPTION, name, settings -> settings.withBucketKey(false));
    }

    /**
     * Sets who owns a bucket's objects, or removes that.
     *
     * @throws dev.wheelhouse.cloud.s3.S3Refusal for everything that would make ACLs count
     */
    public void setOwnership(Acting by, String name, Optional<String> ownership) {
        set(
                by,
                OWNERSHIP,
                name,
                settings -> {
                    if (ownership
                            .filter(wanted -> !wanted.equals(BucketSettings.BUCKET_OWNER_ENFORCED))
                            .isPresent()) {
                        throw NOT_IMPLEMENTED.because(
                                "Wheelhouse has not built ACLs yet: the object ownership "
                                        + ownership.get()
                                        + " is refused, "
                                        + BucketSettings.BUCKET_OWNER_ENFORCED
                                        + " is what buckets have");
                    }
                    return settings.ownedBy(ownership);
                });
    }

    private void set(
            Acting by, String action, String name, UnaryOperator<BucketSettings> changing) {
        change(
                by,
                action,
                name,
                before -> before.with(changing.apply(before.settings())),
                BucketChanges::settings);
    }

    private void change(
            Acting by,
            String action,
            String name,
            UnaryOperator<Bucket> changing,
            Function<Bucket, Optional<Value>> shown) {
        var before = access.bucket(by.db(), by::require, action, name);
        var after = changing.apply(before);
        buckets.update(by.db(), after);
        note(by, action, after, shown.apply(before), shown.apply(after));
    }

    /** The entry is that of the bucket's account and region, whoever acts. */
    private void note(
            Acting by,
            String action,
            Bucket bucket,
            Optional<Value> before,
            Optional<Value> after) {
        journal.append(
                by.db(),
                new JournalEntry(
                        bucket.account().value(),
                        bucket.region().value(),
                        by.principal(),
                        action,
                        bucket.arn(),
                        before,
                        after));
    }

    private static Value described(Bucket bucket) {
        return Value.object("Region", Value.text(bucket.region().value()));
    }

    private static Optional<Value> policy(Bucket bucket) {
        return bucket.policy().map(Value::text);
    }

    private static Optional<Value> tags(Bucket bucket) {
        var members = new LinkedHashMap<String, Value>();
        bucket.tags().forEach((key, value) -> members.put(key, Value.text(value)));
        return Optional.of(Value.object(members));
    }

    private static Optional<Value> settings(Bucket bucket) {
        var members = new LinkedHashMap<String, Value>();
        var settings = bucket.settings();
        settings.publicAccessBlock()
                .ifPresent(block -> {
                    members.put("BlockPublicAcls", Value.bool(block.blockPublicAcls()));
                    members.put("IgnorePublicAcls", Value.bool(block.ignorePublicAcls()));
                    members.put("BlockPublicPolicy", Value.bool(block.blockPublicPolicy()));
                    members.put("RestrictPublicBuckets", Value.bool(block.restrictPublicBuckets()));
                });
        settings.ownership().ifPresent(owner -> members.put("ObjectOwnership", Value.text(owner)));
        members.put("BucketKeyEnabled", Value.bool(settings.bucketKey()));
        return Optional.of(Value.object(members));
    }
}
