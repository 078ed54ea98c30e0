package dev.wheelhouse.cloud.s3.api;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_ARGUMENT;

import dev.wheelhouse.cloud.s3.Upload;
import dev.wheelhouse.cloud.s3.operation.BucketAccess;
import dev.wheelhouse.cloud.s3.sql.UploadStore;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** The list of a bucket's uploads under way: by key, then by age, at most 1,000 a page. */
final class UploadListings {
    private static final int MAX_UPLOADS = 1000;

    private final UploadStore uploads = new UploadStore();
    private final BucketAccess access = new BucketAccess();
    private final Database database;

    UploadListings(Database database) {
        this.database = database;
    }

    ListMultipartUploadsResponse list(Call call, ListMultipartUploadsRequest request) {
        var prefix = text(request.prefix());
        var delimiter = text(request.delimiter());
        int limit = limit(request.maxUploads());
        boolean encoded = request.encodingType() == EncodingType.URL;
        var all =
                database.read(db -> {
                    var bucket =
                            access.bucket(
                                    db,
                                    call::require,
                                    "s3:ListBucketMultipartUploads",
                                    request.bucket());
                    return uploads.all(db, bucket.account(), bucket.name());
                });
        var matching = all.stream().filter(upload -> upload.key().startsWith(prefix)).toList();
        var rest = after(matching, text(request.keyMarker()), request.uploadIdMarker(), delimiter);
        var page = new ArrayList<Upload>();
        var prefixes = new LinkedHashSet<String>();
        Optional<Upload> last = Optional.empty();
        boolean truncated = false;
        for (var upload : rest) {
            int end = delimiter.isEmpty() ? -1 : upload.key().indexOf(delimiter, prefix.length());
            var group = end < 0 ? "" : upload.key().substring(0, end + delimiter.length());
            if (prefixes.contains(group)) {
                last = Optional.of(upload);
                continue;
            }
            if (page.size() + prefixes.size() == limit) {
                truncated = limit > 0;
                break;
            }
            if (group.isEmpty()) {
                page.add(upload);
            } else {
                prefixes.add(group);
            }
            last = Optional.of(upload);
        }
        return ListMultipartUploadsResponse.builder()
                .bucket(request.bucket())
                .prefix(ObjectListings.encode(encoded, prefix))
                .delimiter(ObjectListings.encode(encoded, request.delimiter()))
                .keyMarker(ObjectListings.encode(encoded, text(request.keyMarker())))
                .uploadIdMarker(text(request.uploadIdMarker()))
                .nextKeyMarker(
                        truncated ? ObjectListings.encode(encoded, last.orElseThrow().key()) : null)
                .nextUploadIdMarker(truncated ? last.orElseThrow().id() : null)
                .maxUploads(limit)
                .isTruncated(truncated)
                .encodingType(request.encodingType())
                .uploads(page.stream().map(upload -> describe(upload, encoded)).toList())
                .commonPrefixes(
                        prefixes.stream()
                                .map(group ->
                                        CommonPrefix.builder()
                                                .prefix(ObjectListings.encode(encoded, group))
                                                .build())
                                .toList())
                .build();
    }

    /** What comes behind the markers: keys beyond the one, or later uploads of that key. */
    private static List<Upload> after(
            List<Upload> all, String keyMarker, @Nullable String idMarker, String delimiter) {
        if (keyMarker.isEmpty()) {
            return all;
        }
        boolean wholeGroup = !delimiter.isEmpty() && keyMarker.endsWith(delimiter);
        var rest = new ArrayList<Upload>();
        boolean passed = false;
        for (var upload : all) {
            int order = ObjectListings.compare(upload.key(), keyMarker);
            if (order == 0 && idMarker != null) {
                if (passed) {
                    rest.add(upload);
                }
                passed = passed || upload.id().equals(idMarker);
            } else if (order > 0 && !(wholeGroup && upload.key().startsWith(keyMarker))) {
                rest.add(upload);
            }
        }
        return rest;
    }

    private static MultipartUpload describe(Upload upload, boolean encoded) {
        return MultipartUpload.builder()
                .key(ObjectListings.encode(encoded, upload.key()))
                .uploadId(upload.id())
                .initiated(Dates.told(upload.startedAt()))
                .initiator(who -> who.id(upload.initiator()).displayName(upload.initiator()))
                .owner(Owners.of(upload.account()))
                .storageClass(upload.headers().getOrDefault(Headers.STORAGE_CLASS, "STANDARD"))
                .checksumAlgorithm(upload.checksumAlgorithm().orElse(null))
                .checksumType(upload.checksumType().orElse(null))
                .build();
    }

    private static int limit(@Nullable Integer wanted) {
        if (wanted != null && wanted < 0) {
            throw INVALID_ARGUMENT.because(
                    "Argument max-uploads must be an integer between 0 and 2147483647");
        }
        return wanted == null ? MAX_UPLOADS : Math.min(wanted, MAX_UPLOADS);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
