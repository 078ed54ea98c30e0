package dev.wheelhouse.cloud.s3.provider;

import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.cloud.resource.Properties;
import dev.wheelhouse.cloud.resource.ResourceFailure;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.resource.ResourceSchema;
import dev.wheelhouse.cloud.resource.ResourceSchema.Property;
import dev.wheelhouse.cloud.resource.ResourceSchema.Shape;
import dev.wheelhouse.cloud.resource.ResourceSchema.Update;
import dev.wheelhouse.cloud.resource.ResourceStep;
import dev.wheelhouse.cloud.s3.Bucket;
import dev.wheelhouse.cloud.s3.operation.BucketAccess;
import dev.wheelhouse.cloud.s3.operation.BucketChanges;
import dev.wheelhouse.cloud.s3.operation.ForwardedRequests;
import dev.wheelhouse.document.Value;
import java.util.List;
import java.util.Map;

/**
 * {@code AWS::S3::BucketPolicy}; {@code Ref} is the bucket's name. A policy that is there already
 * is none of this stack's.
 */
final class BucketPolicyProvider implements ResourceProvider {
    private static final String GET = "s3:GetBucketPolicy";

    private static final ResourceSchema SCHEMA =
            new ResourceSchema(
                    "AWS::S3::BucketPolicy",
                    Map.of(
                            "Bucket", new Property(Shape.STRING, true, Update.REPLACEMENT),
                            "PolicyDocument", new Property(Shape.JSON, true, Update.IN_PLACE)),
                    List.of(),
                    false,
                    false);

    private final BucketAccess access = new BucketAccess();
    private final BucketChanges changes;

    BucketPolicyProvider(BucketChanges changes) {
        this.changes = changes;
    }

    @Override
    public ResourceSchema schema() {
        return SCHEMA;
    }

    @Override
    public Progress create(ResourceStep step, Value.Members values) {
        var properties = new Properties(values);
        var by = ForwardedRequests.acting(step);
        var name = properties.requiredText("Bucket");
        return Failures.translate(() -> {
            if (bucket(by, name).policy().isPresent()) {
                throw new ResourceFailure(
                        ResourceFailure.Code.ALREADY_EXISTS,
                        "The bucket policy already exists on bucket " + name + ".");
            }
            return put(by, name, properties);
        });
    }

    @Override
    public Progress update(
            ResourceStep step, String physicalId, Value.Members before, Value.Members after) {
        var by = ForwardedRequests.acting(step);
        return Failures.translate(() -> {
            bucket(by, physicalId);
            return put(by, physicalId, new Properties(after));
        });
    }

    @Override
    public Progress delete(ResourceStep step, String physicalId, Value.Members properties) {
        var by = ForwardedRequests.acting(step);
        return Failures.translate(() -> {
            by.require(
                    access.request(GET, Bucket.arn(physicalId), access.find(by.db(), physicalId)));
            var there =
                    access.find(by.db(), physicalId).filter(bucket -> bucket.policy().isPresent());
            if (there.isPresent()) {
                changes.deletePolicy(by, physicalId);
            }
            return new Progress.Done(physicalId, Map.of());
        });
    }

    private Bucket bucket(Acting by, String name) {
        return access.bucket(by.db(), by::require, GET, name);
    }

    private Progress put(Acting by, String name, Properties properties) {
        changes.putPolicy(by, name, properties.requiredDocument("PolicyDocument"));
        return new Progress.Done(name, Map.of());
    }
}
