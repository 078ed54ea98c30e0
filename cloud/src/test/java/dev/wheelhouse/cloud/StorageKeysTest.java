package dev.wheelhouse.cloud;

import static dev.wheelhouse.cloud.Cloud.HUB;
import static dev.wheelhouse.cloud.Cloud.SPOKE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.identity.AccessDeniedException;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** What policies can ask of requests to S3: the condition keys of its actions. */
@SuppressWarnings("deprecation") // the header of a copy's source is all that comes over the wire
final class StorageKeysTest {
    private static final String BUCKET = "guarded";
    private static final String ALL = "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}";

    private final Principal admin = Principal.admin(HUB);

    @OnEachDatabase
    void objectsAreWrittenAsAPolicyWantsThem(TestDatabase given) {
        var cloud = with(given);

        var encrypted = but("s3:PutObject", "Null", "s3:x-amz-server-side-encryption", "true");
        denied(() -> put(cloud, encrypted, r -> r));
        put(cloud, encrypted, r -> r.serverSideEncryption(ServerSideEncryption.AES256));

        var owned =
                but("s3:PutObject", "StringNotEquals", "s3:x-amz-acl", "bucket-owner-full-control");
        denied(() -> put(cloud, owned, r -> r));
        put(cloud, owned, r -> r.acl(ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL));

        var cold = but("s3:PutObject", "StringEquals", "s3:x-amz-storage-class", "GLACIER_IR");
        denied(() -> put(cloud, cold, r -> r.storageClass("GLACIER_IR")));
        put(cloud, cold, r -> r.storageClass("STANDARD"));
        put(cloud, cold, r -> r);

        var fixed = but("s3:PutObject", "Null", "s3:x-amz-website-redirect-location", "false");
        denied(() -> put(cloud, fixed, r -> r.websiteRedirectLocation("/x")));
        put(cloud, fixed, r -> r);
        var lock = but("s3:PutObject", "Null", "s3:object-lock-mode", "false");
        put(cloud, lock, r -> r);
    }

    @OnEachDatabase
    void thePartsOfAnUploadAreWrittenAsItWasBegun(TestDatabase given) {
        var cloud = with(given);
        var writer =
                Principal.with(
                        HUB,
                        ALL
                                + deny(
                                        "s3:PutObject",
                                        "Null",
                                        "s3:x-amz-server-side-encryption",
                                        "true")
                                + deny("s3:PutObject", "StringNotEquals", "s3:x-amz-acl", "private")
                                + deny(
                                        "s3:PutObject",
                                        "StringNotEquals",
                                        "s3:RequestObjectTag/team",
                                        "web"));

        denied(() -> begin(cloud, writer, r -> r));
        var id =
                begin(
                        cloud,
                        writer,
                        r ->
                                r.serverSideEncryption(ServerSideEncryption.AES256)
                                        .acl(ObjectCannedACL.PRIVATE)
                                        .tagging("team=web"));
        complete(cloud, writer, id, r -> r, part(cloud, writer, id));
        assertThat(
                        cloud.s3(
                                        admin,
                                        "HeadObject",
                                        HeadObjectRequest.builder().bucket(BUCKET).key("up"),
                                        HeadObjectResponse.class)
                                .contentLength())
                .isEqualTo(4);
        var bare = begin(cloud, admin, r -> r);
        denied(() -> part(cloud, writer, bare));
    }

    @OnEachDatabase
    void writesAreConditionalWhereAPolicyWantsIt(TestDatabase given) {
        var cloud = with(given);
        var careful =
                Principal.with(
                        HUB,
                        ALL
                                + """
                                ,{"Effect":"Deny","Action":"s3:PutObject","Resource":"*","Condition":{
                                "Null":{"s3:if-none-match":"true"},
                                "Bool":{"s3:ObjectCreationOperation":"true"}}}
                                """
                                + deny("s3:DeleteObject", "Null", "s3:if-match", "true"));

        denied(() -> put(cloud, careful, r -> r));
        put(cloud, careful, r -> r.ifNoneMatch("*"));
        var id = begin(cloud, careful, r -> r);
        var part = part(cloud, careful, id);
        denied(() -> complete(cloud, careful, id, r -> r, part));
        complete(cloud, careful, id, r -> r.ifNoneMatch("*"), part);
        denied(() -> delete(cloud, careful, r -> r));
        delete(cloud, careful, r -> r.ifMatch("*"));
    }

    @OnEachDatabase
    void copiesAreMadeFromWhereAPolicySays(TestDatabase given) {
        var cloud = with(given);
        put(cloud, admin, r -> r);
        copy(cloud, admin, r -> r.destinationKey("b"));
        var copier =
                Principal.with(
                        HUB,
                        ALL
                                + deny(
                                        "s3:PutObject",
                                        "StringNotLike",
                                        "s3:x-amz-copy-source",
                                        "guarded/a*")
                                + deny(
                                        "s3:PutObject",
                                        "StringNotEquals",
                                        "s3:x-amz-metadata-directive",
                                        "COPY"));

        denied(() -> put(cloud, copier, r -> r));
        denied(() -> copy(cloud, copier, r -> r));
        denied(() -> copy(cloud, copier, r -> r.metadataDirective(MetadataDirective.REPLACE)));
        copy(cloud, copier, r -> r.metadataDirective(MetadataDirective.COPY));
        denied(() ->
                copy(
                        cloud,
                        copier,
                        r ->
                                r.copySource(BUCKET + "/b")
                                        .metadataDirective(MetadataDirective.COPY)));
    }

    @OnEachDatabase
    void tagsOfObjectsAreThoseThatAPolicyAllows(TestDatabase given) {
        var cloud = with(given);
        put(cloud, admin, r -> r);
        var tagger =
                Principal.with(
                        HUB,
                        """
                        {"Effect":"Allow","Action":["s3:PutObject","s3:GetObject"],"Resource":"*"},
                        {"Effect":"Allow","Action":"s3:PutObjectTagging","Resource":"*","Condition":{
                        "StringEquals":{"s3:RequestObjectTag/team":"web"},
                        "ForAllValues:StringEquals":{"s3:RequestObjectTagKeys":["team","cost"]}}}
                        """);

        tag(cloud, tagger, Map.of("team", "web"));
        tag(cloud, tagger, Map.of("team", "web", "cost", "1"));
        denied(() -> tag(cloud, tagger, Map.of("team", "ops")));
        denied(() -> tag(cloud, tagger, Map.of("team", "web", "other", "1")));
        put(cloud, tagger, r -> r.tagging("team=web"));
        denied(() -> put(cloud, tagger, r -> r.tagging("team=ops")));

        var closer = but("s3:PutObjectTagging", "StringEquals", "s3:ExistingObjectTag/team", "web");
        denied(() -> tag(cloud, closer, Map.of("team", "ops")));
    }

    @OnEachDatabase
    void bucketsAreReachedInTheAccountsThatAPolicyNames(TestDatabase given) {
        var cloud = with(given);
        cloud.s3(
                admin,
                "PutBucketPolicy",
                PutBucketPolicyRequest.builder()
                        .bucket(BUCKET)
                        .policy(
                                """
                                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                                "Principal":{"AWS":"222222222222"},"Action":"s3:*",
                                "Resource":["arn:aws:s3:::guarded","arn:aws:s3:::guarded/*"]}]}
                                """),
                PutBucketPolicyResponse.class);

        head(cloud, Principal.admin(SPOKE));
        var atHome =
                Principal.with(
                        SPOKE,
                        ALL
                                + deny(
                                        "s3:*",
                                        "StringNotEquals",
                                        "s3:ResourceAccount",
                                        "222222222222"));
        denied(() -> head(cloud, atHome));
        denied(() -> put(cloud, atHome, r -> r));
        create(cloud, atHome, "own-of-spoke", "us-west-2");

        var elsewhere =
                but("s3:CreateBucket", "StringEquals", "s3:LocationConstraint", "us-west-2");
        denied(() -> create(cloud, elsewhere, "farther", "us-west-2"));
        create(cloud, elsewhere, "farther", "eu-west-1");
    }

    @OnEachDatabase
    void aListIsAsNarrowAsAPolicyWantsIt(TestDatabase given) {
        var cloud = with(given);
        var lister = but("s3:ListBucket", "StringNotLike", "s3:prefix", "home/*");

        cloud.s3(
                lister,
                "ListObjectsV2",
                ListObjectsV2Request.builder().bucket(BUCKET).prefix("home/ada"),
                ListObjectsV2Response.class);
        denied(() ->
                cloud.s3(
                        lister,
                        "ListObjectsV2",
                        ListObjectsV2Request.builder().bucket(BUCKET),
                        ListObjectsV2Response.class));
        // A request that knows no prefix has none.
        denied(() -> head(cloud, lister));
        head(cloud, but("s3:ListBucket", "StringLike", "s3:prefix", "home/*"));
    }

    @OnEachDatabase
    void aStackReachesItsBucketWhereAPolicyAsksHowRequestsAreSigned(TestDatabase given) {
        var cloud = new Cloud(given);
        var signing =
                Principal.with(
                        HUB,
                        ALL
                                + deny(
                                        "s3:*",
                                        "StringNotEquals",
                                        "s3:signatureversion",
                                        "AWS4-HMAC-SHA256")
                                + deny("s3:*", "StringNotEquals", "s3:authType", "REST-HEADER")
                                + deny("s3:*", "NumericGreaterThan", "s3:signatureAge", "600000")
                                + deny(
                                        "s3:*",
                                        "StringEquals",
                                        "s3:x-amz-content-sha256",
                                        "UNSIGNED-PAYLOAD"));

        var made =
                cloud.create(
                        signing, "AWS::S3::Bucket", "Shelf", "{\"BucketName\":\"of-a-stack\"}");
        assertThat(made.physicalId()).isEqualTo("of-a-stack");
        cloud.delete(signing, "AWS::S3::Bucket", "Shelf", "of-a-stack", "{}");
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

    /** Who may do everything but this. */
    private static Principal but(String action, String operator, String key, String value) {
        return Principal.with(HUB, ALL + deny(action, operator, key, value));
    }

    private static String deny(String action, String operator, String key, String value) {
        return """
        ,{"Effect":"Deny","Action":"%s","Resource":"*","Condition":{"%s":{"%s":"%s"}}}
        """
                .formatted(action, operator, key, value);
    }

    private static void denied(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(AccessDeniedException.class);
    }

    private static void put(
            Cloud cloud, Principal who, UnaryOperator<PutObjectRequest.Builder> request) {
        cloud.s3(
                who,
                "PutObject",
                request.apply(PutObjectRequest.builder().bucket(BUCKET).key("a")),
                bytes());
    }

    private static byte[] bytes() {
        return "text".getBytes(StandardCharsets.UTF_8);
    }

    private static void head(Cloud cloud, Principal who) {
        cloud.s3(
                who,
                "HeadBucket",
                HeadBucketRequest.builder().bucket(BUCKET),
                HeadBucketResponse.class);
    }

    private static void create(Cloud cloud, Principal who, String name, String location) {
        cloud.s3(
                who,
                "CreateBucket",
                CreateBucketRequest.builder()
                        .bucket(name)
                        .createBucketConfiguration(where -> where.locationConstraint(location)),
                CreateBucketResponse.class);
    }

    private static void delete(
            Cloud cloud, Principal who, UnaryOperator<DeleteObjectRequest.Builder> request) {
        cloud.s3(
                who,
                "DeleteObject",
                request.apply(DeleteObjectRequest.builder().bucket(BUCKET).key("a")),
                DeleteObjectResponse.class);
    }

    private static void copy(
            Cloud cloud, Principal who, UnaryOperator<CopyObjectRequest.Builder> request) {
        cloud.s3(
                who,
                "CopyObject",
                request.apply(
                        CopyObjectRequest.builder()
                                .copySource("/" + BUCKET + "/a")
                                .destinationBucket(BUCKET)
                                .destinationKey("copy")
                                .storageClass(StorageClass.STANDARD)),
                CopyObjectResponse.class);
    }

    private static void tag(Cloud cloud, Principal who, Map<String, String> tags) {
        cloud.s3(
                who,
                "PutObjectTagging",
                PutObjectTaggingRequest.builder()
                        .bucket(BUCKET)
                        .key("a")
                        .tagging(all ->
                                all.tagSet(
                                        tags.entrySet().stream()
                                                .map(each ->
                                                        Tag.builder()
                                                                .key(each.getKey())
                                                                .value(each.getValue())
                                                                .build())
                                                .toList())),
                PutObjectTaggingResponse.class);
    }

    private static String begin(
            Cloud cloud,
            Principal who,
            UnaryOperator<CreateMultipartUploadRequest.Builder> request) {
        return cloud.s3(
                        who,
                        "CreateMultipartUpload",
                        request.apply(
                                CreateMultipartUploadRequest.builder().bucket(BUCKET).key("up")),
                        CreateMultipartUploadResponse.class)
                .uploadId();
    }

    private static CompletedPart part(Cloud cloud, Principal who, String id) {
        var answer =
                (UploadPartResponse)
                        cloud.s3(
                                        who,
                                        "UploadPart",
                                        UploadPartRequest.builder()
                                                .bucket(BUCKET)
                                                .key("up")
                                                .uploadId(id)
                                                .partNumber(1),
                                        bytes())
                                .response();
        return CompletedPart.builder().partNumber(1).eTag(answer.eTag()).build();
    }

    private static void complete(
            Cloud cloud,
            Principal who,
            String id,
            UnaryOperator<CompleteMultipartUploadRequest.Builder> request,
            CompletedPart part) {
        cloud.s3(
                who,
                "CompleteMultipartUpload",
                request.apply(
                        CompleteMultipartUploadRequest.builder()
                                .bucket(BUCKET)
                                .key("up")
                                .uploadId(id)
                                .multipartUpload(all -> all.parts(part))),
                CompleteMultipartUploadResponse.class);
    }
}
