package dev.wheelhouse.cloud.s3.api;

import dev.wheelhouse.cloud.s3.S3Refusal;
import dev.wheelhouse.cloud.s3.operation.BucketChanges;
import dev.wheelhouse.cloud.s3.operation.ObjectWriter;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.ServiceApi;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeletePublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAccelerateConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.GetBucketCorsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLoggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketRequestPaymentRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketWebsiteRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesRequest;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.PutBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** The embedded cloud's S3. */
public final class S3Service {
    private final Buckets buckets;
    private final BucketControls controls;
    private final Objects objects;
    private final ObjectListings listings;
    private final ObjectTags tags;
    private final ObjectCopies copies;
    private final BucketPolicies policies;
    private final MultipartUploads uploads;
    private final UploadListings uploadListings;
    private final PartCopies partCopies;
    private final BucketDescriptions descriptions;
    private final ObjectDetails details;
    private final ExpectedOwner owner;

    public S3Service(Database database, Journal journal, InstantSource clock, SecureRandom random) {
        var writer = new ObjectWriter(clock, random);
        var objectJournal = new ObjectJournal(journal);
        var changes = new BucketChanges(journal, clock);
        this.buckets = new Buckets(database, changes);
        this.controls = new BucketControls(database, changes);
        this.objects = new Objects(database, writer, objectJournal, clock);
        this.listings = new ObjectListings(database);
        this.tags = new ObjectTags(database, objectJournal);
        this.copies = new ObjectCopies(database, writer, objects, objectJournal, clock);
        this.policies = new BucketPolicies(database, changes);
        this.uploads = new MultipartUploads(database, writer, objects, objectJournal, clock);
        this.uploadListings = new UploadListings(database);
        this.partCopies = new PartCopies(database, uploads);
        this.descriptions = new BucketDescriptions(database);
        this.details = new ObjectDetails(database);
        this.owner = new ExpectedOwner(database);
    }

    /** The actions that are built. */
    public ServiceApi<Call> api() {
        var builder = ServiceApi.<Call>of("s3", Protocol.REST_XML);
        addControls(builder);
        addDescriptions(builder);
        return builder.action("CreateBucket", CreateBucketRequest::builder, guard(buckets::create))
                .action("HeadBucket", HeadBucketRequest::builder, guard(buckets::head))
                .action("DeleteBucket", DeleteBucketRequest::builder, guard(buckets::delete))
                .action("ListBuckets", ListBucketsRequest::builder, guard(buckets::list))
                .action(
                        "GetBucketLocation",
                        GetBucketLocationRequest::builder,
                        guard(buckets::location))
                .action("GetBucketTagging", GetBucketTaggingRequest::builder, guard(buckets::tags))
                .action(
                        "PutBucketTagging",
                        PutBucketTaggingRequest::builder,
                        guard(buckets::putTags))
                .action(
                        "DeleteBucketTagging",
                        DeleteBucketTaggingRequest::builder,
                        guard(buckets::deleteTags))
                .upload("PutObject", PutObjectRequest::builder, guardUpload(objects::put))
                .download("GetObject", GetObjectRequest::builder, guard(objects::get))
                .action("HeadObject", HeadObjectRequest::builder, guard(objects::head))
                .action("DeleteObject", DeleteObjectRequest::builder, guard(objects::delete))
                .action("DeleteObjects", DeleteObjectsRequest::builder, guard(objects::deleteMany))
                .action("ListObjectsV2", ListObjectsV2Request::builder, guard(listings::list))
                .action(
                        "ListObjects",
                        ListObjectsRequest::builder,
                        guard(listings::listFirstVersion))
                .action("GetObjectTagging", GetObjectTaggingRequest::builder, guard(tags::get))
                .action("PutObjectTagging", PutObjectTaggingRequest::builder, guard(tags::put))
                .action(
                        "DeleteObjectTagging",
                        DeleteObjectTaggingRequest::builder,
                        guard(tags::delete))
                .action("CopyObject", CopyObjectRequest::builder, guard(copies::copy))
                .action("GetBucketPolicy", GetBucketPolicyRequest::builder, guard(policies::get))
                .action("PutBucketPolicy", PutBucketPolicyRequest::builder, guard(policies::put))
                .action(
                        "DeleteBucketPolicy",
                        DeleteBucketPolicyRequest::builder,
                        guard(policies::delete))
                .action(
                        "CreateMultipartUpload",
                        CreateMultipartUploadRequest::builder,
                        guard(uploads::create))
                .action(
                        "CompleteMultipartUpload",
                        CompleteMultipartUploadRequest::builder,
                        guard(uploads::complete))
                .action(
                        "AbortMultipartUpload",
                        AbortMultipartUploadRequest::builder,
                        guard(uploads::abort))
                .action("ListParts", ListPartsRequest::builder, guard(uploads::parts))
                .upload("UploadPart", UploadPartRequest::builder, guardUpload(uploads::upload))
                .build();
    }

    private void addControls(ServiceApi.Builder<Call> builder) {
        builder.action(
                        "GetPublicAccessBlock",
                        GetPublicAccessBlockRequest::builder,
                        guard(controls::publicAccessBlock))
                .action(
                        "PutPublicAccessBlock",
                        PutPublicAccessBlockRequest::builder,
                        guard(controls::putPublicAccessBlock))
                .action(
                        "DeletePublicAccessBlock",
                        DeletePublicAccessBlockRequest::builder,
                        guard(controls::deletePublicAccessBlock))
                .action(
                        "GetBucketEncryption",
                        GetBucketEncryptionRequest::builder,
                        guard(controls::encryption))
                .action(
                        "PutBucketEncryption",
                        PutBucketEncryptionRequest::builder,
                        guard(controls::putEncryption))
                .action(
                        "DeleteBucketEncryption",
                        DeleteBucketEncryptionRequest::builder,
                        guard(controls::deleteEncryption))
                .action(
                        "GetBucketOwnershipControls",
                        GetBucketOwnershipControlsRequest::builder,
                        guard(controls::ownership))
                .action(
                        "PutBucketOwnershipControls",
                        PutBucketOwnershipControlsRequest::builder,
                        guard(controls::putOwnership))
                .action(
                        "DeleteBucketOwnershipControls",
                        DeleteBucketOwnershipControlsRequest::builder,
                        guard(controls::deleteOwnership));
    }

    private void addDescriptions(ServiceApi.Builder<Call> builder) {
        builder.action(
                        "GetBucketVersioning",
                        GetBucketVersioningRequest::builder,
                        guard(descriptions::versioning))
                .action("GetBucketAcl", GetBucketAclRequest::builder, guard(descriptions::acl))
                .action(
                        "GetObjectAcl",
                        GetObjectAclRequest::builder,
                        guard(descriptions::objectAcl))
                .action("GetBucketCors", GetBucketCorsRequest::builder, guard(descriptions::cors))
                .action(
                        "GetBucketWebsite",
                        GetBucketWebsiteRequest::builder,
                        guard(descriptions::website))
                .action(
                        "GetBucketLifecycleConfiguration",
                        GetBucketLifecycleConfigurationRequest::builder,
                        guard(descriptions::lifecycle))
                .action(
                        "GetBucketReplication",
                        GetBucketReplicationRequest::builder,
                        guard(descriptions::replication))
                .action(
                        "GetObjectLockConfiguration",
                        GetObjectLockConfigurationRequest::builder,
                        guard(descriptions::objectLock))
                .action(
                        "GetBucketLogging",
                        GetBucketLoggingRequest::builder,
                        guard(descriptions::logging))
                .action(
                        "GetBucketAccelerateConfiguration",
                        GetBucketAccelerateConfigurationRequest::builder,
                        guard(descriptions::accelerate))
                .action(
                        "GetBucketRequestPayment",
                        GetBucketRequestPaymentRequest::builder,
                        guard(descriptions::requestPayment))
                .action(
                        "GetBucketNotificationConfiguration",
                        GetBucketNotificationConfigurationRequest::builder,
                        guard(descriptions::notifications))
                .action(
                        "GetObjectAttributes",
                        GetObjectAttributesRequest::builder,
                        guard(details::attributes))
                .action(
                        "ListObjectVersions",
                        ListObjectVersionsRequest::builder,
                        guard(listings::versions))
                .action(
                        "ListMultipartUploads",
                        ListMultipartUploadsRequest::builder,
                        guard(uploadListings::list))
                .action("UploadPartCopy", UploadPartCopyRequest::builder, guard(partCopies::copy));
    }

    private <C, Q, R> BiFunction<C, Q, R> guard(BiFunction<C, Q, R> action) {
        return S3Error.translating((call, request) -> {
            owner.check(request);
            return action.apply(call, request);
        });
    }

    private <C, Q, R> ServiceApi.Upload<C, Q, R> guardUpload(ServiceApi.Upload<C, Q, R> action) {
        return (call, request, body) -> {
            try {
                owner.check(request);
                return action.handle(call, request, body);
            } catch (S3Refusal refusal) {
                throw S3Error.answer(refusal);
            }
        };
    }
}
