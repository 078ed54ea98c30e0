package dev.wheelhouse.cloud;

import static dev.wheelhouse.cloud.Cloud.HUB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.identity.AccessDeniedException;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import dev.wheelhouse.wire.ServiceException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.S3Request;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** What S3 refuses of changes to objects and buckets, and what it says of every object. */
@SuppressWarnings("deprecation") // the header of a copy's source is all that comes over the wire
final class StorageRulesTest {
    private static final String BUCKET = "templates";
    private static final String OTHER_ETAG = "\"00000000000000000000000000000000\"";

    private final Principal admin = Principal.admin(HUB);

    @OnEachDatabase
    void anObjectIsDeletedOnlyIfItIsTheOneThatIsMeant(TestDatabase given) {
        var cloud = with(given);
        var etag = put(cloud, "a").eTag();

        refused("PreconditionFailed", () -> delete(cloud, admin, "a", OTHER_ETAG));
        assertThat(head(cloud, "a").eTag()).isEqualTo(etag);
        delete(cloud, admin, "a", etag);
        refused("NoSuchKey", () -> head(cloud, "a"));
        put(cloud, "a");
        delete(cloud, admin, "a", "*");
        refused("NoSuchKey", () -> head(cloud, "a"));
    }

    @OnEachDatabase
    void whatNoObjectCanHaveHereIsRefusedByEveryWriter(TestDatabase given) {
        var cloud = with(given);
        var put = PutObjectRequest.builder().bucket(BUCKET).key("b").build();
        var copy =
                CopyObjectRequest.builder()
                        .bucket(BUCKET)
                        .key("b")
                        .copySource(BUCKET + "/a")
                        .build();
        var upload = CreateMultipartUploadRequest.builder().bucket(BUCKET).key("b").build();
        put(cloud, "a");

        for (var wrong :
                List.<S3Request.Builder>of(
                        put.toBuilder().ssekmsKeyId("key"),
                        copy.toBuilder().ssekmsKeyId("key"),
                        upload.toBuilder().ssekmsKeyId("key"))) {
            notBuilt("kms-key-id", () -> write(cloud, wrong));
        }
        for (var wrong :
                List.<S3Request.Builder>of(
                        put.toBuilder().grantRead("id=1"),
                        copy.toBuilder().grantFullControl("id=1"),
                        upload.toBuilder().grantReadACP("id=1"),
                        upload.toBuilder().grantWriteACP("id=1"))) {
            refused("AccessControlListNotSupported", () -> write(cloud, wrong));
        }
        for (var wrong :
                List.<S3Request.Builder>of(
                        put.toBuilder().objectLockMode("GOVERNANCE"),
                        copy.toBuilder().objectLockRetainUntilDate(Instant.EPOCH),
                        upload.toBuilder().objectLockLegalHoldStatus("ON"))) {
            refused("InvalidRequest", () -> write(cloud, wrong));
        }
        refused("NoSuchKey", () -> head(cloud, "b"));
    }

    private void write(Cloud cloud, S3Request.Builder request) {
        var action = request.build().getClass().getSimpleName().replace("Request", "");
        cloud.s3(admin, action, (SdkBuilder<?, ?>) request, Object.class);
    }

    @OnEachDatabase
    void aConditionOnAnObjectThatIsNotThereFails(TestDatabase given) {
        var cloud = with(given);

        refused("NoSuchKey", () -> delete(cloud, admin, "a", OTHER_ETAG));
        refused("NoSuchKey", () -> delete(cloud, admin, "a", "*"));
    }

    @OnEachDatabase
    void whoDeletesByETagMustBeAllowedToReadIt(TestDatabase given) {
        var cloud = with(given);
        var etag = put(cloud, "a").eTag();
        var deleter = Principal.allowed(HUB, "s3:DeleteObject");

        assertThatThrownBy(() -> delete(cloud, deleter, "a", etag))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("s3:GetObject");
        assertThat(deleteMany(cloud, deleter, identifier("a").eTag(etag).build()).errors())
                .extracting(error -> error.code())
                .containsExactly("AccessDenied");
        delete(cloud, deleter, "a", "*");
    }

    @OnEachDatabase
    void conditionsOfDirectoryBucketsAreRefusedByName(TestDatabase given) {
        var cloud = with(given);
        put(cloud, "a");

        notBuilt(
                "x-amz-if-match-size",
                () -> delete(cloud, DeleteObjectRequest.builder().ifMatchSize(1L)));
        notBuilt(
                "x-amz-if-match-last-modified-time",
                () ->
                        delete(
                                cloud,
                                DeleteObjectRequest.builder()
                                        .ifMatchLastModifiedTime(Instant.EPOCH)));
        notBuilt(
                "If-Match with a versionId",
                () -> delete(cloud, DeleteObjectRequest.builder().ifMatch("*").versionId("null")));
        notBuilt("Size", () -> deleteMany(cloud, admin, identifier("a").size(1L).build()));
        notBuilt(
                "LastModifiedTime",
                () ->
                        deleteMany(
                                cloud,
                                admin,
                                identifier("a").lastModifiedTime(Instant.EPOCH).build()));
        head(cloud, "a");
    }

    @OnEachDatabase
    void ofManyObjectsThoseAreDeletedWhoseETagHolds(TestDatabase given) {
        var cloud = with(given);
        var etag = put(cloud, "a").eTag();
        put(cloud, "b");

        var answer =
                deleteMany(
                        cloud,
                        admin,
                        identifier("a").eTag(etag).build(),
                        identifier("b").eTag(OTHER_ETAG).build(),
                        identifier("c").eTag("*").build(),
                        identifier("d").build());

        assertThat(answer.deleted()).extracting(each -> each.key()).containsExactly("a", "d");
        assertThat(answer.errors())
                .extracting(error -> error.key() + " " + error.code())
                .containsExactly("b PreconditionFailed", "c NoSuchKey");
        refused("NoSuchKey", () -> head(cloud, "a"));
        head(cloud, "b");
    }

    @OnEachDatabase
    void aWriteAtAnOffsetIsRefusedByName(TestDatabase given) {
        var cloud = with(given);
        var etag = put(cloud, "a").eTag();

        notBuilt(
                "x-amz-write-offset-bytes",
                () ->
                        cloud.s3(
                                admin,
                                "PutObject",
                                PutObjectRequest.builder()
                                        .bucket(BUCKET)
                                        .key("a")
                                        .writeOffsetBytes(0L),
                                bytes("other")));
        assertThat(head(cloud, "a").eTag()).isEqualTo(etag);
    }

    @OnEachDatabase
    void everyAnswerSaysThatObjectsAreEncrypted(TestDatabase given) {
        var cloud = with(given);

        assertThat(put(cloud, "a").serverSideEncryption()).isEqualTo(ServerSideEncryption.AES256);
        assertThat(head(cloud, "a").serverSideEncryption()).isEqualTo(ServerSideEncryption.AES256);
        var got =
                cloud.s3(
                                admin,
                                "GetObject",
                                GetObjectRequest.builder().bucket(BUCKET).key("a"),
                                new byte[0])
                        .response();
        assertThat(((GetObjectResponse) got).serverSideEncryption())
                .isEqualTo(ServerSideEncryption.AES256);
        assertThat(copy(cloud, "a", "b").serverSideEncryption())
                .isEqualTo(ServerSideEncryption.AES256);
        notBuilt(
                "server-side encryption",
                () ->
                        cloud.s3(
                                admin,
                                "PutObject",
                                PutObjectRequest.builder()
                                        .bucket(BUCKET)
                                        .key("a")
                                        .serverSideEncryption(ServerSideEncryption.AWS_KMS),
                                bytes("x")));
    }

    @OnEachDatabase
    void everyAnswerOfAnUploadSaysThatItIsEncrypted(TestDatabase given) {
        var cloud = with(given);
        put(cloud, "a");
        var upload =
                begin(
                        cloud,
                        CreateMultipartUploadRequest.builder()
                                .serverSideEncryption(ServerSideEncryption.AES256));
        assertThat(upload.serverSideEncryption()).isEqualTo(ServerSideEncryption.AES256);
        var part = part(cloud, upload, UploadPartRequest.builder());
        assertThat(part.serverSideEncryption()).isEqualTo(ServerSideEncryption.AES256);
        assertThat(
                        cloud.s3(
                                        admin,
                                        "UploadPartCopy",
                                        UploadPartCopyRequest.builder()
                                                .copySource(BUCKET + "/a")
                                                .destinationBucket(BUCKET)
                                                .destinationKey("big")
                                                .uploadId(upload.uploadId())
                                                .partNumber(2),
                                        UploadPartCopyResponse.class)
                                .serverSideEncryption())
                .isEqualTo(ServerSideEncryption.AES256);
        assertThat(
                        cloud.s3(
                                        admin,
                                        "CompleteMultipartUpload",
                                        CompleteMultipartUploadRequest.builder()
                                                .bucket(BUCKET)
                                                .key("big")
                                                .uploadId(upload.uploadId())
                                                .multipartUpload(parts ->
                                                        parts.parts(
                                                                CompletedPart.builder()
                                                                        .partNumber(1)
                                                                        .eTag(part.eTag())
                                                                        .build())),
                                        CompleteMultipartUploadResponse.class)
                                .serverSideEncryption())
                .isEqualTo(ServerSideEncryption.AES256);
    }

    @OnEachDatabase
    void aListGoesOnOnlyWhereOneEnded(TestDatabase given) {
        var cloud = with(given);
        put(cloud, "a");
        put(cloud, "b");
        var page = list(cloud, ListObjectsV2Request.builder().maxKeys(1));

        var next = page.nextContinuationToken();
        assertThat(list(cloud, ListObjectsV2Request.builder().continuationToken(next)).contents())
                .extracting(each -> each.key())
                .containsExactly("b");
        for (var token : List.of("", "YQ", "nonsense", "%", next + "A", "A" + next)) {
            assertThatThrownBy(() ->
                            list(cloud, ListObjectsV2Request.builder().continuationToken(token)))
                    .as(token)
                    .hasMessage("The continuation token provided is incorrect")
                    .extracting(StorageRulesTest::code)
                    .isEqualTo("InvalidArgument");
        }
    }

    @OnEachDatabase
    void aBucketPolicyIsAboutActionsOfS3(TestDatabase given) {
        var cloud = with(given);

        for (var action : List.of("ec2:RunInstances", "iam:*")) {
            malformed("Policy has invalid action", () -> policy(cloud, action, "/*"));
        }
        for (var action : List.of("*", "s3:*", "s3:Get*", "S3:getobject", "s3:GetObjectVersion")) {
            policy(cloud, action, "/*");
        }
    }

    @OnEachDatabase
    void anActionOfABucketPolicyAppliesToAResourceBesideIt(TestDatabase given) {
        var cloud = with(given);
        var text = "Action does not apply to any resource(s) in statement";

        malformed(text, () -> policy(cloud, "s3:GetObject", ""));
        malformed(text, () -> policy(cloud, "s3:ListBucket", "/*"));
        malformed(text, () -> policy(cloud, "s3:GetObject\",\"s3:ListBucket", "/*"));
        malformed("Policy has invalid resource", () -> policy(cloud, "s3:GetObject", "-other/*"));
        policy(cloud, "s3:ListBucket", "");
        policy(cloud, "s3:*", "");
        policy(cloud, "s3:Get*", "");
        malformed(text, () -> policy(cloud, "s3:*Object", ""));
    }

    @OnEachDatabase
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anActionOfManyWildcardsKeepsNobodyWaiting(TestDatabase given) {
        policy(with(given), "s3:" + "*?".repeat(16) + "9", "/*");
    }

    @OnEachDatabase
    void tagsHaveLettersDigitsSpacesAndAFewSigns(TestDatabase given) {
        var cloud = with(given);
        put(cloud, "a");

        tagObject(cloud, "Größe 1+-=._:/@", "日本");
        tagBucket(cloud, "Größe 1+-=._:/@", "日本");
        for (var wrong : List.of("a#", "a\n", "<a>", "a,b", "aws:a")) {
            refused("InvalidTag", () -> tagObject(cloud, wrong, "x"));
            refused("InvalidTag", () -> tagBucket(cloud, wrong, "x"));
        }
        refused("InvalidTag", () -> tagObject(cloud, "x", "a#"));
        refused("InvalidTag", () -> tagBucket(cloud, "x", "a#"));
        refused(
                "InvalidTag",
                () ->
                        cloud.s3(
                                admin,
                                "PutObject",
                                PutObjectRequest.builder()
                                        .bucket(BUCKET)
                                        .key("b")
                                        .tagging("x=a%23"),
                                bytes("x")));
    }

    @OnEachDatabase
    void aCopyDoesNotRedirectWhereItsSourceDid(TestDatabase given) {
        var cloud = with(given);
        cloud.s3(
                admin,
                "PutObject",
                PutObjectRequest.builder()
                        .bucket(BUCKET)
                        .key("a")
                        .cacheControl("no-cache")
                        .websiteRedirectLocation("/other"),
                bytes("x"));

        copy(cloud, "a", "b");
        assertThat(head(cloud, "b"))
                .returns(null, HeadObjectResponse::websiteRedirectLocation)
                .returns("no-cache", HeadObjectResponse::cacheControl);
        cloud.s3(
                admin,
                "CopyObject",
                CopyObjectRequest.builder()
                        .copySource(BUCKET + "/a")
                        .destinationBucket(BUCKET)
                        .destinationKey("c")
                        .websiteRedirectLocation("/third"),
                CopyObjectResponse.class);
        assertThat(head(cloud, "c").websiteRedirectLocation()).isEqualTo("/third");
    }

    @OnEachDatabase
    void aBucketIsMadeInARegionThatThereIs(TestDatabase given) {
        var cloud = new Cloud(given);

        for (var location : List.of("us-east-1", "xx-nowhere-9", "nonsense")) {
            assertThatThrownBy(() -> bucket(cloud, location))
                    .hasMessage("The specified location-constraint is not valid")
                    .extracting(StorageRulesTest::code)
                    .isEqualTo("InvalidLocationConstraint");
        }
        bucket(cloud, "EU");
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

    private void bucket(Cloud cloud, String location) {
        cloud.s3(
                admin,
                "CreateBucket",
                CreateBucketRequest.builder()
                        .bucket(BUCKET)
                        .createBucketConfiguration(where -> where.locationConstraint(location)),
                CreateBucketResponse.class);
    }

    private PutObjectResponse put(Cloud cloud, String key) {
        return (PutObjectResponse)
                cloud.s3(
                                admin,
                                "PutObject",
                                PutObjectRequest.builder().bucket(BUCKET).key(key),
                                bytes("content of " + key))
                        .response();
    }

    private HeadObjectResponse head(Cloud cloud, String key) {
        return cloud.s3(
                admin,
                "HeadObject",
                HeadObjectRequest.builder().bucket(BUCKET).key(key),
                HeadObjectResponse.class);
    }

    private CopyObjectResponse copy(Cloud cloud, String from, String to) {
        return cloud.s3(
                admin,
                "CopyObject",
                CopyObjectRequest.builder()
                        .copySource(BUCKET + "/" + from)
                        .destinationBucket(BUCKET)
                        .destinationKey(to),
                CopyObjectResponse.class);
    }

    private static void delete(Cloud cloud, Principal who, String key, String ifMatch) {
        cloud.s3(
                who,
                "DeleteObject",
                DeleteObjectRequest.builder().bucket(BUCKET).key(key).ifMatch(ifMatch),
                DeleteObjectResponse.class);
    }

    private void delete(Cloud cloud, DeleteObjectRequest.Builder request) {
        cloud.s3(
                admin, "DeleteObject", request.bucket(BUCKET).key("a"), DeleteObjectResponse.class);
    }

    private static ObjectIdentifier.Builder identifier(String key) {
        return ObjectIdentifier.builder().key(key);
    }

    private static DeleteObjectsResponse deleteMany(
            Cloud cloud, Principal who, ObjectIdentifier... objects) {
        return cloud.s3(
                who,
                "DeleteObjects",
                DeleteObjectsRequest.builder()
                        .bucket(BUCKET)
                        .delete(delete -> delete.objects(objects)),
                DeleteObjectsResponse.class);
    }

    private CreateMultipartUploadResponse begin(
            Cloud cloud, CreateMultipartUploadRequest.Builder request) {
        return cloud.s3(
                admin,
                "CreateMultipartUpload",
                request.bucket(BUCKET).key("big"),
                CreateMultipartUploadResponse.class);
    }

    private UploadPartResponse part(
            Cloud cloud, CreateMultipartUploadResponse upload, UploadPartRequest.Builder request) {
        return (UploadPartResponse)
                cloud.s3(
                                admin,
                                "UploadPart",
                                request.bucket(BUCKET)
                                        .key("big")
                                        .uploadId(upload.uploadId())
                                        .partNumber(1),
                                bytes("a part"))
                        .response();
    }

    private ListObjectsV2Response list(Cloud cloud, ListObjectsV2Request.Builder request) {
        return cloud.s3(
                admin, "ListObjectsV2", request.bucket(BUCKET), ListObjectsV2Response.class);
    }

    private void policy(Cloud cloud, String action, String path) {
        cloud.s3(
                admin,
                "PutBucketPolicy",
                PutBucketPolicyRequest.builder()
                        .bucket(BUCKET)
                        .policy(
                                """
                                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                                "Principal":{"AWS":"111111111111"},"Action":["%s"],
                                "Resource":"arn:aws:s3:::templates%s"}]}
                                """
                                        .formatted(action, path)),
                PutBucketPolicyResponse.class);
    }

    private void tagObject(Cloud cloud, String key, String value) {
        cloud.s3(
                admin,
                "PutObjectTagging",
                PutObjectTaggingRequest.builder()
                        .bucket(BUCKET)
                        .key("a")
                        .tagging(tags -> tags.tagSet(tag(key, value))),
                PutObjectTaggingResponse.class);
    }

    private void tagBucket(Cloud cloud, String key, String value) {
        cloud.s3(
                admin,
                "PutBucketTagging",
                PutBucketTaggingRequest.builder()
                        .bucket(BUCKET)
                        .tagging(tags -> tags.tagSet(tag(key, value))),
                PutBucketTaggingResponse.class);
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String code(Throwable thrown) {
        return ((ServiceException) thrown).kind().code();
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(ServiceException.class)
                .extracting(StorageRulesTest::code)
                .isEqualTo(code);
    }

    private static void notBuilt(String name, ThrowingCallable call) {
        refused("NotImplemented", call);
        assertThatThrownBy(call).hasMessageContaining(name);
    }

    private static void malformed(String message, ThrowingCallable call) {
        refused("MalformedPolicy", call);
        assertThatThrownBy(call).hasMessage(message);
    }
}
