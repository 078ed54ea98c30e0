package dev.wheelhouse.cloud.s3.api;

import dev.wheelhouse.cloud.s3.Bucket;
import dev.wheelhouse.cloud.s3.S3Refusal;
import dev.wheelhouse.cloud.s3.StoredObject;
import dev.wheelhouse.cloud.s3.operation.BucketAccess;
import dev.wheelhouse.cloud.s3.sql.ObjectStore;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The lists of objects of S3: in the order of keys, at most 1,000 keys and prefixes a page. */
final class ObjectListings {
    private static final int MAX_KEYS = 1000;
    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    private final ObjectStore store = new ObjectStore();
    private final BucketAccess access = new BucketAccess();
    private final Database database;

    ObjectListings(Database database) {
        this.database = database;
    }

    /**
     * A page.
     *
     * @param next the last key or prefix of the page, if there is more
     */
    private record Page(
            Bucket bucket,
            List<StoredObject> objects,
            List<String> prefixes,
            Optional<String> next) {
        int size() {
            return objects.size() + prefixes.size();
        }
    }

    ListObjectsV2Response list(Call call, ListObjectsV2Request request) {
        var after =
                request.continuationToken() != null
                        ? Tokens.read(request.continuationToken())
                        : text(request.startAfter());
        int limit = limit(request.maxKeys());
        var page =
                page(
                        call,
                        "s3:ListBucket",
                        request.bucket(),
                        text(request.prefix()),
                        text(request.delimiter()),
                        after,
                        limit);
        boolean encoded = request.encodingType() == EncodingType.URL;
        boolean owner = Boolean.TRUE.equals(request.fetchOwner());
        return ListObjectsV2Response.builder()
                .name(request.bucket())
                .prefix(encode(encoded, text(request.prefix())))
                .delimiter(encode(encoded, request.delimiter()))
                .startAfter(encode(encoded, request.startAfter()))
                .continuationToken(request.continuationToken())
                .encodingType(request.encodingType())
                .maxKeys(limit)
                .keyCount(page.size())
                .isTruncated(page.next().isPresent())
                .nextContinuationToken(page.next().map(Tokens::write).orElse(null))
                .contents(contents(page, encoded, owner))
                .commonPrefixes(prefixes(page, encoded))
                .build();
    }

    ListObjectsResponse listFirstVersion(Call call, ListObjectsRequest request) {
        int limit = limit(request.maxKeys());
        var page =
                page(
                        call,
                        "s3:ListBucket",
                        request.bucket(),
                        text(request.prefix()),
                        text(request.delimiter()),
                        text(request.marker()),
                        limit);
        boolean encoded = request.encodingType() == EncodingType.URL;
        return ListObjectsResponse.builder()
                .name(request.bucket())
                .prefix(encode(encoded, text(request.prefix())))
                .marker(encode(encoded, text(request.marker())))
                .delimiter(encode(encoded, request.delimiter()))
                .encodingType(request.encodingType())
                .maxKeys(limit)
                .isTruncated(page.next().isPresent())
                .nextMarker(
                        request.delimiter() == null
                                ? null
                                : page.next().map(next -> encode(encoded, next)).orElse(null))
                .contents(contents(page, encoded, true))
                .commonPrefixes(prefixes(page, encoded))
                .build();
    }

    /** Every object is its only version: buckets have no versioning. */
    ListObjectVersionsResponse versions(Call call, ListObjectVersionsRequest request) {
        int limit = limit(request.maxKeys());
        if (request.versionIdMarker() != null && text(request.keyMarker()).isEmpty()) {
            throw S3Refusal.Reason.INVALID_ARGUMENT.because(
                    "A version-id marker cannot be specified without a key marker.");
        }
        var page =
                page(
                        call,
                        "s3:ListBucketVersions",
                        request.bucket(),
                        text(request.prefix()),
                        text(request.delimiter()),
                        text(request.keyMarker()),
                        limit);
        boolean encoded = request.encodingType() == EncodingType.URL;
        return ListObjectVersionsResponse.builder()
                .name(request.bucket())
                .prefix(encode(encoded, text(request.prefix())))
                .delimiter(encode(encoded, request.delimiter()))
                .keyMarker(encode(encoded, text(request.keyMarker())))
                .versionIdMarker(text(request.versionIdMarker()))
                .nextKeyMarker(page.next().map(next -> encode(encoded, next)).orElse(null))
                .nextVersionIdMarker(page.next().map(_ -> Versions.ONLY).orElse(null))
                .encodingType(request.encodingType())
                .maxKeys(limit)
                .isTruncated(page.next().isPresent())
                .versions(
                        page.objects().stream()
                                .map(object ->
                                        ObjectVersion.builder()
                                                .key(encode(encoded, object.key()))
                                                .versionId(Versions.ONLY)
                                                .isLatest(true)
                                                .size(object.size())
                                                .eTag(Objects.quoted(object.etag()))
                                                .checksumAlgorithmWithStrings(
                                                        object.checksums().keySet())
                                                .checksumType(Checksums.type(object))
                                                .lastModified(object.modifiedAt())
                                                .storageClass(
                                                        object.headers()
                                                                .getOrDefault(
                                                                        Headers.STORAGE_CLASS,
                                                                        "STANDARD"))
                                                .owner(Owners.of(page.bucket().account()))
                                                .build())
                                .toList())
                .commonPrefixes(prefixes(page, encoded))
                .build();
    }

    private Page page(
            Call call,
            String action,
            String name,
            String prefix,
            String delimiter,
            String after,
            int limit) {
        return database.read(db -> {
            var found = access.find(db, name);
            call.require(
                    access.request(action, Bucket.arn(name), found)
                            .with("s3:prefix", prefix)
                            .with("s3:delimiter", delimiter)
                            .with("s3:max-keys", String.valueOf(limit)));
            var bucket = found.orElseThrow(() -> S3Refusal.noSuchBucket(name));
            return collect(db, bucket, prefix, delimiter, after, limit);
        });
    }

    private Page collect(
            Handle db, Bucket bucket, String prefix, String delimiter, String after, int limit) {
        var objects = new ArrayList<StoredObject>();
        var prefixes = new ArrayList<String>();
        var cursor = after;
        var last = after;
        while (true) {
            int wanted = limit - objects.size() - prefixes.size() + 1;
            var rows = store.page(db, bucket.account(), bucket.name(), prefix, cursor, wanted);
            for (var row : rows) {
                if (!row.key().startsWith(prefix)) {
                    return new Page(bucket, objects, prefixes, Optional.empty());
                }
                if (compare(row.key(), cursor) <= 0) {
                    continue; // under a prefix that is told already
                }
                int end = delimiter.isEmpty() ? -1 : row.key().indexOf(delimiter, prefix.length());
                var group = end < 0 ? "" : row.key().substring(0, end + delimiter.length());
                boolean told = !group.isEmpty() && compare(group, after) <= 0;
                if (!told && objects.size() + prefixes.size() == limit) {
                    return new Page(
                            bucket,
                            objects,
                            prefixes,
                            limit == 0 ? Optional.empty() : Optional.of(last));
                }
                if (group.isEmpty()) {
                    objects.add(row);
                    last = row.key();
                    cursor = row.key();
                } else {
                    if (!told) {
                        prefixes.add(group);
                        last = group;
                    }
                    cursor = group + LAST_CHARACTER;
                }
            }
            if (rows.size() < wanted) {
                return new Page(bucket, objects, prefixes, Optional.empty());
            }
        }
    }

    /** The order of S3 and of the database: by bytes of UTF-8. */
    static int compare(String one, String other) {
        return Arrays.compareUnsigned(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static List<S3Object> contents(Page page, boolean encoded, boolean owner) {
        return page.objects().stream()
                .map(object ->
                        S3Object.builder()
                                .key(encode(encoded, object.key()))
                                .size(object.size())
                                .eTag(Objects.quoted(object.etag()))
                                .checksumAlgorithmWithStrings(object.checksums().keySet())
                                .checksumType(Checksums.type(object))
                                .lastModified(object.modifiedAt())
                                .storageClass(
                                        object.headers()
                                                .getOrDefault(Headers.STORAGE_CLASS, "STANDARD"))
                                .owner(owner ? Owners.of(page.bucket().account()) : null)
                                .build())
                .toList();
    }

    private static List<CommonPrefix> prefixes(Page page, boolean encoded) {
        return page.prefixes().stream()
                .map(prefix -> CommonPrefix.builder().prefix(encode(encoded, prefix)).build())
                .toList();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static int limit(@Nullable Integer wanted) {
        if (wanted == null) {
            return MAX_KEYS;
        }
        if (wanted < 0) {
            throw S3Refusal.Reason.INVALID_ARGUMENT.because("maxKeys cannot be negative");
        }
        return Math.min(wanted, MAX_KEYS);
    }

    static @Nullable String encode(boolean encoded, @Nullable String text) {
        if (!encoded || text == null) {
            return text;
        }
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }
}
