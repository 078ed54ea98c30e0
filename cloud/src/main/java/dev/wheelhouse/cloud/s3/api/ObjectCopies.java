package dev.wheelhouse.cloud.s3.api;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_ARGUMENT;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_REQUEST;

import dev.wheelhouse.cloud.s3.StoredObject;
import dev.wheelhouse.cloud.s3.operation.BucketAccess;
import dev.wheelhouse.cloud.s3.operation.ObjectWriter;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.TaggingDirective;

/** The copy action of S3. */
final class ObjectCopies {
    private final BucketAccess access = new BucketAccess();
    private final Database database;
    private final ObjectWriter writer;
    private final Objects objects;
    private final ObjectJournal journal;
    private final InstantSource clock;

    ObjectCopies(
            Database database,
            ObjectWriter writer,
            Objects objects,
            ObjectJournal journal,
            InstantSource clock) {
        this.database = database;
        this.writer = writer;
        this.objects = objects;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Where a copy comes from.
     *
     * @param bucket the bucket's name
     * @param key the key, decoded
     */
    record Source(String bucket, String key) {
        static Source parse(String header) {
            var text = header.startsWith("/") ? header.substring(1) : header;
            int query = text.indexOf("?versionId=");
            var path = query < 0 ? text : text.substring(0, query);
            int slash = path.indexOf('/');
            if (slash < 1 || slash == path.length() - 1) {
                throw INVALID_ARGUMENT.because(
                        "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
            }
            return new Source(
                    path.substring(0, slash),
                    URLDecoder.decode(
                            path.substring(slash + 1).replace("+", "%2B"), StandardCharsets.UTF_8));
        }
    }

    @SuppressWarnings("deprecation") // the header is all that comes over the wire
    CopyObjectResponse copy(Call call, CopyObjectRequest request) {
        Headers.checkKey(request.destinationKey());
        Headers.checkAcl(request.aclAsString());
        Headers.checkEncryption(
                request.serverSideEncryptionAsString(), request.sseCustomerAlgorithm());
        var source = Source.parse(request.copySource());
        boolean replaced = request.metadataDirective() == MetadataDirective.REPLACE;
        if (source.equals(new Source(request.destinationBucket(), request.destinationKey()))
                && !replaced) {
            throw INVALID_REQUEST.because(
                    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.");
        }
        var newTags =
                request.taggingDirective() == TaggingDirective.REPLACE
                        ? Optional.ofNullable(request.tagging()).map(Tags::readHeader)
                        : Optional.<Map<String, String>>empty();
        var copied =
                database.write(db -> {
                    var from =
                            access.objectToRead(db, call::require, source.bucket(), source.key());
                    Conditions.checkCopy(
                            from,
                            request.copySourceIfMatch(),
                            request.copySourceIfNoneMatch(),
                            request.copySourceIfModifiedSince(),
                            request.copySourceIfUnmodifiedSince());
                    var bucket =
                            access.bucketOf(
                                    db,
                                    call::require,
                                    "s3:PutObject",
                                    request.destinationBucket(),
                                    request.destinationKey());
                    var tags = newTags.orElse(from.tags());
                    objects.requireTagging(call, bucket, request.destinationKey(), tags);
                    var object =
                            new StoredObject(
                                    bucket.account(),
                                    bucket.name(),
                                    request.destinationKey(),
                                    from.size(),
                                    from.etag(),
                                    writer.copy(db, from.segments()),
                                    replaced ? headers(request) : from.headers(),
                                    replaced
                                            ? Headers.metadata(request.metadata())
                                            : from.metadata(),
                                    from.checksums(),
                                    tags,
                                    clock.instant());
                    writer.put(db, object);
                    journal.put(db, call, bucket, "s3:PutObject", object);
                    return object;
                });
        return CopyObjectResponse.builder()
                .copyObjectResult(result ->
                        result.eTag(Objects.quoted(copied.etag()))
                                .lastModified(copied.modifiedAt()))
                .build();
    }

    private static Map<String, String> headers(CopyObjectRequest request) {
        return new Headers()
                .with(Headers.CONTENT_TYPE, request.contentType())
                .with(Headers.CACHE_CONTROL, request.cacheControl())
                .with(Headers.CONTENT_DISPOSITION, request.contentDisposition())
                .with(Headers.CONTENT_LANGUAGE, request.contentLanguage())
                .with(Headers.EXPIRES, Dates.header(request.expires()))
                .with(Headers.STORAGE_CLASS, request.storageClassAsString())
                .with(Headers.REDIRECT, request.websiteRedirectLocation())
                .withEncoding(request.contentEncoding())
                .values();
    }
}
