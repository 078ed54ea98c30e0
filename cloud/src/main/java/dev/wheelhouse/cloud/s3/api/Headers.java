package dev.wheelhouse.cloud.s3.api;

import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.ACL_NOT_SUPPORTED;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.INVALID_REQUEST;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.KEY_TOO_LONG;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.METADATA_TOO_LARGE;
import static dev.wheelhouse.cloud.s3.S3Refusal.Reason.NOT_IMPLEMENTED;

import dev.wheelhouse.cloud.s3.S3Refusal;
import dev.wheelhouse.cloud.s3.StoredObject;
import dev.wheelhouse.cloud.s3.Upload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** What is stored with an object and given back with it, by the names of HTTP. */
final class Headers {
    static final String CACHE_CONTROL = "Cache-Control";
    static final String CONTENT_DISPOSITION = "Content-Disposition";
    static final String CONTENT_ENCODING = "Content-Encoding";
    static final String CONTENT_LANGUAGE = "Content-Language";
    static final String CONTENT_TYPE = "Content-Type";
    static final String EXPIRES = "Expires";
    static final String STORAGE_CLASS = "x-amz-storage-class";
    static final String REDIRECT = "x-amz-website-redirect-location";
    static final String DEFAULT_TYPE = "binary/octet-stream";

    /** What an upload keeps until its parts and its completion were asked about. */
    static final String ACL = "x-amz-acl";

    static final String ASKED_ENCRYPTION = "x-amz-server-side-encryption";

    /** The headers that policies can ask for. */
    static final List<String> KEYS = List.of(ACL, ASKED_ENCRYPTION, STORAGE_CLASS, REDIRECT);

    /** How every object is encrypted, as answers say it (SSE-S3, always on since January 2023). */
    static final String ENCRYPTION = "AES256";

    private static final int MAX_METADATA_BYTES = 2048;
    private static final Set<String> ACLS =
            Set.of("private", "bucket-owner-full-control", "bucket-owner-read");

    private static final Set<String> READABLE =
            Set.of(
                    "STANDARD",
                    "REDUCED_REDUNDANCY",
                    "STANDARD_IA",
                    "ONEZONE_IA",
                    "INTELLIGENT_TIERING",
                    "GLACIER_IR");

    private final Map<String, String> values = new LinkedHashMap<>();

    /** Keeps a header if it was sent. */
    Headers with(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            values.put(name, value);
        }
        return this;
    }

    /** Keeps the content encoding; how the body was framed on the way is no part of it. */
    Headers withEncoding(@Nullable String value) {
        if (value == null) {
            return this;
        }
        var kept =
                List.of(value.split(",", -1)).stream()
                        .map(String::strip)
                        .filter(coding -> !coding.isEmpty() && !coding.equals("aws-chunked"))
                        .toList();
        return with(CONTENT_ENCODING, String.join(",", kept));
    }

    Map<String, String> values() {
        return values;
    }

    /** What an object keeps of the headers of its upload. */
    static Map<String, String> ofObject(Upload upload) {
        var kept = new LinkedHashMap<>(upload.headers());
        kept.remove(ACL);
        kept.remove(ASKED_ENCRYPTION);
        return kept;
    }

    static void checkKey(String key) {
        if (key.getBytes(StandardCharsets.UTF_8).length > StoredObject.MAX_KEY_BYTES) {
            throw KEY_TOO_LONG.because("Your key is too long");
        }
        if (key.indexOf('\0') >= 0) {
            throw NOT_IMPLEMENTED.because("Keys with NUL characters are not built");
        }
    }

    static Map<String, String> metadata(Map<String, String> metadata) {
        int size = 0;
        for (var entry : metadata.entrySet()) {
            size +=
                    entry.getKey().length()
                            + entry.getValue().getBytes(StandardCharsets.UTF_8).length;
        }
        if (size > MAX_METADATA_BYTES) {
            throw METADATA_TOO_LARGE.because(
                    "Your metadata headers exceed the maximum allowed metadata size");
        }
        return metadata;
    }

    /** Buckets have no ACLs, as new ones in S3; headers that change nothing are taken. */
    static void checkAcl(@Nullable String acl) {
        if (acl != null && !ACLS.contains(acl)) {
            throw ACL_NOT_SUPPORTED.because("The bucket does not allow ACLs");
        }
    }

    /** The storage classes whose objects can be read at once; the others are not built. */
    static void checkStorageClass(@Nullable String storageClass) {
        if (storageClass == null || READABLE.contains(storageClass)) {
            return;
        }
        throw unbuilt("storage class " + storageClass);
    }

    /** Grants to others are not built: refused rather than ignored. */
    static void checkGrants(@Nullable String... grants) {
        if (Arrays.stream(grants).anyMatch(java.util.Objects::nonNull)) {
            throw ACL_NOT_SUPPORTED.because("The bucket does not allow ACLs");
        }
    }

    /**
     * What every request that writes an object could ask for and is not built: keys of one's own,
     * grants to others, locks. Refused rather than ignored.
     */
    static void checkWrite(SdkPojo request) {
        if (asks(request, "SSEKMSKeyId")) {
            throw unbuilt("x-amz-server-side-encryption-aws-kms-key-id");
        }
        if (asks(request, "GrantFullControl", "GrantRead", "GrantReadACP", "GrantWriteACP")) {
            throw ACL_NOT_SUPPORTED.because("The bucket does not allow ACLs");
        }
        if (asks(
                request,
                "ObjectLockMode",
                "ObjectLockRetainUntilDate",
                "ObjectLockLegalHoldStatus")) {
            throw INVALID_REQUEST.because("Bucket is missing Object Lock Configuration");
        }
    }

    private static boolean asks(SdkPojo request, String... members) {
        return request.sdkFields().stream()
                .filter(field -> List.of(members).contains(field.memberName()))
                .anyMatch(field -> field.getValueOrDefault(request) != null);
    }

    /** What is about directory buckets alone, which are not built: refused rather than ignored. */
    static void checkUnbuilt(String name, @Nullable Object value) {
        if (value != null) {
            throw unbuilt(name);
        }
    }

    private static S3Refusal unbuilt(String what) {
        return NOT_IMPLEMENTED.because(
                "A header you provided implies functionality that is not implemented: " + what);
    }

    /** Encryption with keys of one's own is not built: refused rather than ignored. */
    static void checkEncryption(@Nullable String algorithm, @Nullable String customerAlgorithm) {
        if (customerAlgorithm != null || (algorithm != null && !algorithm.equals(ENCRYPTION))) {
            throw unbuilt("server-side encryption with keys of your own");
        }
    }
}
