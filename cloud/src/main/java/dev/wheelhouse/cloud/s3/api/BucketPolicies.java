package dev.wheelhouse.cloud.s3.api;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.NO_SUCH_BUCKET_POLICY;

import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.cloud.s3.operation.BucketAccess;
import dev.wheelhouse.cloud.s3.operation.BucketChanges;
import dev.wheelhouse.cloud.s3.operation.BucketPolicyRules;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyResponse;

/** The actions on policies of buckets of S3. */
final class BucketPolicies {
    private final BucketAccess access = new BucketAccess();
    private final Database database;
    private final BucketChanges changes;

    BucketPolicies(Database database, BucketChanges changes) {
        this.database = database;
        this.changes = changes;
    }

    GetBucketPolicyResponse get(Call call, GetBucketPolicyRequest request) {
        return database.read(db -> {
            var bucket = access.bucket(db, call::require, "s3:GetBucketPolicy", request.bucket());
            return GetBucketPolicyResponse.builder()
                    .policy(
                            BucketPolicyRules.shown(db, bucket)
                                    .orElseThrow(() ->
                                            NO_SUCH_BUCKET_POLICY.because(
                                                    "The bucket policy does not exist")))
                    .build();
        });
    }

    PutBucketPolicyResponse put(Call call, PutBucketPolicyRequest request) {
        return database.write(db -> {
            changes.putPolicy(Acting.of(db, call), request.bucket(), request.policy());
            return PutBucketPolicyResponse.builder().build();
        });
    }

    DeleteBucketPolicyResponse delete(Call call, DeleteBucketPolicyRequest request) {
        return database.write(db -> {
            changes.deletePolicy(Acting.of(db, call), request.bucket());
            return DeleteBucketPolicyResponse.builder().build();
        });
    }
}
