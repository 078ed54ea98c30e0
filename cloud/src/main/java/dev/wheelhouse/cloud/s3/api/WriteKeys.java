package dev.wheelhouse.cloud.s3.api;

import dev.wheelhouse.cloud.s3.Upload;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * The condition keys of {@code s3:PutObject}: what a request says of the object that it writes
 * (Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3"). A key
 * is there when its header was sent.
 *
 * <p>Parts and the completion of an upload have the keys of the request that began it, as they do
 * not say these things again.
 */
final class WriteKeys {
    private static final String TAG = "s3:RequestObjectTag/";

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> tags;

    /**
     * @param creates whether an object is there afterwards, which is not so of an upload that
     *     begins, and of its parts (S3 user guide, "Enforce conditional writes on Amazon S3
     *     buckets")
     */
    private WriteKeys(boolean creates, Map<String, String> tags) {
        this.tags = tags;
        with("s3:ObjectCreationOperation", String.valueOf(creates));
    }

    static WriteKeys of(PutObjectRequest request, Map<String, String> tags) {
        return new WriteKeys(true, tags)
                .with(Headers.ACL, request.aclAsString())
                .with(Headers.ASKED_ENCRYPTION, request.serverSideEncryptionAsString())
                .with(Headers.STORAGE_CLASS, request.storageClassAsString())
                .with(Headers.REDIRECT, request.websiteRedirectLocation())
                .conditions(request.ifMatch(), request.ifNoneMatch());
    }

    /**
     * Those of a copy.
     *
     * @param tags those that the request brings
     */
    static WriteKeys of(
            CopyObjectRequest request, ObjectCopies.Source source, Map<String, String> tags) {
        return new WriteKeys(true, tags)
                .with(Headers.ACL, request.aclAsString())
                .with(Headers.ASKED_ENCRYPTION, request.serverSideEncryptionAsString())
                .with(Headers.STORAGE_CLASS, request.storageClassAsString())
                .with(Headers.REDIRECT, request.websiteRedirectLocation())
                .with("s3:x-amz-metadata-directive", request.metadataDirectiveAsString())
                .conditions(request.ifMatch(), request.ifNoneMatch())
                .copiedFrom(source);
    }

    static WriteKeys of(CreateMultipartUploadRequest request, Map<String, String> tags) {
        return new WriteKeys(false, tags)
                .with(Headers.ACL, request.aclAsString())
                .with(Headers.ASKED_ENCRYPTION, request.serverSideEncryptionAsString())
                .with(Headers.STORAGE_CLASS, request.storageClassAsString())
                .with(Headers.REDIRECT, request.websiteRedirectLocation());
    }

    /** Those of a part. */
    static WriteKeys ofPart(Upload upload) {
        return of(upload, false);
    }

    static WriteKeys of(CompleteMultipartUploadRequest request, Upload upload) {
        return of(upload, true).conditions(request.ifMatch(), request.ifNoneMatch());
    }

    private static WriteKeys of(Upload upload, boolean creates) {
        var keys = new WriteKeys(creates, upload.tags());
        Headers.KEYS.forEach(name -> keys.with(name, upload.headers().get(name)));
        return keys;
    }

    /** These of what is copied from another object: its bucket and key, without a slash before. */
    WriteKeys copiedFrom(ObjectCopies.Source source) {
        return with("s3:x-amz-copy-source", source.bucket() + "/" + source.key());
    }

    private WriteKeys conditions(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        return with("s3:if-match", ifMatch).with("s3:if-none-match", ifNoneMatch);
    }

    private WriteKeys with(String name, @Nullable String value) {
        if (value != null) {
            values.put(name.startsWith("s3:") ? name : "s3:" + name, value);
        }
        return this;
    }

    /** Asks for the right to write, with these keys. */
    Consumer<AccessRequest> asking(Call call) {
        return question -> {
            var asked = tagged(question, tags);
            for (var key : values.entrySet()) {
                asked = asked.with(key.getKey(), key.getValue());
            }
            call.require(asked);
        };
    }

    /** A question about setting these tags on an object. */
    static AccessRequest tagged(AccessRequest question, Map<String, String> tags) {
        if (tags.isEmpty()) {
            return question;
        }
        var tagged = question.with("s3:RequestObjectTagKeys", tags.keySet().toArray(String[]::new));
        for (var tag : tags.entrySet()) {
            tagged = tagged.with(TAG + tag.getKey(), tag.getValue());
        }
        return tagged;
    }
}
