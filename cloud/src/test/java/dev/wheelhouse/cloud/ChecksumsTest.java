package dev.wheelhouse.cloud;

import static dev.wheelhouse.cloud.Cloud.HUB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.ServiceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesParts;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;
import software.amazon.awssdk.services.s3.model.ObjectPart;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** The checksums of objects and parts, and where S3 tells them; the times that it tells. */
@SuppressWarnings("deprecation") // the header of a copy's source is all that comes over the wire
final class ChecksumsTest {
    private static final String BUCKET = "checked";
    private static final byte[] FIRST = bytes(5 << 20, 1);
    private static final byte[] LAST = bytes(10, 2);
    private static final String NOT_FOUND =
            "One or more of the specified parts could not be found.  The part may not have been"
                    + " uploaded, or the specified entity tag may not match the part's entity tag.";

    /** CRC-64/NVME of {@code 123456789}, after the catalogue of CRC algorithms. */
    private static final String DIGITS_CRC64 = "rosUhgp5mIg=";

    private static final byte[] DIGITS = "123456789".getBytes(StandardCharsets.US_ASCII);

    private final Principal admin = Principal.admin(HUB);

    @OnEachDatabase
    void anObjectThatComesWithoutAChecksumGetsOne(TestDatabase given) {
        var cloud = with(given);

        assertThat(put(cloud, "a", DIGITS, r -> r))
                .returns(DIGITS_CRC64, PutObjectResponse::checksumCRC64NVME)
                .returns(ChecksumType.FULL_OBJECT, PutObjectResponse::checksumType);
        assertThat(head(cloud, r -> r.key("a").checksumMode(ChecksumMode.ENABLED)))
                .returns(DIGITS_CRC64, HeadObjectResponse::checksumCRC64NVME)
                .returns(ChecksumType.FULL_OBJECT, HeadObjectResponse::checksumType);
        assertThat(head(cloud, r -> r.key("a")))
                .returns(null, HeadObjectResponse::checksumCRC64NVME)
                .returns(null, HeadObjectResponse::checksumType);
        assertThat(
                        cloud.s3(
                                        admin,
                                        "ListObjectsV2",
                                        ListObjectsV2Request.builder().bucket(BUCKET),
                                        ListObjectsV2Response.class)
                                .contents())
                .singleElement()
                .satisfies(listed -> {
                    assertThat(listed.checksumAlgorithm())
                            .containsExactly(ChecksumAlgorithm.CRC64_NVME);
                    assertThat(listed.checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
                });
        var copied =
                cloud.s3(
                        admin,
                        "CopyObject",
                        CopyObjectRequest.builder()
                                .copySource(BUCKET + "/a")
                                .destinationBucket(BUCKET)
                                .destinationKey("b")
                                .checksumAlgorithm(ChecksumAlgorithm.SHA256),
                        CopyObjectResponse.class);
        assertThat(copied.copyObjectResult().checksumSHA256()).isEqualTo(sha256(DIGITS));
        assertThat(copied.copyObjectResult().checksumCRC64NVME()).isNull();
    }

    @OnEachDatabase
    void anObjectComesWithTheChecksumThatItAnnouncesAndNoOther(TestDatabase given) {
        var cloud = with(given);

        assertThat(put(cloud, "a", DIGITS, r -> r.checksumSHA256(sha256(DIGITS))))
                .returns(sha256(DIGITS), PutObjectResponse::checksumSHA256)
                .returns(null, PutObjectResponse::checksumCRC64NVME);
        refused(
                        "InvalidRequest",
                        () ->
                                put(
                                        cloud,
                                        "b",
                                        DIGITS,
                                        r ->
                                                r.checksumSHA256(sha256(DIGITS))
                                                        .checksumCRC32(crc32(DIGITS))))
                .hasMessage(
                        "Expecting a single x-amz-checksum- header. Multiple checksum Types are"
                                + " not allowed.");
        refused(
                        "InvalidRequest",
                        () ->
                                put(
                                        cloud,
                                        "b",
                                        DIGITS,
                                        r ->
                                                r.checksumSHA256(sha256(DIGITS))
                                                        .checksumAlgorithm("CRC32")))
                .hasMessage("Value for x-amz-sdk-checksum-algorithm header is invalid.");
        refused("InvalidRequest", () -> put(cloud, "b", DIGITS, r -> r.checksumAlgorithm("CRC32")))
                .hasMessageContaining("no corresponding x-amz-checksum-* or x-amz-trailer");
    }

    @OnEachDatabase
    void aPartHasTheChecksumThatItsUploadNamed(TestDatabase given) {
        var cloud = with(given);
        var composite = begin(cloud, r -> r.checksumAlgorithm("SHA256"));

        refused(
                        "InvalidRequest",
                        () -> part(cloud, composite, 1, DIGITS, r -> r.checksumCRC32("y/Q5Jg==")))
                .hasMessage(
                        "Checksum Type mismatch occurred, expected checksum Type: sha256, actual"
                                + " checksum Type: crc32");
        refused("InvalidRequest", () -> part(cloud, composite, 1, DIGITS, r -> r))
                .hasMessage(
                        "Checksum Type mismatch occurred, expected checksum Type: sha256, actual"
                                + " checksum Type: null");
        var whole =
                begin(
                        cloud,
                        r -> r.checksumAlgorithm("CRC32").checksumType(ChecksumType.FULL_OBJECT));
        assertThat(part(cloud, whole, 1, DIGITS, r -> r).checksumCRC32()).isEqualTo("y/Q5Jg==");
        refused("InvalidRequest", () -> begin(cloud, r -> r.checksumType("COMPOSITE")))
                .hasMessage(
                        "The x-amz-checksum-type header can only be used with the"
                                + " x-amz-checksum-algorithm header.");
    }

    @OnEachDatabase
    void aCompositeUploadIsCompletedWithTheChecksumOfEachPart(TestDatabase given) {
        var cloud = with(given);
        var upload = begin(cloud, r -> r.checksumAlgorithm("SHA256"));
        var first = part(cloud, upload, 1, FIRST, r -> r.checksumSHA256(sha256(FIRST)));
        var last = part(cloud, upload, 2, LAST, r -> r.checksumSHA256(sha256(LAST)));
        var good = completed(1, first.eTag()).checksumSHA256(sha256(FIRST)).build();
        var end = completed(2, last.eTag());

        refused("InvalidRequest", () -> complete(cloud, upload, r -> r, good, end.build()))
                .hasMessage(
                        "The upload was created using a sha256 checksum. The complete request must"
                                + " include the checksum for each part. It was missing for part 2"
                                + " in the request.");
        refused(
                        "BadDigest",
                        () ->
                                complete(
                                        cloud,
                                        upload,
                                        r -> r,
                                        good,
                                        completed(2, last.eTag())
                                                .checksumCRC32(crc32(LAST))
                                                .build()))
                .hasMessage("The crc32 you specified for part 2 did not match what we received.");
        refused(
                        "InvalidPart",
                        () ->
                                complete(
                                        cloud,
                                        upload,
                                        r -> r,
                                        good,
                                        completed(2, last.eTag())
                                                .checksumSHA256(sha256(FIRST))
                                                .build()))
                .hasMessage(NOT_FOUND)
                .asInstanceOf(type(ServiceException.class))
                .satisfies(refusal ->
                        assertThat(refusal.details())
                                .containsEntry("UploadId", upload.uploadId())
                                .containsEntry("PartNumber", "2")
                                .containsEntry("ETag", last.eTag().replace("\"", "")));
        for (var odd :
                new CompletedPart[] {
                    completed(2, last.eTag()).checksumSHA256("AAAA").build(),
                    completed(2, last.eTag())
                            .checksumSHA256(sha256(LAST))
                            .checksumCRC32(crc32(LAST))
                            .build()
                }) {
            refused("InvalidArgument", () -> complete(cloud, upload, r -> r, good, odd))
                    .hasMessage("Invalid Base64 or multiple checksums present in request");
        }
        end.checksumSHA256(sha256(LAST));
        refused(
                        "BadDigest",
                        () ->
                                complete(
                                        cloud,
                                        upload,
                                        r -> r.checksumSHA256(sha256(LAST)),
                                        good,
                                        end.build()))
                .hasMessage("The sha256 you specified did not match the calculated checksum.");
        refused(
                        "InvalidRequest",
                        () ->
                                complete(
                                        cloud,
                                        upload,
                                        r -> r.checksumType(ChecksumType.FULL_OBJECT),
                                        good,
                                        end.build()))
                .hasMessageStartingWith("The upload was created using the COMPOSITE checksum mode");

        var composite = sha256(sha256Bytes(FIRST), sha256Bytes(LAST));
        assertThat(
                        complete(
                                cloud,
                                upload,
                                r -> r.checksumSHA256(composite + "-2"),
                                good,
                                end.build()))
                .returns(composite + "-2", CompleteMultipartUploadResponse::checksumSHA256)
                .returns(ChecksumType.COMPOSITE, CompleteMultipartUploadResponse::checksumType);
        assertThat(head(cloud, r -> r.key("big").checksumMode(ChecksumMode.ENABLED)))
                .returns(composite + "-2", HeadObjectResponse::checksumSHA256)
                .returns(ChecksumType.COMPOSITE, HeadObjectResponse::checksumType);
        assertThat(attributes(cloud, r -> r).checksum().checksumSHA256()).isEqualTo(composite);
    }

    @OnEachDatabase
    void thePartsOfACompositeObjectAreListedPageByPageAndReadOneByOne(TestDatabase given)
            throws IOException {
        var cloud = with(given);
        var upload = begin(cloud, r -> r.checksumAlgorithm("SHA256"));
        var first = part(cloud, upload, 3, FIRST, r -> r.checksumSHA256(sha256(FIRST)));
        var last = part(cloud, upload, 7, LAST, r -> r.checksumSHA256(sha256(LAST)));
        assertThat(parts(cloud, upload).parts())
                .extracting(each -> each.checksumSHA256())
                .containsExactly(sha256(FIRST), sha256(LAST));
        complete(
                cloud,
                upload,
                r -> r,
                completed(3, first.eTag()).checksumSHA256(sha256(FIRST)).build(),
                completed(7, last.eTag()).checksumSHA256(sha256(LAST)).build());

        var page = attributes(cloud, r -> r.maxParts(1)).objectParts();
        assertThat(page)
                .returns(2, GetObjectAttributesParts::totalPartsCount)
                .returns(1, GetObjectAttributesParts::maxParts)
                .returns(0, GetObjectAttributesParts::partNumberMarker)
                .returns(1, GetObjectAttributesParts::nextPartNumberMarker)
                .returns(true, GetObjectAttributesParts::isTruncated);
        assertThat(page.parts())
                .containsExactly(
                        ObjectPart.builder()
                                .partNumber(1)
                                .size((long) FIRST.length)
                                .checksumSHA256(sha256(FIRST))
                                .build());
        var rest = attributes(cloud, r -> r.partNumberMarker(1)).objectParts();
        assertThat(rest.isTruncated()).isFalse();
        assertThat(rest.parts())
                .containsExactly(
                        ObjectPart.builder()
                                .partNumber(2)
                                .size((long) LAST.length)
                                .checksumSHA256(sha256(LAST))
                                .build());

        var got = get(cloud, r -> r.partNumber(2).checksumMode(ChecksumMode.ENABLED));
        assertThat(got.read()).isEqualTo(LAST);
        assertThat(got.response())
                .returns("bytes 5242880-5242889/5242890", GetObjectResponse::contentRange)
                .returns(2, GetObjectResponse::partsCount)
                .returns(sha256(LAST), GetObjectResponse::checksumSHA256)
                .returns(ChecksumType.COMPOSITE, GetObjectResponse::checksumType);
        assertThat(
                        get(
                                        cloud,
                                        r ->
                                                r.range("bytes=0-5242879")
                                                        .checksumMode(ChecksumMode.ENABLED))
                                .response()
                                .checksumSHA256())
                .isEqualTo(sha256(FIRST));
        refused("InvalidPartNumber", () -> get(cloud, r -> r.partNumber(3)))
                .asInstanceOf(type(ServiceException.class))
                .satisfies(refusal ->
                        assertThat(refusal.details())
                                .containsEntry("PartNumberRequested", "3")
                                .containsEntry("ActualPartCount", "2"));
    }

    @OnEachDatabase
    void theChecksumOfAWholeIsMadeOfThoseOfItsParts(TestDatabase given) {
        var cloud = with(given);
        var upload =
                begin(
                        cloud,
                        r -> r.checksumAlgorithm("CRC32").checksumType(ChecksumType.FULL_OBJECT));
        var first = part(cloud, upload, 1, FIRST, r -> r.checksumCRC32(crc32(FIRST)));
        var last = part(cloud, upload, 2, LAST, r -> r);
        var parts =
                new CompletedPart[] {
                    completed(1, first.eTag()).build(), completed(2, last.eTag()).build()
                };
        var whole = crc32(FIRST, LAST);

        // Without its type S3 takes it for a checksum of checksums.
        refused("BadDigest", () -> complete(cloud, upload, r -> r.checksumCRC32(whole), parts));
        refused(
                "BadDigest",
                () ->
                        complete(
                                cloud,
                                upload,
                                r ->
                                        r.checksumCRC32(crc32(LAST))
                                                .checksumType(ChecksumType.FULL_OBJECT),
                                parts));
        assertThat(
                        complete(
                                cloud,
                                upload,
                                r -> r.checksumCRC32(whole).checksumType(ChecksumType.FULL_OBJECT),
                                parts))
                .returns(whole, CompleteMultipartUploadResponse::checksumCRC32)
                .returns(ChecksumType.FULL_OBJECT, CompleteMultipartUploadResponse::checksumType);
        assertThat(attributes(cloud, r -> r).objectParts())
                .isEqualTo(GetObjectAttributesParts.builder().totalPartsCount(2).build());
        assertThat(get(cloud, r -> r.partNumber(2).checksumMode(ChecksumMode.ENABLED)).response())
                .returns(null, GetObjectResponse::checksumCRC32)
                .returns(null, GetObjectResponse::checksumType);
    }

    @OnEachDatabase
    void anUploadThatNamesNoAlgorithmGetsTheChecksumOfS3(TestDatabase given) {
        var cloud = with(given);
        var upload = begin(cloud, r -> r);
        var only = part(cloud, upload, 1, DIGITS, r -> r.checksumCRC32("y/Q5Jg=="));
        assertThat(only)
                .returns("y/Q5Jg==", UploadPartResponse::checksumCRC32)
                .returns(null, UploadPartResponse::checksumCRC64NVME);
        assertThat(parts(cloud, upload).parts())
                .singleElement()
                .returns(null, each -> each.checksumCRC32())
                .returns(null, each -> each.checksumCRC64NVME());

        refused(
                        "InvalidPart",
                        () ->
                                complete(
                                        cloud,
                                        upload,
                                        r -> r,
                                        completed(1, only.eTag())
                                                .checksumCRC32("y/Q5Jg==")
                                                .build()))
                .hasMessage(NOT_FOUND);
        refused(
                        "InvalidRequest",
                        () ->
                                complete(
                                        cloud,
                                        upload,
                                        r -> r.checksumType(ChecksumType.FULL_OBJECT),
                                        completed(1, only.eTag()).build()))
                .hasMessageStartingWith("The upload was created using the null checksum mode");
        assertThat(complete(cloud, upload, r -> r, completed(1, only.eTag()).build()))
                .returns(DIGITS_CRC64, CompleteMultipartUploadResponse::checksumCRC64NVME)
                .returns(ChecksumType.FULL_OBJECT, CompleteMultipartUploadResponse::checksumType);
        assertThat(get(cloud, r -> r.partNumber(1).checksumMode(ChecksumMode.ENABLED)).response())
                .returns("bytes 0-8/9", GetObjectResponse::contentRange)
                .returns(1, GetObjectResponse::partsCount)
                .returns(DIGITS_CRC64, GetObjectResponse::checksumCRC64NVME);
    }

    @OnEachDatabase
    void aCopiedPartHasTheChecksumOfItsUpload(TestDatabase given) {
        var cloud = with(given);
        put(cloud, "a", DIGITS, r -> r);
        var upload = begin(cloud, r -> r.checksumAlgorithm("SHA256"));

        var part =
                cloud.s3(
                                admin,
                                "UploadPartCopy",
                                UploadPartCopyRequest.builder()
                                        .copySource(BUCKET + "/a")
                                        .destinationBucket(BUCKET)
                                        .destinationKey("big")
                                        .uploadId(upload.uploadId())
                                        .partNumber(1),
                                UploadPartCopyResponse.class)
                        .copyPartResult();

        assertThat(part.checksumSHA256()).isEqualTo(sha256(DIGITS));
        assertThat(
                        complete(
                                        cloud,
                                        upload,
                                        r -> r,
                                        completed(1, part.eTag())
                                                .checksumSHA256(sha256(DIGITS))
                                                .build())
                                .checksumSHA256())
                .endsWith("-1");
    }

    @OnEachDatabase
    void whatIsNoneOrSmallIsTold(TestDatabase given) {
        var cloud = with(given);
        var upload = begin(cloud, r -> r);
        var part = part(cloud, upload, 1, LAST, r -> r);
        part(cloud, upload, 2, LAST, r -> r);

        refused("InvalidRequest", () -> complete(cloud, upload, r -> r))
                .hasMessage("You must specify at least one part");
        refused(
                        "EntityTooSmall",
                        () ->
                                complete(
                                        cloud,
                                        upload,
                                        r -> r,
                                        completed(1, part.eTag()).build(),
                                        completed(2, part.eTag()).build()))
                .asInstanceOf(type(ServiceException.class))
                .satisfies(refusal ->
                        assertThat(refusal.details())
                                .containsEntry("PartNumber", "1")
                                .containsEntry("ProposedSize", "10")
                                .containsEntry("MinSizeAllowed", "5242880"));
    }

    @OnEachDatabase
    void thePartsOfAnObjectOfBeforeAreItsSegments(TestDatabase given) {
        var cloud = with(given);
        var upload = begin(cloud, r -> r);
        var first = part(cloud, upload, 1, FIRST, r -> r);
        var last = part(cloud, upload, 2, LAST, r -> r);
        complete(
                cloud,
                upload,
                r -> r,
                completed(1, first.eTag()).build(),
                completed(2, last.eTag()).build());
        cloud.database.write(db ->
                db.createUpdate("UPDATE s3_object SET parts = NULL, checksums = '{}'").execute());

        assertThat(attributes(cloud, r -> r).objectParts().totalPartsCount()).isEqualTo(2);
        assertThat(get(cloud, r -> r.partNumber(2)).response().contentRange())
                .isEqualTo("bytes 5242880-5242889/5242890");
    }

    @OnEachDatabase
    void timesAreToldInWholeSeconds(TestDatabase given) {
        var cloud = with(given);
        cloud.passes(Duration.ofMillis(789));
        var second = Instant.parse("2026-01-02T03:04:05Z");
        cloud.s3(
                admin,
                "CreateBucket",
                CreateBucketRequest.builder().bucket("later"),
                CreateBucketResponse.class);
        put(cloud, "a", DIGITS, r -> r);
        var upload = begin(cloud, r -> r);
        part(cloud, upload, 1, DIGITS, r -> r);

        assertThat(
                        cloud.s3(
                                        admin,
                                        "ListObjectsV2",
                                        ListObjectsV2Request.builder().bucket(BUCKET),
                                        ListObjectsV2Response.class)
                                .contents())
                .extracting(each -> each.lastModified())
                .containsExactly(second);
        assertThat(head(cloud, r -> r.key("a").ifUnmodifiedSince(second)).lastModified())
                .isEqualTo(second);
        refused("NotModified", () -> head(cloud, r -> r.key("a").ifModifiedSince(second)));
        assertThat(parts(cloud, upload).parts())
                .extracting(each -> each.lastModified())
                .containsExactly(second);
        assertThat(
                        cloud.s3(
                                        admin,
                                        "ListMultipartUploads",
                                        ListMultipartUploadsRequest.builder().bucket(BUCKET),
                                        ListMultipartUploadsResponse.class)
                                .uploads())
                .extracting(each -> each.initiated())
                .containsExactly(second);
        assertThat(
                        cloud.s3(
                                        admin,
                                        "ListBuckets",
                                        ListBucketsRequest.builder(),
                                        ListBucketsResponse.class)
                                .buckets())
                .extracting(each -> each.creationDate())
                .containsOnly(second);
    }

    private Cloud with(TestDatabase given) {
        var cloud = new Cloud(given);
        cloud.s3(
                admin,
                "CreateBucket",
                CreateBucketRequest.builder().bucket(BUCKET),
                CreateBucketResponse.class);
        return cloud;
    }

    private PutObjectResponse put(
            Cloud cloud,
            String key,
            byte[] content,
            UnaryOperator<PutObjectRequest.Builder> request) {
        var builder = request.apply(PutObjectRequest.builder().bucket(BUCKET).key(key));
        return (PutObjectResponse) cloud.s3(admin, "PutObject", builder, content).response();
    }

    private HeadObjectResponse head(Cloud cloud, UnaryOperator<HeadObjectRequest.Builder> request) {
        return cloud.s3(
                admin,
                "HeadObject",
                request.apply(HeadObjectRequest.builder().bucket(BUCKET)),
                HeadObjectResponse.class);
    }

    /** What is got of the object that was uploaded. */
    private record Got(GetObjectResponse response, Payload content) {
        byte[] read() throws IOException {
            try (var in = content.open()) {
                return in.readAllBytes();
            }
        }
    }

    private Got get(Cloud cloud, UnaryOperator<GetObjectRequest.Builder> request) {
        var answer =
                cloud.s3(
                        admin,
                        "GetObject",
                        request.apply(GetObjectRequest.builder().bucket(BUCKET).key("big")),
                        new byte[0]);
        return new Got((GetObjectResponse) answer.response(), answer.body().orElseThrow());
    }

    private GetObjectAttributesResponse attributes(
            Cloud cloud, UnaryOperator<GetObjectAttributesRequest.Builder> request) {
        return cloud.s3(
                admin,
                "GetObjectAttributes",
                request.apply(
                        GetObjectAttributesRequest.builder()
                                .bucket(BUCKET)
                                .key("big")
                                .objectAttributes(
                                        ObjectAttributes.CHECKSUM, ObjectAttributes.OBJECT_PARTS)),
                GetObjectAttributesResponse.class);
    }

    private CreateMultipartUploadResponse begin(
            Cloud cloud, UnaryOperator<CreateMultipartUploadRequest.Builder> request) {
        return cloud.s3(
                admin,
                "CreateMultipartUpload",
                request.apply(CreateMultipartUploadRequest.builder().bucket(BUCKET).key("big")),
                CreateMultipartUploadResponse.class);
    }

    private UploadPartResponse part(
            Cloud cloud,
            CreateMultipartUploadResponse upload,
            int number,
            byte[] content,
            UnaryOperator<UploadPartRequest.Builder> request) {
        var builder =
                request.apply(
                        UploadPartRequest.builder()
                                .bucket(BUCKET)
                                .key("big")
                                .uploadId(upload.uploadId())
                                .partNumber(number));
        return (UploadPartResponse) cloud.s3(admin, "UploadPart", builder, content).response();
    }

    private ListPartsResponse parts(Cloud cloud, CreateMultipartUploadResponse upload) {
        return cloud.s3(
                admin,
                "ListParts",
                ListPartsRequest.builder().bucket(BUCKET).key("big").uploadId(upload.uploadId()),
                ListPartsResponse.class);
    }

    private static CompletedPart.Builder completed(int number, String etag) {
        return CompletedPart.builder().partNumber(number).eTag(etag);
    }

    private CompleteMultipartUploadResponse complete(
            Cloud cloud,
            CreateMultipartUploadResponse upload,
            UnaryOperator<CompleteMultipartUploadRequest.Builder> request,
            CompletedPart... parts) {
        return cloud.s3(
                admin,
                "CompleteMultipartUpload",
                request.apply(
                        CompleteMultipartUploadRequest.builder()
                                .bucket(BUCKET)
                                .key("big")
                                .uploadId(upload.uploadId())
                                .multipartUpload(all -> all.parts(parts))),
                CompleteMultipartUploadResponse.class);
    }

    private static AbstractThrowableAssert<?, ? extends @Nullable Throwable> refused(
            String code, ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        refusal -> assertThat(refusal.kind().code()).isEqualTo(code));
    }

    private static byte[] bytes(int length, int value) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static String sha256(byte[]... contents) {
        return Base64.getEncoder().encodeToString(sha256Bytes(contents));
    }

    private static byte[] sha256Bytes(byte[]... contents) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var content : contents) {
                digest.update(content);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException cause) {
            throw new AssertionError(cause);
        }
    }

    private static String crc32(byte[]... contents) {
        var checksum = new CRC32();
        Consumer<byte[]> update = checksum::update;
        Arrays.stream(contents).forEach(update);
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(Integer.BYTES)
                                .putInt((int) checksum.getValue())
                                .array());
    }
}
