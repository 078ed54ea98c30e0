package dev.wheelhouse.cloud.s3.api;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.NO_CORS;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.NO_LIFECYCLE;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.NO_OBJECT_LOCK;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.NO_REPLICATION;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.NO_WEBSITE;

import dev.wheelhouse.cloud.s3.Bucket;
import dev.wheelhouse.cloud.s3.operation.BucketAccess;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.util.List;
import software.amazon.awssdk.services.s3.model.GetBucketAccelerateConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAccelerateConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.GetBucketCorsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketCorsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLoggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLoggingResponse;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketRequestPaymentRequest;
import software.amazon.awssdk.services.s3.model.GetBucketRequestPaymentResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetBucketWebsiteRequest;
import software.amazon.awssdk.services.s3.model.GetBucketWebsiteResponse;
import software.amazon.awssdk.services.s3.model.GetObjectAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.Grant;

/**
 * What clients ask of every bucket. The features behind are not built, and the actions that would
 * switch them on are refused by name; so a bucket has none of them, and answers as one of S3 that
 * has none (S3 API reference, each action's page).
 */
final class BucketDescriptions {
    private final BucketAccess access = new BucketAccess();
    private final Database database;

    BucketDescriptions(Database database) {
        this.database = database;
    }

    GetBucketVersioningResponse versioning(Call call, GetBucketVersioningRequest request) {
        bucket(call, "s3:GetBucketVersioning", request.bucket());
        return GetBucketVersioningResponse.builder().build();
    }

    /** The owner controls everything in it; nobody else is granted anything by a list. */
    GetBucketAclResponse acl(Call call, GetBucketAclRequest request) {
        var bucket = bucket(call, "s3:GetBucketAcl", request.bucket());
        return GetBucketAclResponse.builder()
                .owner(Owners.of(bucket.account()))
                .grants(ownersGrant(bucket))
                .build();
    }

    GetObjectAclResponse objectAcl(Call call, GetObjectAclRequest request) {
        Versions.check(request.versionId());
        return database.read(db -> {
            access.object(db, call::require, "s3:GetObjectAcl", request.bucket(), request.key());
            var bucket = access.find(db, request.bucket()).orElseThrow();
            return GetObjectAclResponse.builder()
                    .owner(Owners.of(bucket.account()))
                    .grants(ownersGrant(bucket))
                    .build();
        });
    }

    GetBucketCorsResponse cors(Call call, GetBucketCorsRequest request) {
        bucket(call, "s3:GetBucketCORS", request.bucket());
        throw NO_CORS.because("The CORS configuration does not exist");
    }

    GetBucketWebsiteResponse website(Call call, GetBucketWebsiteRequest request) {
        bucket(call, "s3:GetBucketWebsite", request.bucket());
        throw NO_WEBSITE.because("The specified bucket does not have a website configuration");
    }

    GetBucketLifecycleConfigurationResponse lifecycle(
            Call call, GetBucketLifecycleConfigurationRequest request) {
        bucket(call, "s3:GetLifecycleConfiguration", request.bucket());
        throw NO_LIFECYCLE.because("The lifecycle configuration does not exist");
    }

    GetBucketReplicationResponse replication(Call call, GetBucketReplicationRequest request) {
        bucket(call, "s3:GetReplicationConfiguration", request.bucket());
        throw NO_REPLICATION.because("The replication configuration was not found");
    }

    GetObjectLockConfigurationResponse objectLock(
            Call call, GetObjectLockConfigurationRequest request) {
        bucket(call, "s3:GetBucketObjectLockConfiguration", request.bucket());
        throw NO_OBJECT_LOCK.because("Object Lock configuration does not exist for this bucket");
    }

    GetBucketLoggingResponse logging(Call call, GetBucketLoggingRequest request) {
        bucket(call, "s3:GetBucketLogging", request.bucket());
        return GetBucketLoggingResponse.builder().build();
    }

    GetBucketAccelerateConfigurationResponse accelerate(
            Call call, GetBucketAccelerateConfigurationRequest request) {
        bucket(call, "s3:GetAccelerateConfiguration", request.bucket());
        return GetBucketAccelerateConfigurationResponse.builder().build();
    }

    GetBucketRequestPaymentResponse requestPayment(
            Call call, GetBucketRequestPaymentRequest request) {
        bucket(call, "s3:GetBucketRequestPayment", request.bucket());
        return GetBucketRequestPaymentResponse.builder().payer("BucketOwner").build();
    }

    GetBucketNotificationConfigurationResponse notifications(
            Call call, GetBucketNotificationConfigurationRequest request) {
        bucket(call, "s3:GetBucketNotification", request.bucket());
        return GetBucketNotificationConfigurationResponse.builder().build();
    }

    private Bucket bucket(Call call, String action, String name) {
        return database.read(db -> access.bucket(db, call::require, action, name));
    }

    private static List<Grant> ownersGrant(Bucket bucket) {
        return List.of(
                Grant.builder()
                        .grantee(grantee ->
                                grantee.type("CanonicalUser").id(Owners.of(bucket.account()).id()))
                        .permission("FULL_CONTROL")
                        .build());
    }
}
