package dev.wheelhouse.cloud.s3.provider;

import dev.wheelhouse.cloud.resource.GeneratedNames;
import dev.wheelhouse.cloud.resource.ResourceProvider;
import dev.wheelhouse.cloud.s3.operation.BucketChanges;
import java.util.List;

/** The providers of {@code AWS::S3::*}. */
public final class S3Providers {
    private S3Providers() {}

    /** Makes them. */
    public static List<ResourceProvider> all(BucketChanges changes, GeneratedNames names) {
        return List.of(new BucketProvider(changes, names), new BucketPolicyProvider(changes));
    }
}
