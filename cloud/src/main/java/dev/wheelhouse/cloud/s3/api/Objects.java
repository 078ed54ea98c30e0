package dev.wheelhouse.cloud.s3.api;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.ENTITY_TOO_LARGE;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.MALFORMED_XML;

import dev.wheelhouse.cloud.s3.Bucket;
import dev.wheelhouse.cloud.s3.S3Refusal;
import dev.wheelhouse.cloud.s3.StoredObject;
import dev.wheelhouse.cloud.s3.operation.BucketAccess;
import dev.wheelhouse.cloud.s3.operation.ObjectWriter;
import dev.wheelhouse.cloud.s3.sql.ObjectStore;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.ServiceApi.Answer;
import dev.wheelhouse.wire.ServiceException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** The actions on single objects of S3, and their deletion in numbers. */
final class Objects {
    /** How many keys DeleteObjects takes at most. */
    private static final int MAX_DELETED = 1000;

    private final ObjectStore store = new ObjectStore();
    private final BucketAccess access = new BucketAccess();
    private final Database database;
    private final ObjectWriter writer;
    private final ObjectJournal journal;
    private final InstantSource clock;

    Objects(Database database, ObjectWriter writer, ObjectJournal journal, InstantSource clock) {
        this.database = database;
        this.writer = writer;
        this.journal = journal;
        this.clock = clock;
    }

    PutObjectResponse put(Call call, PutObjectRequest request, Payload body) {
        Headers.checkKey(request.key());
        Headers.checkAcl(request.aclAsString());
        Headers.checkEncryption(
                request.serverSideEncryptionAsString(), request.sseCustomerAlgorithm());
        Headers.checkStorageClass(request.storageClassAsString());
        Headers.checkUnbuilt("x-amz-write-offset-bytes", request.writeOffsetBytes());
        Headers.checkWrite(request);
        if (body.length() > StoredObject.MAX_SIZE) {
            throw ENTITY_TOO_LARGE.because(
                    "Your proposed upload exceeds the maximum allowed size: "
                            + StoredObject.MAX_SIZE
                            + " bytes");
        }
        var tags = Optional.ofNullable(request.tagging()).map(Tags::readHeader).orElse(Map.of());
        var headers =
                new Headers()
                        .with(Headers.CONTENT_TYPE, request.contentType())
                        .with(Headers.CACHE_CONTROL, request.cacheControl())
                        .with(Headers.CONTENT_DISPOSITION, request.contentDisposition())
                        .with(Headers.CONTENT_LANGUAGE, request.contentLanguage())
                        .with(Headers.EXPIRES, Dates.header(request.expires()))
                        .with(Headers.STORAGE_CLASS, request.storageClassAsString())
                        .with(Headers.REDIRECT, request.websiteRedirectLocation())
                        .withEncoding(request.contentEncoding());
        var metadata = Headers.metadata(request.metadata());
        var digests =
                Digests.of(
                        body,
                        Checksums.sent(request).keySet().stream()
                                .findFirst()
                                .orElse(Checksums.DEFAULT));
        var stored =
                database.write(db -> {
                    var bucket =
                            access.bucketOf(
                                    db,
                                    WriteKeys.of(request, tags).asking(call),
                                    "s3:PutObject",
                                    request.bucket(),
                                    request.key());
                    requireTagging(call, bucket, request.key(), tags);
                    Conditions.checkWrite(
                            store.find(db, bucket.account(), bucket.name(), request.key()),
                            request.key(),
                            request.ifMatch(),
                            request.ifNoneMatch());
                    var object =
                            new StoredObject(
                                    bucket.account(),
                                    bucket.name(),
                                    request.key(),
                                    body.length(),
                                    digests.md5(),
                                    writer.body(db, body::open),
                                    List.of(),
                                    headers.values(),
                                    metadata,
                                    digests.checksums(),
                                    tags,
                                    clock.instant());
                    writer.put(db, object);
                    journal.put(db, call, bucket, "s3:PutObject", object);
                    return object;
                });
        var response =
                PutObjectResponse.builder()
                        .eTag(quoted(stored.etag()))
                        .serverSideEncryption(Headers.ENCRYPTION);
        Checksums.set(
                stored.checksums(),
                response::checksumCRC32,
                response::checksumCRC32C,
                response::checksumCRC64NVME,
                response::checksumSHA1,
                response::checksumSHA256);
        return response.checksumType(Checksums.FULL_OBJECT).build();
    }

    Answer get(Call call, GetObjectRequest request) {
        Versions.check(request.versionId());
        Headers.checkEncryption(null, request.sseCustomerAlgorithm());
        var object =
                database.read(db ->
                        access.objectToRead(db, call::require, request.bucket(), request.key()));
        Conditions.checkRead(
                object,
                request.ifMatch(),
                request.ifNoneMatch(),
                request.ifModifiedSince(),
                request.ifUnmodifiedSince());
        var read = Extent.of(object, request.range(), request.partNumber());
        var response =
                GetObjectResponse.builder()
                        .acceptRanges("bytes")
                        .serverSideEncryption(Headers.ENCRYPTION)
                        .eTag(quoted(object.etag()))
                        .lastModified(object.modifiedAt())
                        .contentLength(read.length())
                        .metadata(object.metadata())
                        .contentRange(read.contentRange().orElse(null))
                        .contentType(
                                either(request.responseContentType(), object, Headers.CONTENT_TYPE))
                        .cacheControl(
                                either(
                                        request.responseCacheControl(),
                                        object,
                                        Headers.CACHE_CONTROL))
                        .contentDisposition(
                                either(
                                        request.responseContentDisposition(),
                                        object,
                                        Headers.CONTENT_DISPOSITION))
                        .contentEncoding(
                                either(
                                        request.responseContentEncoding(),
                                        object,
                                        Headers.CONTENT_ENCODING))
                        .contentLanguage(
                                either(
                                        request.responseContentLanguage(),
                                        object,
                                        Headers.CONTENT_LANGUAGE))
                        .expiresString(object.headers().get(Headers.EXPIRES))
                        .websiteRedirectLocation(object.headers().get(Headers.REDIRECT))
                        .storageClass(storageClass(object))
                        .partsCount(parts(request.partNumber(), object))
                        .tagCount(object.tags().isEmpty() ? null : object.tags().size());
        var checksums = Checksums.of(object, read, request.partNumber(), request.checksumMode());
        Checksums.set(
                checksums,
                response::checksumCRC32,
                response::checksumCRC32C,
                response::checksumCRC64NVME,
                response::checksumSHA1,
                response::checksumSHA256);
        response.checksumType(checksums.isEmpty() ? null : Checksums.type(object));
        return new Answer(
                response.build(),
                Optional.of(
                        new StoredPayload(
                                database, object.segments(), read.first(), read.length())));
    }

    HeadObjectResponse head(Call call, HeadObjectRequest request) {
        Versions.check(request.versionId());
        Headers.checkEncryption(null, request.sseCustomerAlgorithm());
        var object =
                database.read(db ->
                        access.objectToRead(db, call::require, request.bucket(), request.key()));
        Conditions.checkRead(
                object,
                request.ifMatch(),
                request.ifNoneMatch(),
                request.ifModifiedSince(),
                request.ifUnmodifiedSince());
        var read = Extent.of(object, request.range(), request.partNumber());
        var response =
                HeadObjectResponse.builder()
                        .acceptRanges("bytes")
                        .serverSideEncryption(Headers.ENCRYPTION)
                        .eTag(quoted(object.etag()))
                        .lastModified(object.modifiedAt())
                        .contentLength(read.length())
                        .contentRange(read.contentRange().orElse(null))
                        .metadata(object.metadata())
                        .contentType(either(null, object, Headers.CONTENT_TYPE))
                        .cacheControl(object.headers().get(Headers.CACHE_CONTROL))
                        .contentDisposition(object.headers().get(Headers.CONTENT_DISPOSITION))
                        .contentEncoding(object.headers().get(Headers.CONTENT_ENCODING))
                        .contentLanguage(object.headers().get(Headers.CONTENT_LANGUAGE))
                        .expiresString(object.headers().get(Headers.EXPIRES))
                        .storageClass(storageClass(object))
                        .partsCount(parts(request.partNumber(), object))
                        .tagCount(object.tags().isEmpty() ? null : object.tags().size())
                        .websiteRedirectLocation(object.headers().get(Headers.REDIRECT));
        var checksums = Checksums.of(object, read, request.partNumber(), request.checksumMode());
        Checksums.set(
                checksums,
                response::checksumCRC32,
                response::checksumCRC32C,
                response::checksumCRC64NVME,
                response::checksumSHA1,
                response::checksumSHA256);
        response.checksumType(checksums.isEmpty() ? null : Checksums.type(object));
        return response.build();
    }

    DeleteObjectResponse delete(Call call, DeleteObjectRequest request) {
        Versions.check(request.versionId());
        Headers.checkUnbuilt("x-amz-if-match-size", request.ifMatchSize());
        Headers.checkUnbuilt(
                "x-amz-if-match-last-modified-time", request.ifMatchLastModifiedTime());
        if (request.ifMatch() != null) {
            Headers.checkUnbuilt("If-Match with a versionId", request.versionId());
        }
        return database.write(db -> {
            var bucket =
                    access.bucketOf(
                            db,
                            question -> call.require(matching(question, request.ifMatch())),
                            "s3:DeleteObject",
                            request.bucket(),
                            request.key());
            if (Conditions.namesETag(request.ifMatch())) {
                access.bucketOf(db, call::require, "s3:GetObject", request.bucket(), request.key());
            }
            delete(db, call, bucket, request.key(), request.ifMatch());
            return DeleteObjectResponse.builder().build();
        });
    }

    private void delete(Handle db, Call call, Bucket bucket, String key, @Nullable String ifMatch) {
        var present = store.find(db, bucket.account(), bucket.name(), key);
        Conditions.checkMatch(present, key, ifMatch);
        present.ifPresent(object -> {
            writer.delete(db, object);
            journal.deleted(db, call, bucket, object);
        });
    }

    DeleteObjectsResponse deleteMany(Call call, DeleteObjectsRequest request) {
        boolean quiet = Boolean.TRUE.equals(request.delete().quiet());
        if (request.delete().objects().isEmpty()
                || request.delete().objects().size() > MAX_DELETED) {
            throw MALFORMED_XML.because(
                    "The XML you provided was not well-formed or did not validate against our"
                            + " published schema");
        }
        for (var wanted : request.delete().objects()) {
            Headers.checkUnbuilt("Size of an object to delete", wanted.size());
            Headers.checkUnbuilt(
                    "LastModifiedTime of an object to delete", wanted.lastModifiedTime());
        }
        return database.write(db -> {
            var bucket = access.find(db, request.bucket());
            var deleted = new ArrayList<DeletedObject>();
            var errors = new ArrayList<software.amazon.awssdk.services.s3.model.S3Error>();
            for (var wanted : request.delete().objects()) {
                if (!mayDelete(call, request.bucket(), bucket, wanted)) {
                    errors.add(error(wanted, S3Error.ACCESS_DENIED.because("Access Denied")));
                    continue;
                }
                var there = bucket.orElseThrow(() -> S3Refusal.noSuchBucket(request.bucket()));
                try {
                    Versions.check(wanted.versionId());
                    delete(db, call, there, wanted.key(), wanted.eTag());
                } catch (S3Refusal refusal) {
                    errors.add(error(wanted, S3Error.answer(refusal)));
                    continue;
                }
                if (!quiet) {
                    deleted.add(
                            DeletedObject.builder()
                                    .key(wanted.key())
                                    .versionId(wanted.versionId())
                                    .build());
                }
            }
            return DeleteObjectsResponse.builder().deleted(deleted).errors(errors).build();
        });
    }

    /** A question about deleting one object alone, if a condition says so. */
    private static AccessRequest matching(AccessRequest question, @Nullable String etag) {
        return etag == null ? question : question.with("s3:if-match", etag);
    }

    private boolean mayDelete(
            Call call, String name, Optional<Bucket> bucket, ObjectIdentifier wanted) {
        var arn = Bucket.arn(name, wanted.key());
        return call.allowed(matching(access.request("s3:DeleteObject", arn, bucket), wanted.eTag()))
                && (!Conditions.namesETag(wanted.eTag())
                        || call.allowed(access.request("s3:GetObject", arn, bucket)));
    }

    private static software.amazon.awssdk.services.s3.model.S3Error error(
            ObjectIdentifier wanted, ServiceException error) {
        return software.amazon.awssdk.services.s3.model.S3Error.builder()
                .key(wanted.key())
                .versionId(wanted.versionId())
                .code(error.kind().code())
                .message(error.getMessage())
                .build();
    }

    /** Asks for the right to put tags on a new object. */
    void requireTagging(Call call, Bucket bucket, String key, Map<String, String> tags) {
        if (tags.isEmpty()) {
            return;
        }
        call.require(
                WriteKeys.tagged(
                        access.request(
                                "s3:PutObjectTagging",
                                Bucket.arn(bucket.name(), key),
                                Optional.of(bucket)),
                        tags));
    }

    static String quoted(String etag) {
        return "\"" + etag + "\"";
    }

    /** How many parts there are, for those who ask by part. */
    private static @Nullable Integer parts(@Nullable Integer partNumber, StoredObject object) {
        return partNumber == null ? null : object.partCount().orElse(null);
    }

    /** The storage class as headers tell it: not where it is the standard one. */
    private static @Nullable String storageClass(StoredObject object) {
        var stored = object.headers().get(Headers.STORAGE_CLASS);
        return stored == null || stored.equals("STANDARD") ? null : stored;
    }

    private static @Nullable String either(
            @Nullable String override, StoredObject object, String header) {
        if (override != null) {
            return override;
        }
        var stored = object.headers().get(header);
        return stored == null && header.equals(Headers.CONTENT_TYPE)
                ? Headers.DEFAULT_TYPE
                : stored;
    }
}
