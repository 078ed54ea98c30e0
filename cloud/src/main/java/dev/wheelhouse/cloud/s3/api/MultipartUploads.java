package dev.wheelhouse.cloud.s3.api;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.ENTITY_TOO_LARGE;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_ARGUMENT;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_REQUEST;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.NO_SUCH_UPLOAD;

import dev.wheelhouse.cloud.s3.Bucket;
import dev.wheelhouse.cloud.s3.StoredObject;
import dev.wheelhouse.cloud.s3.StoredObject.Segment;
import dev.wheelhouse.cloud.s3.Upload;
import dev.wheelhouse.cloud.s3.operation.BucketAccess;
import dev.wheelhouse.cloud.s3.operation.ObjectWriter;
import dev.wheelhouse.cloud.s3.sql.ObjectStore;
import dev.wheelhouse.cloud.s3.sql.UploadStore;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.wire.Payload;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** The multipart actions of S3. */
final class MultipartUploads {
    /** How many parts a page lists at most. */
    private static final int MAX_PARTS = 1000;

    private final UploadStore uploads = new UploadStore();
    private final ObjectStore store = new ObjectStore();
    private final BucketAccess access = new BucketAccess();
    private final Database database;
    private final ObjectWriter writer;
    private final Objects objects;
    private final ObjectJournal journal;
    private final InstantSource clock;

    MultipartUploads(
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

    private record Found(Bucket bucket, Upload upload) {}

    CreateMultipartUploadResponse create(Call call, CreateMultipartUploadRequest request) {
        Headers.checkKey(request.key());
        Headers.checkAcl(request.aclAsString());
        Headers.checkEncryption(
                request.serverSideEncryptionAsString(), request.sseCustomerAlgorithm());
        Headers.checkStorageClass(request.storageClassAsString());
        Headers.checkWrite(request);
        var tags = Optional.ofNullable(request.tagging()).map(Tags::readHeader).orElse(Map.of());
        var algorithm = Optional.ofNullable(request.checksumAlgorithmAsString());
        var asked = Optional.ofNullable(request.checksumTypeAsString());
        if (asked.isPresent() && algorithm.isEmpty()) {
            throw INVALID_REQUEST.because(
                    "The x-amz-checksum-type header can only be used with the"
                            + " x-amz-checksum-algorithm header.");
        }
        var type =
                algorithm.map(named ->
                        asked.orElse(
                                named.equals(Checksums.DEFAULT)
                                        ? Checksums.FULL_OBJECT
                                        : Checksums.COMPOSITE));
        checkType(algorithm, type);
        var headers =
                new Headers()
                        .with(Headers.CONTENT_TYPE, request.contentType())
                        .with(Headers.CACHE_CONTROL, request.cacheControl())
                        .with(Headers.CONTENT_DISPOSITION, request.contentDisposition())
                        .with(Headers.CONTENT_LANGUAGE, request.contentLanguage())
                        .with(Headers.EXPIRES, Dates.header(request.expires()))
                        .with(Headers.STORAGE_CLASS, request.storageClassAsString())
                        .with(Headers.REDIRECT, request.websiteRedirectLocation())
                        .with(Headers.ACL, request.aclAsString())
                        .with(Headers.ASKED_ENCRYPTION, request.serverSideEncryptionAsString())
                        .withEncoding(request.contentEncoding());
        var upload =
                database.write(db -> {
                    var bucket =
                            access.bucketOf(
                                    db,
                                    WriteKeys.of(request, tags).asking(call),
                                    "s3:PutObject",
                                    request.bucket(),
                                    request.key());
                    objects.requireTagging(call, bucket, request.key(), tags);
                    var begun =
                            new Upload(
                                    bucket.account(),
                                    bucket.name(),
                                    writer.newName(),
                                    request.key(),
                                    headers.values(),
                                    Headers.metadata(request.metadata()),
                                    tags,
                                    algorithm,
                                    type,
                                    call.caller().arn(),
                                    clock.instant());
                    uploads.insert(db, begun);
                    return begun;
                });
        return CreateMultipartUploadResponse.builder()
                .bucket(upload.bucket())
                .key(upload.key())
                .uploadId(upload.id())
                .serverSideEncryption(Headers.ENCRYPTION)
                .checksumAlgorithm(algorithm.orElse(null))
                .checksumType(type.orElse(null))
                .build();
    }

    /** Which algorithms have which type (S3 user guide, "Checking object integrity"). */
    private static void checkType(Optional<String> algorithm, Optional<String> type) {
        if (algorithm.isEmpty()) {
            return;
        }
        boolean whole = type.orElse("").equals(Checksums.FULL_OBJECT);
        boolean fits =
                whole
                        ? CyclicChecksums.combine(algorithm.get())
                        : !algorithm.get().equals(Checksums.DEFAULT);
        if (!fits) {
            throw INVALID_REQUEST.because(
                    "The "
                            + type.orElse("")
                            + " checksum type cannot be used with the "
                            + algorithm.get().toLowerCase(Locale.ROOT)
                            + " checksum algorithm.");
        }
    }

    UploadPartResponse upload(Call call, UploadPartRequest request, Payload body) {
        var upload = begun(call, request, WriteKeys::ofPart, body);
        var sent = Checksums.sent(request);
        checkAlgorithm(upload, sent.keySet().stream().findFirst());
        var part = store(call, request, WriteKeys::ofPart, upload, body, _ -> body::open);
        var response =
                UploadPartResponse.builder()
                        .eTag(Objects.quoted(part.etag()))
                        .serverSideEncryption(Headers.ENCRYPTION);
        Checksums.set(
                upload.checksumAlgorithm().isPresent() ? part.checksums() : sent,
                response::checksumCRC32,
                response::checksumCRC32C,
                response::checksumCRC64NVME,
                response::checksumSHA1,
                response::checksumSHA256);
        return response.build();
    }

    /** A part that is stored, and what of its checksums is told. */
    record Copied(Upload.Part part, Map<String, String> checksums) {}

    /**
     * Stores a part that is copied: it has the checksum of its upload without bringing one.
     *
     * @param source where it is copied from
     * @param content the body as it is read in the transaction that stores it
     */
    Copied storeCopy(
            Call call,
            UploadPartRequest request,
            ObjectCopies.Source source,
            Payload body,
            Function<Handle, ObjectWriter.Content> content) {
        Function<Upload, WriteKeys> keys = upload -> WriteKeys.ofPart(upload).copiedFrom(source);
        var upload = begun(call, request, keys, body);
        var part = store(call, request, keys, upload, body, content);
        return new Copied(part, part.shown(upload));
    }

    /** The upload that a part is for. */
    private Upload begun(
            Call call, UploadPartRequest request, Function<Upload, WriteKeys> keys, Payload body) {
        if (request.partNumber() < 1 || request.partNumber() > 10_000) {
            throw INVALID_ARGUMENT
                    .because("Part number must be an integer between 1 and 10000, inclusive")
                    .with("ArgumentName", "partNumber")
                    .with("ArgumentValue", request.partNumber().toString());
        }
        if (body.length() > StoredObject.MAX_SIZE) {
            throw ENTITY_TOO_LARGE.because(
                    "Your proposed upload exceeds the maximum allowed size: "
                            + StoredObject.MAX_SIZE
                            + " bytes");
        }
        return database.read(db -> find(db, call, request, keys).upload());
    }

    /** Stores a part with the checksum of its upload, or the one that S3 has of every object. */
    private Upload.Part store(
            Call call,
            UploadPartRequest request,
            Function<Upload, WriteKeys> keys,
            Upload upload,
            Payload body,
            Function<Handle, ObjectWriter.Content> content) {
        var digests = Digests.of(body, upload.checksumAlgorithm().orElse(Checksums.DEFAULT));
        return database.write(db -> {
            var found = find(db, call, request, keys);
            var segments = writer.body(db, content.apply(db));
            uploads.parts(db, found.upload()).stream()
                    .filter(earlier -> earlier.number() == request.partNumber())
                    .forEach(earlier -> writer.drop(db, segments(List.of(earlier))));
            var stored =
                    new Upload.Part(
                            request.partNumber(),
                            segments.isEmpty() ? "" : segments.getFirst().body(),
                            body.length(),
                            digests.md5(),
                            digests.checksums(),
                            clock.instant());
            uploads.put(db, found.upload(), stored);
            return stored;
        });
    }

    private Found find(
            Handle db, Call call, UploadPartRequest request, Function<Upload, WriteKeys> keys) {
        return find(
                db,
                upload -> upload.map(keys).map(each -> each.asking(call)).orElse(call::require),
                "s3:PutObject",
                request.bucket(),
                request.key(),
                request.uploadId());
    }

    /**
     * The parts of an upload that names an algorithm have no other; they must have it where the
     * object's checksum is made of theirs, and S3 computes it otherwise (S3 user guide, "Checking
     * object integrity for data uploads in Amazon S3").
     */
    private static void checkAlgorithm(Upload upload, Optional<String> sent) {
        var named = upload.checksumAlgorithm();
        boolean missing = sent.isEmpty() && upload.isComposite();
        if (missing || (named.isPresent() && sent.isPresent() && !named.equals(sent))) {
            throw INVALID_REQUEST.because(
                    "Checksum Type mismatch occurred, expected checksum Type: "
                            + named.orElse("null").toLowerCase(Locale.ROOT)
                            + ", actual checksum Type: "
                            + sent.orElse("null").toLowerCase(Locale.ROOT));
        }
    }

    CompleteMultipartUploadResponse complete(Call call, CompleteMultipartUploadRequest request) {
        var object =
                database.write(db -> {
                    var found =
                            find(
                                    db,
                                    there ->
                                            there.map(each -> WriteKeys.of(request, each))
                                                    .map(keys -> keys.asking(call))
                                                    .orElse(call::require),
                                    "s3:PutObject",
                                    request.bucket(),
                                    request.key(),
                                    request.uploadId());
                    var upload = found.upload();
                    var present = uploads.parts(db, upload);
                    var assembly = Assembly.of(Completion.of(request), present, upload);
                    checkSize(request, assembly);
                    Conditions.checkWrite(
                            store.find(db, upload.account(), upload.bucket(), upload.key()),
                            upload.key(),
                            request.ifMatch(),
                            request.ifNoneMatch());
                    var made =
                            new StoredObject(
                                    upload.account(),
                                    upload.bucket(),
                                    upload.key(),
                                    assembly.size(),
                                    assembly.etag(),
                                    segments(assembly.parts()),
                                    assembly.kept(upload),
                                    Headers.ofObject(upload),
                                    upload.metadata(),
                                    assembly.checksums(),
                                    upload.tags(),
                                    clock.instant());
                    writer.drop(
                            db,
                            segments(
                                    present.stream()
                                            .filter(part -> !assembly.parts().contains(part))
                                            .toList()));
                    uploads.delete(db, upload);
                    writer.put(db, made);
                    journal.put(db, call, found.bucket(), "s3:PutObject", made);
                    return made;
                });
        var response =
                CompleteMultipartUploadResponse.builder()
                        .bucket(object.bucket())
                        .key(object.key())
                        .eTag(Objects.quoted(object.etag()))
                        .location(call.endpoint() + "/" + object.bucket() + "/" + object.key())
                        .serverSideEncryption(Headers.ENCRYPTION)
                        .checksumType(Checksums.type(object));
        Checksums.set(
                object.checksums(),
                response::checksumCRC32,
                response::checksumCRC32C,
                response::checksumCRC64NVME,
                response::checksumSHA1,
                response::checksumSHA256);
        return response.build();
    }

    private static void checkSize(CompleteMultipartUploadRequest request, Assembly assembly) {
        if (request.mpuObjectSize() != null && request.mpuObjectSize() != assembly.size()) {
            throw INVALID_REQUEST.because(
                    "The provided 'x-amz-mp-object-size' header value "
                            + request.mpuObjectSize()
                            + " does not match what was computed: "
                            + assembly.size());
        }
    }

    AbortMultipartUploadResponse abort(Call call, AbortMultipartUploadRequest request) {
        return database.write(db -> {
            var found =
                    find(
                            db,
                            _ -> call::require,
                            "s3:AbortMultipartUpload",
                            request.bucket(),
                            request.key(),
                            request.uploadId());
            writer.drop(db, segments(uploads.parts(db, found.upload())));
            uploads.delete(db, found.upload());
            return AbortMultipartUploadResponse.builder().build();
        });
    }

    ListPartsResponse parts(Call call, ListPartsRequest request) {
        return database.read(db -> {
            var found =
                    find(
                            db,
                            _ -> call::require,
                            "s3:ListMultipartUploadParts",
                            request.bucket(),
                            request.key(),
                            request.uploadId());
            var upload = found.upload();
            int limit = limit(request.maxParts());
            int marker = marker(request.partNumberMarker());
            var rest =
                    uploads.parts(db, upload).stream()
                            .filter(part -> part.number() > marker)
                            .toList();
            var page = rest.subList(0, Math.min(limit, rest.size()));
            boolean truncated = limit > 0 && page.size() < rest.size();
            return ListPartsResponse.builder()
                    .bucket(request.bucket())
                    .key(request.key())
                    .uploadId(request.uploadId())
                    .partNumberMarker(marker)
                    .nextPartNumberMarker(page.isEmpty() ? marker : page.getLast().number())
                    .maxParts(limit)
                    .isTruncated(truncated)
                    .initiator(who -> who.id(upload.initiator()).displayName(upload.initiator()))
                    .owner(Owners.of(upload.account()))
                    .storageClass(upload.headers().getOrDefault(Headers.STORAGE_CLASS, "STANDARD"))
                    .checksumAlgorithm(upload.checksumAlgorithm().orElse(null))
                    .checksumType(upload.checksumType().orElse(null))
                    .parts(page.stream().map(part -> describe(part, upload)).toList())
                    .build();
        });
    }

    private static Part describe(Upload.Part part, Upload upload) {
        var described =
                Part.builder()
                        .partNumber(part.number())
                        .size(part.size())
                        .eTag(Objects.quoted(part.etag()))
                        .lastModified(part.modifiedAt());
        Checksums.set(
                part.shown(upload),
                described::checksumCRC32,
                described::checksumCRC32C,
                described::checksumCRC64NVME,
                described::checksumSHA1,
                described::checksumSHA256);
        return described.build();
    }

    /** How many parts a page has: as many as wanted, 1,000 at most. */
    static int limit(@Nullable Integer wanted) {
        if (wanted != null && wanted < 0) {
            throw INVALID_ARGUMENT.because(
                    "Argument max-parts must be an integer between 0 and 2147483647");
        }
        return wanted == null ? MAX_PARTS : Math.min(wanted, MAX_PARTS);
    }

    /** The part that a page begins behind. */
    static int marker(@Nullable Integer wanted) {
        if (wanted != null && wanted < 0) {
            throw INVALID_ARGUMENT.because(
                    "Argument part-number-marker must be an integer between 0 and 2147483647");
        }
        return wanted == null ? 0 : wanted;
    }

    /**
     * Finds an upload.
     *
     * @param permission asks for the right, whether or not there is such an upload
     */
    private Found find(
            Handle db,
            Function<Optional<Upload>, Consumer<AccessRequest>> permission,
            String action,
            String bucketName,
            String key,
            String uploadId) {
        var upload =
                access.find(db, bucketName)
                        .flatMap(bucket -> uploads.find(db, bucket.account(), bucketName, uploadId))
                        .filter(there -> there.key().equals(key));
        var bucket = access.bucketOf(db, permission.apply(upload), action, bucketName, key);
        return new Found(
                bucket,
                upload.orElseThrow(() ->
                        NO_SUCH_UPLOAD
                                .because(
                                        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.")
                                .with("UploadId", uploadId)));
    }

    private static List<Segment> segments(List<Upload.Part> parts) {
        return parts.stream()
                .filter(part -> part.size() > 0)
                .map(part -> new Segment(part.body(), part.size()))
                .toList();
    }
}
