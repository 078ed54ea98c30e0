package dev.wheelhouse.cloud.s3.api;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_ARGUMENT;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_REQUEST;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.OPERATION_ABORTED;

import dev.wheelhouse.cloud.s3.StoredObject;
import dev.wheelhouse.cloud.s3.operation.BucketAccess;
import dev.wheelhouse.cloud.s3.operation.ObjectWriter;
import dev.wheelhouse.cloud.s3.sql.ObjectStore;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.TaggingDirective;

/** The copy action of S3. */
final class ObjectCopies {
    private final ObjectStore store = new ObjectStore();
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
            if (query >= 0) {
                Versions.check(decode(text.substring(query + "?versionId=".length())));
            }
            var path = decode(query < 0 ? text : text.substring(0, query));
            if (path.startsWith("/")) {
                path = path.substring(1); // its slash was percent-encoded
            }
            int slash = path.indexOf('/');
            if (slash < 1 || slash == path.length() - 1) {
                throw INVALID_ARGUMENT.because(
                        "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
            }
            return new Source(path.substring(0, slash), path.substring(slash + 1));
        }

        /** As S3 reads it: a plus sign stands for a space. */
        private static String decode(String text) {
            try {
                return URLDecoder.decode(text, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException _) {
                throw INVALID_ARGUMENT.because(
                        "Copy Source must be URL-encoded: sourcebucket/sourcekey");
            }
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
                && !replaced
                && request.storageClass() == null
                && request.websiteRedirectLocation() == null) {
            throw INVALID_REQUEST.because(
                    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.");
        }
        Headers.checkEncryption(null, request.copySourceSSECustomerAlgorithm());
        Headers.checkStorageClass(request.storageClassAsString());
        Headers.checkWrite(request);
        var seen =
                database.read(db ->
                        access.objectToRead(db, call::require, source.bucket(), source.key()));
        var digests = digests(seen, Optional.ofNullable(request.checksumAlgorithmAsString()));
        var newTags =
                request.taggingDirective() == TaggingDirective.REPLACE
                        ? Optional.ofNullable(request.tagging()).map(Tags::readHeader)
                        : Optional.<Map<String, String>>empty();
        var copied =
                database.write(db -> {
                    var from =
                            access.objectToRead(db, call::require, source.bucket(), source.key());
                    if (!from.segments().equals(seen.segments())) {
                        throw OPERATION_ABORTED.because(
                                "A conflicting conditional operation is currently in progress"
                                        + " against this resource. Please try again.");
                    }
                    Conditions.checkCopy(
                            from,
                            request.copySourceIfMatch(),
                            request.copySourceIfNoneMatch(),
                            request.copySourceIfModifiedSince(),
                            request.copySourceIfUnmodifiedSince());
                    var bucket =
                            access.bucketOf(
                                    db,
                                    WriteKeys.of(request, source, newTags.orElse(Map.of()))
                                            .asking(call),
                                    "s3:PutObject",
                                    request.destinationBucket(),
                                    request.destinationKey());
                    var tags = newTags.orElse(from.tags());
                    objects.requireTagging(call, bucket, request.destinationKey(), tags);
                    Conditions.checkWrite(
                            store.find(
                                    db, bucket.account(), bucket.name(), request.destinationKey()),
                            request.destinationKey(),
                            request.ifMatch(),
                            request.ifNoneMatch());
                    var object =
                            new StoredObject(
                                    bucket.account(),
                                    bucket.name(),
                                    request.destinationKey(),
                                    from.size(),
                                    digests.md5(),
                                    writer.copy(db, from.segments()),
                                    List.of(),
                                    replaced ? headers(request) : kept(from, request),
                                    replaced
                                            ? Headers.metadata(request.metadata())
                                            : from.metadata(),
                                    digests.checksums(),
                                    tags,
                                    clock.instant());
                    writer.put(db, object);
                    journal.put(db, call, bucket, "s3:PutObject", object);
                    return object;
                });
        return CopyObjectResponse.builder()
                .serverSideEncryption(Headers.ENCRYPTION)
                .copyObjectResult(result -> {
                    result.eTag(Objects.quoted(copied.etag()))
                            .lastModified(copied.modifiedAt())
                            .checksumType(Checksums.type(copied));
                    Checksums.set(
                            copied.checksums(),
                            result::checksumCRC32,
                            result::checksumCRC32C,
                            result::checksumCRC64NVME,
                            result::checksumSHA1,
                            result::checksumSHA256);
                })
                .build();
    }

    /**
     * What identifies a copy. It is one piece, whatever its source came in, so that what was
     * computed from parts is computed anew; so is the checksum of a source that has none.
     *
     * @param wanted the checksum that the copy is to have; that of the source if it is not said
     */
    private Digests digests(StoredObject from, Optional<String> wanted) {
        var algorithm =
                wanted.or(() -> from.checksums().keySet().stream().findFirst())
                        .orElse(Checksums.DEFAULT);
        boolean inParts = from.partCount().isPresent() || Checksums.isComposite(from);
        return !inParts && from.checksums().containsKey(algorithm)
                ? new Digests(from.etag(), from.checksums())
                : Digests.of(
                        new StoredPayload(database, from.segments(), 0, from.size()), algorithm);
    }

    /** The headers of the source; storage class and redirection are the request's. */
    private static Map<String, String> kept(StoredObject from, CopyObjectRequest request) {
        var kept = new LinkedHashMap<>(from.headers());
        kept.remove(Headers.STORAGE_CLASS);
        kept.remove(Headers.REDIRECT);
        kept.putAll(
                new Headers()
                        .with(Headers.STORAGE_CLASS, request.storageClassAsString())
                        .with(Headers.REDIRECT, request.websiteRedirectLocation())
                        .values());
        return kept;
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
