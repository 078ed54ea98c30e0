package dev.wheelhouse.cloud.s3.api;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.ACL_NOT_SUPPORTED;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.BUCKET_ALREADY_OWNED;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.ILLEGAL_LOCATION;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.NO_SUCH_TAG_SET;

import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.cloud.s3.Bucket;
import dev.wheelhouse.cloud.s3.S3Refusal;
import dev.wheelhouse.cloud.s3.operation.BucketAccess;
import dev.wheelhouse.cloud.s3.operation.BucketChanges;
import dev.wheelhouse.cloud.s3.sql.BucketStore;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.Database;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingResponse;

/** The bucket actions of S3. */
final class Buckets {
    private static final String FIRST_REGION = "us-east-1";
    private static final int PAGE = 10_000;

    /**
     * The regions that a bucket can be made in by name. The table of values does not have them: S3
     * answers another one with an error of its own.
     */
    private static final Set<String> LOCATIONS =
            BucketLocationConstraint.knownValues().stream()
                    .map(BucketLocationConstraint::toString)
                    .collect(Collectors.toUnmodifiableSet());

    private final BucketStore store = new BucketStore();
    private final BucketAccess access = new BucketAccess();
    private final Database database;
    private final BucketChanges changes;

    Buckets(Database database, BucketChanges changes) {
        this.database = database;
        this.changes = changes;
    }

    CreateBucketResponse create(Call call, CreateBucketRequest request) {
        var name = request.bucket();
        var region = location(call, request);
        if (request.acl() != null && !request.aclAsString().equals("private")) {
            throw ACL_NOT_SUPPORTED.because("The bucket does not allow ACLs");
        }
        Headers.checkGrants(
                request.grantFullControl(),
                request.grantRead(),
                request.grantReadACP(),
                request.grantWrite(),
                request.grantWriteACP());
        if (request.objectOwnership() != null
                && request.objectOwnership() != ObjectOwnership.BUCKET_OWNER_ENFORCED) {
            throw notBuilt("ACLs: " + request.objectOwnershipAsString());
        }
        if (Boolean.TRUE.equals(request.objectLockEnabledForBucket())) {
            throw notBuilt("Object Lock");
        }
        var tags =
                request.createBucketConfiguration() == null
                        ? Map.<String, String>of()
                        : Tags.read(request.createBucketConfiguration().tags());
        try {
            database.write(db -> {
                var by = Acting.of(db, call);
                changes.requireCreation(asking(by, request), region, name);
                if (!tags.isEmpty()) {
                    call.require(
                            BucketAccess.ofOwner(
                                            AccessRequest.to("s3:TagResource", Bucket.arn(name)),
                                            call.account())
                                    .withRequestTags(tags));
                }
                return changes.create(by, region, name, tags);
            });
        } catch (S3Refusal refusal) {
            // In us-east-1 S3 answers a repeated creation as if it had been the first.
            if (refusal.reason() != BUCKET_ALREADY_OWNED || !region.value().equals(FIRST_REGION)) {
                throw refusal;
            }
        }
        return CreateBucketResponse.builder()
                .location("/" + name)
                .bucketArn(Bucket.arn(name))
                .build();
    }

    /** Asks with the keys of what a request says of its bucket. */
    private static Acting asking(Acting by, CreateBucketRequest request) {
        return new Acting(
                by.db(),
                by.account(),
                by.region(),
                by.principal(),
                question -> {
                    var asked = question;
                    if (request.acl() != null) {
                        asked = asked.with("s3:x-amz-acl", request.aclAsString());
                    }
                    if (request.objectOwnership() != null) {
                        asked =
                                asked.with(
                                        "s3:x-amz-object-ownership",
                                        request.objectOwnershipAsString());
                    }
                    by.require(asked);
                });
    }

    HeadBucketResponse head(Call call, HeadBucketRequest request) {
        var bucket =
                database.read(
                        db -> access.bucket(db, call::require, "s3:ListBucket", request.bucket()));
        return HeadBucketResponse.builder()
                .bucketRegion(bucket.region().value())
                .accessPointAlias(false)
                .build();
    }

    DeleteBucketResponse delete(Call call, DeleteBucketRequest request) {
        return database.write(db -> {
            changes.delete(Acting.of(db, call), request.bucket());
            return DeleteBucketResponse.builder().build();
        });
    }

    ListBucketsResponse list(Call call, ListBucketsRequest request) {
        call.require(
                BucketAccess.ofOwner(
                        AccessRequest.to("s3:ListAllMyBuckets", "arn:aws:s3:::*"), call.account()));
        var prefix = Optional.ofNullable(request.prefix()).orElse("");
        int limit = Optional.ofNullable(request.maxBuckets()).orElse(PAGE);
        var after = Optional.ofNullable(request.continuationToken()).map(Tokens::read).orElse("");
        var found =
                database.read(db -> store.of(db, call.account())).stream()
                        .filter(bucket -> bucket.name().startsWith(prefix))
                        .filter(bucket ->
                                request.bucketRegion() == null
                                        || bucket.region().value().equals(request.bucketRegion()))
                        .filter(bucket -> bucket.name().compareTo(after) > 0)
                        .toList();
        var page = found.subList(0, Math.min(limit, found.size()));
        return ListBucketsResponse.builder()
                .owner(Owners.of(call.account()))
                .buckets(
                        page.stream()
                                .map(bucket ->
                                        software.amazon.awssdk.services.s3.model.Bucket.builder()
                                                .name(bucket.name())
                                                .bucketArn(bucket.arn())
                                                .bucketRegion(bucket.region().value())
                                                .creationDate(Dates.told(bucket.createdAt()))
                                                .build())
                                .toList())
                .prefix(request.prefix())
                .continuationToken(
                        page.size() < found.size() ? Tokens.write(page.getLast().name()) : null)
                .build();
    }

    GetBucketLocationResponse location(Call call, GetBucketLocationRequest request) {
        var bucket =
                database.read(db ->
                        access.bucket(db, call::require, "s3:GetBucketLocation", request.bucket()));
        var region = bucket.region().value();
        return GetBucketLocationResponse.builder()
                .locationConstraint(region.equals(FIRST_REGION) ? null : region)
                .build();
    }

    GetBucketTaggingResponse tags(Call call, GetBucketTaggingRequest request) {
        var bucket =
                database.read(db ->
                        access.bucket(db, call::require, "s3:GetBucketTagging", request.bucket()));
        if (bucket.tags().isEmpty()) {
            throw NO_SUCH_TAG_SET.because("The TagSet does not exist");
        }
        return GetBucketTaggingResponse.builder().tagSet(Tags.write(bucket.tags())).build();
    }

    PutBucketTaggingResponse putTags(Call call, PutBucketTaggingRequest request) {
        var tags = Tags.readForBucket(request.tagging().tagSet());
        return database.write(db -> {
            changes.putTags(Acting.of(db, call), request.bucket(), tags);
            return PutBucketTaggingResponse.builder().build();
        });
    }

    DeleteBucketTaggingResponse deleteTags(Call call, DeleteBucketTaggingRequest request) {
        return database.write(db -> {
            changes.deleteTags(Acting.of(db, call), request.bucket());
            return DeleteBucketTaggingResponse.builder().build();
        });
    }

    private static RuntimeException notBuilt(String what) {
        return S3Refusal.Reason.NOT_IMPLEMENTED.because(
                "A header you provided implies functionality that is not implemented: " + what);
    }

    private static Region location(Call call, CreateBucketRequest request) {
        var wanted =
                Optional.ofNullable(request.createBucketConfiguration())
                        .flatMap(there -> Optional.ofNullable(there.locationConstraintAsString()))
                        .filter(text -> !text.isEmpty())
                        .map(text -> text.equals("EU") ? "eu-west-1" : text);
        var here = call.region().value();
        if (here.equals(FIRST_REGION)) {
            return wanted.map(Buckets::region).orElse(call.region());
        }
        wanted.filter(text -> !text.equals(FIRST_REGION)).ifPresent(Buckets::region);
        if (wanted.isEmpty() || !wanted.get().equals(here)) {
            throw ILLEGAL_LOCATION.because(
                    "The "
                            + wanted.orElse("unspecified")
                            + " location constraint is incompatible for the region specific"
                            + " endpoint this request was sent to.");
        }
        return call.region();
    }

    private static Region region(String name) {
        if (!LOCATIONS.contains(name)) {
            throw S3Refusal.Reason.INVALID_LOCATION
                    .because("The specified location-constraint is not valid")
                    .with("LocationConstraint", name);
        }
        return new Region(name);
    }
}
