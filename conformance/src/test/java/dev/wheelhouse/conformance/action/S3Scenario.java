package dev.wheelhouse.conformance.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Tag;

/** A bucket with objects, in one piece and in parts, is filled, described and emptied again. */
final class S3Scenario implements Scenario {
    private static final String BUCKET = "every-action-of-s3";
    private static final String PUBLIC =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",
            "Action":"s3:GetObject","Resource":"arn:aws:s3:::%s/*"}]}
            """
                    .formatted(BUCKET);
    private static final Tag TEAM = Tag.builder().key("team").value("web").build();

    @Override
    public String service() {
        return "s3";
    }

    /** What no bucket has here: that is said of every one. */
    @Override
    public Set<String> refused() {
        return Set.of(
                "GetBucketCors",
                "GetBucketLifecycleConfiguration",
                "GetBucketReplication",
                "GetBucketWebsite",
                "GetObjectLockConfiguration");
    }

    @Override
    public void play(RunningCloud cloud) {
        var s3 = cloud.admin().s3();
        bucket(s3, cloud.admin().account());
        controls(s3);
        descriptions(s3);
        objects(s3);
        parts(s3);
        s3.deleteBucket(r -> r.bucket(BUCKET));
        assertThat(s3.listBuckets().buckets()).noneMatch(each -> each.name().equals(BUCKET));
    }

    private static void bucket(S3Client s3, String account) {
        s3.createBucket(r -> r.bucket(BUCKET));
        s3.headBucket(r -> r.bucket(BUCKET));
        assertThat(s3.listBuckets().buckets()).anyMatch(each -> each.name().equals(BUCKET));
        assertThat(s3.getBucketLocation(r -> r.bucket(BUCKET)).locationConstraintAsString())
                .isIn(null, "");
        s3.putBucketTagging(r -> r.bucket(BUCKET).tagging(t -> t.tagSet(TEAM)));
        assertThat(s3.getBucketTagging(r -> r.bucket(BUCKET)).tagSet()).containsExactly(TEAM);
        s3.deleteBucketTagging(r -> r.bucket(BUCKET));
        s3.putBucketPolicy(r ->
                r.bucket(BUCKET)
                        .policy(
                                """
                                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                                "Principal":{"AWS":"%s"},"Action":"s3:GetObject",
                                "Resource":"arn:aws:s3:::%s/*"}]}
                                """
                                        .formatted(account, BUCKET)));
        assertThat(s3.getBucketPolicy(r -> r.bucket(BUCKET)).policy()).contains("s3:GetObject");
        s3.deleteBucketPolicy(r -> r.bucket(BUCKET));
    }

    private static void controls(S3Client s3) {
        assertThat(s3.getPublicAccessBlock(r -> r.bucket(BUCKET)).publicAccessBlockConfiguration())
                .returns(true, PublicAccessBlockConfiguration::blockPublicPolicy)
                .returns(true, PublicAccessBlockConfiguration::restrictPublicBuckets);
        assertThatThrownBy(() -> s3.putBucketPolicy(r -> r.bucket(BUCKET).policy(PUBLIC)))
                .hasMessageContaining("public policies are prevented by the BlockPublicPolicy");
        s3.putPublicAccessBlock(
                r -> r.bucket(BUCKET).publicAccessBlockConfiguration(b -> b.blockPublicAcls(true)));
        s3.putBucketPolicy(r -> r.bucket(BUCKET).policy(PUBLIC));
        s3.deleteBucketPolicy(r -> r.bucket(BUCKET));
        s3.deletePublicAccessBlock(r -> r.bucket(BUCKET));
        assertThatThrownBy(() -> s3.getPublicAccessBlock(r -> r.bucket(BUCKET)))
                .hasMessageContaining("The public access block configuration was not found");

        var rule =
                ServerSideEncryptionRule.builder()
                        .bucketKeyEnabled(true)
                        .applyServerSideEncryptionByDefault(d -> d.sseAlgorithm("AES256"))
                        .build();
        s3.putBucketEncryption(
                r -> r.bucket(BUCKET).serverSideEncryptionConfiguration(c -> c.rules(rule)));
        assertThat(keyed(s3)).isTrue();
        s3.deleteBucketEncryption(r -> r.bucket(BUCKET));
        assertThat(keyed(s3)).isFalse();

        s3.deleteBucketOwnershipControls(r -> r.bucket(BUCKET));
        assertThatThrownBy(() -> s3.getBucketOwnershipControls(r -> r.bucket(BUCKET)))
                .hasMessageContaining("The bucket ownership controls were not found");
        var owner =
                OwnershipControlsRule.builder()
                        .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                        .build();
        s3.putBucketOwnershipControls(r -> r.bucket(BUCKET).ownershipControls(c -> c.rules(owner)));
        assertThat(s3.getBucketOwnershipControls(r -> r.bucket(BUCKET)).ownershipControls().rules())
                .singleElement()
                .returns(
                        ObjectOwnership.BUCKET_OWNER_ENFORCED,
                        OwnershipControlsRule::objectOwnership);
    }

    private static boolean keyed(S3Client s3) {
        var rules =
                s3.getBucketEncryption(r -> r.bucket(BUCKET))
                        .serverSideEncryptionConfiguration()
                        .rules();
        assertThat(rules).hasSize(1);
        assertThat(rules.getFirst().applyServerSideEncryptionByDefault().sseAlgorithmAsString())
                .isEqualTo("AES256");
        return rules.getFirst().bucketKeyEnabled();
    }

    private static void descriptions(S3Client s3) {
        assertThat(s3.getBucketVersioning(r -> r.bucket(BUCKET)).status()).isNull();
        var acl = s3.getBucketAcl(r -> r.bucket(BUCKET));
        assertThat(acl.grants())
                .extracting(each -> each.permissionAsString() + " " + each.grantee().id())
                .containsExactly("FULL_CONTROL " + acl.owner().id());
        assertThat(s3.getBucketLogging(r -> r.bucket(BUCKET)).loggingEnabled()).isNull();
        assertThat(s3.getBucketAccelerateConfiguration(r -> r.bucket(BUCKET)).status()).isNull();
        assertThat(s3.getBucketRequestPayment(r -> r.bucket(BUCKET)).payerAsString())
                .isEqualTo("BucketOwner");
        assertThat(
                        s3.getBucketNotificationConfiguration(r -> r.bucket(BUCKET))
                                .queueConfigurations())
                .isEmpty();
        refused("NoSuchCORSConfiguration", () -> s3.getBucketCors(r -> r.bucket(BUCKET)));
        refused("NoSuchWebsiteConfiguration", () -> s3.getBucketWebsite(r -> r.bucket(BUCKET)));
        refused(
                "NoSuchLifecycleConfiguration",
                () -> s3.getBucketLifecycleConfiguration(r -> r.bucket(BUCKET)));
        refused(
                "ReplicationConfigurationNotFoundError",
                () -> s3.getBucketReplication(r -> r.bucket(BUCKET)));
        refused(
                "ObjectLockConfigurationNotFoundError",
                () -> s3.getObjectLockConfiguration(r -> r.bucket(BUCKET)));
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        cause -> assertThat(cause.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    private static void objects(S3Client s3) {
        s3.putObject(r -> r.bucket(BUCKET).key("a/b.txt"), RequestBody.fromString("hello"));
        assertThat(s3.headObject(r -> r.bucket(BUCKET).key("a/b.txt")).contentLength())
                .isEqualTo(5);
        assertThat(
                        s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("a/b.txt").range("bytes=1-3"))
                                .asUtf8String())
                .isEqualTo("ell");
        s3.copyObject(r ->
                r.sourceBucket(BUCKET)
                        .sourceKey("a/b.txt")
                        .destinationBucket(BUCKET)
                        .destinationKey("c d.txt"));
        assertThat(s3.listObjectsV2(r -> r.bucket(BUCKET).delimiter("/")).commonPrefixes())
                .hasSize(1);
        assertThat(s3.listObjects(r -> r.bucket(BUCKET)).contents()).hasSize(2);
        s3.putObjectTagging(
                r -> r.bucket(BUCKET).key("a/b.txt").tagging(tagging -> tagging.tagSet(TEAM)));
        assertThat(s3.getObjectTagging(r -> r.bucket(BUCKET).key("a/b.txt")).tagSet())
                .containsExactly(TEAM);
        s3.deleteObjectTagging(r -> r.bucket(BUCKET).key("a/b.txt"));
        assertThat(s3.getObjectAcl(r -> r.bucket(BUCKET).key("a/b.txt")).grants()).hasSize(1);
        assertThat(
                        s3.getObjectAttributes(r ->
                                        r.bucket(BUCKET)
                                                .key("a/b.txt")
                                                .objectAttributes(ObjectAttributes.OBJECT_SIZE))
                                .objectSize())
                .isEqualTo(5);
        assertThat(s3.listObjectVersions(r -> r.bucket(BUCKET).prefix("a/")).versions())
                .extracting(each -> each.key() + " " + each.versionId() + " " + each.isLatest())
                .containsExactly("a/b.txt null true");
        s3.deleteObject(r -> r.bucket(BUCKET).key("a/b.txt"));
        assertThat(
                        s3.deleteObjects(r ->
                                        r.bucket(BUCKET)
                                                .delete(d ->
                                                        d.objects(
                                                                ObjectIdentifier.builder()
                                                                        .key("c d.txt")
                                                                        .build())))
                                .deleted())
                .hasSize(1);
    }

    private static void parts(S3Client s3) {
        var upload = s3.createMultipartUpload(r -> r.bucket(BUCKET).key("big")).uploadId();
        var part =
                s3.uploadPart(
                        r -> r.bucket(BUCKET).key("big").uploadId(upload).partNumber(1),
                        RequestBody.fromString("a part"));
        assertThat(s3.listParts(r -> r.bucket(BUCKET).key("big").uploadId(upload)).parts())
                .hasSize(1);
        s3.completeMultipartUpload(r ->
                r.bucket(BUCKET)
                        .key("big")
                        .uploadId(upload)
                        .multipartUpload(
                                CompletedMultipartUpload.builder()
                                        .parts(
                                                CompletedPart.builder()
                                                        .partNumber(1)
                                                        .eTag(part.eTag())
                                                        .build())
                                        .build()));
        assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("big")).asUtf8String())
                .isEqualTo("a part");
        var given = s3.createMultipartUpload(r -> r.bucket(BUCKET).key("up")).uploadId();
        assertThat(
                        s3.uploadPartCopy(r ->
                                        r.sourceBucket(BUCKET)
                                                .sourceKey("big")
                                                .copySourceRange("bytes=2-5")
                                                .destinationBucket(BUCKET)
                                                .destinationKey("up")
                                                .uploadId(given)
                                                .partNumber(1))
                                .copyPartResult()
                                .eTag())
                .isEqualTo("\"" + md5("part") + "\"");
        assertThat(s3.listMultipartUploads(r -> r.bucket(BUCKET)).uploads())
                .extracting(each -> each.key() + " " + each.uploadId())
                .containsExactly("up " + given);
        s3.deleteObject(r -> r.bucket(BUCKET).key("big"));
        s3.abortMultipartUpload(r -> r.bucket(BUCKET).key("up").uploadId(given));
    }

    private static String md5(String text) {
        try {
            var digest = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException cause) {
            throw new AssertionError(cause);
        }
    }
}
