package dev.wheelhouse.cloud.s3.api;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_ARGUMENT;

import dev.wheelhouse.cloud.s3.ByteRange;
import dev.wheelhouse.cloud.s3.S3Refusal;
import dev.wheelhouse.cloud.s3.StoredObject;
import dev.wheelhouse.cloud.s3.operation.BucketAccess;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** Parts of uploads that are copied from objects. */
final class PartCopies {
    private static final Pattern RANGE = Pattern.compile("bytes=\\d+-\\d+");

    private final BucketAccess access = new BucketAccess();
    private final Database database;
    private final MultipartUploads uploads;

    PartCopies(Database database, MultipartUploads uploads) {
        this.database = database;
        this.uploads = uploads;
    }

    /** Reads the source as it is now, and uploads what was read as a client would. */
    @SuppressWarnings("deprecation") // the header is all that comes over the wire
    UploadPartCopyResponse copy(Call call, UploadPartCopyRequest request) {
        Headers.checkEncryption(null, request.sseCustomerAlgorithm());
        Headers.checkEncryption(null, request.copySourceSSECustomerAlgorithm());
        var source = ObjectCopies.Source.parse(request.copySource());
        var from =
                database.read(db ->
                        access.objectToRead(db, call::require, source.bucket(), source.key()));
        Conditions.checkCopy(
                from,
                request.copySourceIfMatch(),
                request.copySourceIfNoneMatch(),
                request.copySourceIfModifiedSince(),
                request.copySourceIfUnmodifiedSince());
        var range =
                request.copySourceRange() == null
                        ? new ByteRange(0, from.size() - 1)
                        : range(request.copySourceRange(), from);
        var bytes = new StoredPayload(database, from.segments(), range.first(), range.length());
        var copied =
                uploads.storeCopy(
                        call,
                        UploadPartRequest.builder()
                                .bucket(request.destinationBucket())
                                .key(request.destinationKey())
                                .uploadId(request.uploadId())
                                .partNumber(request.partNumber())
                                .build(),
                        source,
                        bytes,
                        db -> bytes.in(db)::open);
        return UploadPartCopyResponse.builder()
                .serverSideEncryption(Headers.ENCRYPTION)
                .copyPartResult(result -> {
                    result.eTag(Objects.quoted(copied.part().etag()))
                            .lastModified(copied.part().modifiedAt());
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

    private static ByteRange range(String header, StoredObject from) {
        var range = RANGE.matcher(header).matches() ? header : "";
        if (range.isEmpty()) {
            throw INVALID_ARGUMENT.because(
                    "The x-amz-copy-source-range value must be of the form bytes=first-last where"
                            + " first and last are the zero-based offsets of the first and last"
                            + " bytes to copy");
        }
        var last = range.substring(range.indexOf('-') + 1);
        try {
            var read = ByteRange.parse(range, from.size());
            if (read.isPresent() && String.valueOf(read.get().last()).equals(last)) {
                return read.get();
            }
        } catch (S3Refusal _) {
            // beyond the end: said below
        }
        throw INVALID_ARGUMENT.because(
                "Range specified is not valid for source object of size: " + from.size());
    }
}
