package dev.wheelhouse.cloud.s3.api;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.NO_SUCH_BUCKET_POLICY;

import dev.wheelhouse.cloud.s3.operation.BucketAccess;
import dev.wheelhouse.cloud.s3.operation.BucketPolicyRules;
import dev.wheelhouse.cloud.s3.sql.BucketStore;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyResponse;

/** The actions on policies of buckets of S3. */
final class BucketPolicies {
    private final BucketStore store = new BucketStore();
    private final BucketAccess access = new BucketAccess();
    private final Database database;
    private final ObjectJournal journal;

    BucketPolicies(Database database, ObjectJournal journal) {
        this.database = database;
        this.journal = journal;
    }

    GetBucketPolicyResponse get(Call call, GetBucketPolicyRequest request) {
        var bucket =
                database.read(db ->
                        access.bucket(db, call::require, "s3:GetBucketPolicy", request.bucket()));
        return GetBucketPolicyResponse.builder()
                .policy(
                        bucket.policy()
                                .orElseThrow(() ->
                                        NO_SUCH_BUCKET_POLICY.because(
                                                "The bucket policy does not exist")))
                .build();
    }

    PutBucketPolicyResponse put(Call call, PutBucketPolicyRequest request) {
        change(call, "s3:PutBucketPolicy", request.bucket(), Optional.of(request.policy()));
        return PutBucketPolicyResponse.builder().build();
    }

    DeleteBucketPolicyResponse delete(Call call, DeleteBucketPolicyRequest request) {
        change(call, "s3:DeleteBucketPolicy", request.bucket(), Optional.empty());
        return DeleteBucketPolicyResponse.builder().build();
    }

    private void change(Call call, String action, String name, Optional<String> policy) {
        database.write(db -> {
            var before = access.bucket(db, call::require, action, name);
            policy.ifPresent(text -> BucketPolicyRules.check(name, text));
            var after = before.withPolicy(policy);
            store.update(db, after);
            journal.policy(db, call, action, before, after);
            return after;
        });
    }
}
