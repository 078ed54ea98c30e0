package dev.wheelhouse.cloud.s3.api;

import dev.wheelhouse.cloud.s3.S3Refusal;
import dev.wheelhouse.cloud.s3.operation.ObjectWriter;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.ServiceApi;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The embedded cloud's S3. */
public final class S3Service {
    private final Buckets buckets;
    private final Objects objects;
    private final ObjectListings listings;

    public S3Service(Database database, Journal journal, InstantSource clock, SecureRandom random) {
        var writer = new ObjectWriter(clock, random);
        var objectJournal = new ObjectJournal(journal);
        this.buckets = new Buckets(database, journal, clock);
        this.objects = new Objects(database, writer, objectJournal, clock);
        this.listings = new ObjectListings(database);
    }

    /** The actions that are built. */
    public ServiceApi<Call> api() {
        return ServiceApi.<Call>of("s3", Protocol.REST_XML)
                .action("CreateBucket", CreateBucketRequest::builder, guard(buckets::create))
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
                .action(
                        "DeleteObjects",
                        DeleteObjectsRequest::builder,
                        guard(objects::deleteMany))
                .action("ListObjectsV2", ListObjectsV2Request::builder, guard(listings::list))
                .action(
                        "ListObjects",
                        ListObjectsRequest::builder,
                        guard(listings::listFirstVersion))
                .build();
    }

    private static <C, Q, R> BiFunction<C, Q, R> guard(BiFunction<C, Q, R> action) {
        return S3Error.translating(action);
    }

    private static <C, Q, R> ServiceApi.Upload<C, Q, R> guardUpload(
            ServiceApi.Upload<C, Q, R> action) {
        return (call, request, body) -> {
            try {
                return action.handle(call, request, body);
            } catch (S3Refusal refusal) {
                throw S3Error.answer(refusal);
            }
        };
    }
}
