package dev.wheelhouse.cloud.s3.operation;

import dev.wheelhouse.cloud.s3.Bucket;
import dev.wheelhouse.cloud.s3.S3Refusal;
import dev.wheelhouse.cloud.s3.StoredObject;
import dev.wheelhouse.cloud.s3.sql.BucketStore;
import dev.wheelhouse.cloud.s3.sql.ObjectStore;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.AccessRequest.ResourcePolicy;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.store.sql.Handle;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds buckets and objects for those who may see them. */
public final class BucketAccess {
    private final BucketStore buckets = new BucketStore();
    private final ObjectStore objects = new ObjectStore();

    /**
     * A question about a bucket or what is in it, under the bucket's policy if it has one.
     *
     * @param resource the ARN
     */
    public AccessRequest request(String action, String resource, Optional<Bucket> bucket) {
        var request = AccessRequest.to(action, resource);
        return bucket.map(there ->
                        ofOwner(request, there.account())
                                .under(
                                        new ResourcePolicy(
                                                there.account(), BucketPolicyRules.inForce(there))))
                .orElse(request);
    }

    /** A question about what belongs to an account: a bucket that is to be made, or all of them. */
    public static AccessRequest ofOwner(AccessRequest request, AccountId account) {
        return request.with("s3:ResourceAccount", account.value());
    }

    /** A bucket, without asking for any right. */
    public Optional<Bucket> find(Handle db, String name) {
        return buckets.find(db, name);
    }

    /**
     * A bucket, when an action on it is allowed.
     *
     * @param permission asks for the right
     * @throws S3Refusal if it does not exist
     */
    public Bucket bucket(
            Handle db, Consumer<AccessRequest> permission, String action, String name) {
        var bucket = buckets.find(db, name);
        permission.accept(request(action, Bucket.arn(name), bucket));
        return bucket.orElseThrow(() -> S3Refusal.noSuchBucket(name));
    }

    /**
     * The bucket of an object, when an action on the object is allowed.
     *
     * @throws S3Refusal if there is no such bucket
     */
    public Bucket bucketOf(
            Handle db, Consumer<AccessRequest> permission, String action, String name, String key) {
        var bucket = buckets.find(db, name);
        permission.accept(request(action, Bucket.arn(name, key), bucket));
        return bucket.orElseThrow(() -> S3Refusal.noSuchBucket(name));
    }

    /** An object that may be read. */
    public StoredObject objectToRead(
            Handle db, Consumer<AccessRequest> permission, String bucket, String key) {
        return object(db, permission, "s3:GetObject", bucket, key);
    }

    /**
     * An object, when an action on it is allowed. That it is missing is told to those only who may
     * list the bucket, as S3 does.
     *
     * @throws S3Refusal if there is no such bucket or key
     */
    public StoredObject object(
            Handle db,
            Consumer<AccessRequest> permission,
            String action,
            String bucketName,
            String key) {
        var bucket = buckets.find(db, bucketName);
        var object = bucket.flatMap(there -> objects.find(db, there.account(), bucketName, key));
        permission.accept(tagged(request(action, Bucket.arn(bucketName, key), bucket), object));
        if (bucket.isEmpty()) {
            throw S3Refusal.noSuchBucket(bucketName);
        }
        if (object.isEmpty()) {
            permission.accept(request("s3:ListBucket", Bucket.arn(bucketName), bucket));
            throw S3Refusal.noSuchKey(key);
        }
        return object.get();
    }

    private static AccessRequest tagged(AccessRequest request, Optional<StoredObject> object) {
        var tagged = request;
        for (var tag : object.map(StoredObject::tags).orElse(Map.of()).entrySet()) {
            tagged = tagged.with("s3:ExistingObjectTag/" + tag.getKey(), tag.getValue());
        }
        return tagged;
    }
}
