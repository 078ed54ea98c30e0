package dev.wheelhouse.cloud;

import static dev.wheelhouse.cloud.Cloud.HUB;
import static dev.wheelhouse.cloud.Cloud.SPOKE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.identity.AccessDeniedException;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.wire.ServiceException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterResponse;

/** Bucket policies, copies, tags, uploads in parts, and parameters. */
final class SharingTest {
    private final Principal hub = Principal.admin(HUB);
    private final Principal spoke = Principal.admin(SPOKE);

    @OnEachDatabase
    void aBucketPolicyLetsAnotherAccountRead(TestDatabase given) throws IOException {
        var cloud = new Cloud(given);
        bucket(cloud);
        put(cloud, PutObjectRequest.builder().bucket("shared").key("a"), new byte[] {7});
        assertThatThrownBy(() -> get(cloud, spoke, "a")).isInstanceOf(AccessDeniedException.class);

        cloud.s3(
                hub,
                "PutBucketPolicy",
                PutBucketPolicyRequest.builder()
                        .bucket("shared")
                        .policy(
                                """
                                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                                 "Principal": {"AWS": "arn:aws:iam::%s:root"},
                                 "Action": "s3:GetObject", "Resource": "arn:aws:s3:::shared/*"}]}
                                """
                                        .formatted(SPOKE)),
                PutBucketPolicyResponse.class);

        assertThat(get(cloud, spoke, "a")).containsExactly(7);
        assertThatThrownBy(() ->
                        put(cloud, spoke, PutObjectRequest.builder().bucket("shared").key("b")))
                .isInstanceOf(AccessDeniedException.class);
    }

    @OnEachDatabase
    void aPublicPolicyIsRefusedOrHeldToTheBucketsAccountAsTheBucketSays(TestDatabase given)
            throws IOException {
        var cloud = new Cloud(given);
        bucket(cloud);
        put(cloud, PutObjectRequest.builder().bucket("shared").key("a"), new byte[] {7});
        assertThatThrownBy(() -> publish(cloud))
                .hasMessageContaining("public policies are prevented by the BlockPublicPolicy");
        assertThatThrownBy(() -> get(cloud, spoke, "a")).isInstanceOf(AccessDeniedException.class);

        block(cloud, false);
        publish(cloud);
        assertThat(get(cloud, spoke, "a")).containsExactly(7);

        block(cloud, true);
        assertThatThrownBy(() -> get(cloud, spoke, "a")).isInstanceOf(AccessDeniedException.class);
        assertThat(get(cloud, hub, "a")).containsExactly(7);
    }

    private void publish(Cloud cloud) {
        cloud.s3(
                hub,
                "PutBucketPolicy",
                PutBucketPolicyRequest.builder()
                        .bucket("shared")
                        .policy(
                                """
                                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                                 "Principal": "*",
                                 "Action": "s3:GetObject", "Resource": "arn:aws:s3:::shared/*"}]}
                                """),
                PutBucketPolicyResponse.class);
    }

    private void block(Cloud cloud, boolean restricted) {
        cloud.s3(
                hub,
                "PutPublicAccessBlock",
                PutPublicAccessBlockRequest.builder()
                        .bucket("shared")
                        .publicAccessBlockConfiguration(
                                block -> block.restrictPublicBuckets(restricted)),
                PutPublicAccessBlockResponse.class);
    }

    @OnEachDatabase
    void aPolicyMayAskForATagOfTheObject(TestDatabase given) throws IOException {
        var cloud = new Cloud(given);
        bucket(cloud);
        put(
                cloud,
                PutObjectRequest.builder()
                        .bucket("shared")
                        .key("tagged")
                        .tagging("servicecatalog:provisioning=true"),
                new byte[] {1});
        put(cloud, PutObjectRequest.builder().bucket("shared").key("bare"), new byte[] {2});
        var launcher =
                Principal.with(
                        HUB,
                        """
                        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition":
                          {"StringEquals": {"s3:ExistingObjectTag/servicecatalog:provisioning": "true"}}}
                        """);

        assertThat(get(cloud, launcher, "tagged")).containsExactly(1);
        assertThatThrownBy(() -> get(cloud, launcher, "bare"))
                .isInstanceOf(AccessDeniedException.class);
    }

    @OnEachDatabase
    @SuppressWarnings("deprecation") // the header is all that comes over the wire
    void partsMakeOneObjectAndACopyOutlivesIt(TestDatabase given) throws IOException {
        var cloud = new Cloud(given);
        bucket(cloud);
        var content = new byte[(5 << 20) + 1000];
        new Random(2).nextBytes(content);
        var id =
                cloud.s3(
                                hub,
                                "CreateMultipartUpload",
                                CreateMultipartUploadRequest.builder().bucket("shared").key("big"),
                                CreateMultipartUploadResponse.class)
                        .uploadId();
        var first = part(cloud, id, 1, Arrays.copyOf(content, 5 << 20));
        var second = part(cloud, id, 2, Arrays.copyOfRange(content, 5 << 20, content.length));

        var whole =
                cloud.s3(
                        hub,
                        "CompleteMultipartUpload",
                        CompleteMultipartUploadRequest.builder()
                                .bucket("shared")
                                .key("big")
                                .uploadId(id)
                                .multipartUpload(parts -> parts.parts(first, second)),
                        CompleteMultipartUploadResponse.class);
        cloud.s3(
                hub,
                "CopyObject",
                CopyObjectRequest.builder()
                        .copySource("shared/big")
                        .destinationBucket("shared")
                        .destinationKey("copy"),
                CopyObjectResponse.class);
        put(cloud, PutObjectRequest.builder().bucket("shared").key("big"), new byte[] {1});

        assertThat(whole.eTag()).endsWith("-2\"");
        assertThat(get(cloud, hub, "copy")).isEqualTo(content);
        assertThat(get(cloud, hub, "big")).containsExactly(1);
    }

    @OnEachDatabase
    void conditionsOfAWriteHold(TestDatabase given) {
        var cloud = new Cloud(given);
        bucket(cloud);
        put(cloud, PutObjectRequest.builder().bucket("shared").key("a"), new byte[] {1});

        assertThatThrownBy(() ->
                        put(
                                cloud,
                                PutObjectRequest.builder()
                                        .bucket("shared")
                                        .key("a")
                                        .ifNoneMatch("*"),
                                new byte[] {2}))
                .extracting(thrown -> ((ServiceException) thrown).kind().status())
                .isEqualTo(412);
    }

    @OnEachDatabase
    void aSecureParameterIsSealedWhereItRests(TestDatabase given) {
        var cloud = new Cloud(given);
        cloud.ssm(
                hub,
                "PutParameter",
                PutParameterRequest.builder()
                        .name("/db/password")
                        .type("SecureString")
                        .value("hunter2"),
                PutParameterResponse.class);

        assertThat(parameter(cloud, true)).isEqualTo("hunter2");
        assertThat(parameter(cloud, false)).doesNotContain("hunter2");
        assertThat(cloud.database.<String>read(SharingTest::everything)).doesNotContain("hunter2");
    }

    @OnEachDatabase
    void aPublicParameterNamesAnImage(TestDatabase given) {
        var cloud = new Cloud(given);

        var value =
                cloud.ssm(
                                hub,
                                "GetParameter",
                                GetParameterRequest.builder()
                                        .name(
                                                "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2"),
                                GetParameterResponse.class)
                        .parameter()
                        .value();

        assertThat(value).startsWith("ami-");
    }

    private static String everything(Handle db) {
        return db.createQuery("SELECT value FROM ssm_parameter").mapTo(String.class).list()
                + db.createQuery("SELECT after_json FROM journal")
                        .mapTo(String.class)
                        .list()
                        .toString();
    }

    private String parameter(Cloud cloud, boolean decrypt) {
        return cloud.ssm(
                        hub,
                        "GetParameter",
                        GetParameterRequest.builder().name("/db/password").withDecryption(decrypt),
                        GetParameterResponse.class)
                .parameter()
                .value();
    }

    private CompletedPart part(Cloud cloud, String upload, int number, byte[] content) {
        var answer =
                (UploadPartResponse)
                        cloud.s3(
                                        hub,
                                        "UploadPart",
                                        UploadPartRequest.builder()
                                                .bucket("shared")
                                                .key("big")
                                                .uploadId(upload)
                                                .partNumber(number),
                                        content)
                                .response();
        return CompletedPart.builder().partNumber(number).eTag(answer.eTag()).build();
    }

    private void bucket(Cloud cloud) {
        cloud.s3(
                hub,
                "CreateBucket",
                CreateBucketRequest.builder().bucket("shared"),
                CreateBucketResponse.class);
    }

    private void put(Cloud cloud, PutObjectRequest.Builder request, byte[] content) {
        cloud.s3(hub, "PutObject", request, content);
    }

    private void put(Cloud cloud, Principal who, PutObjectRequest.Builder request) {
        cloud.s3(who, "PutObject", request, new byte[] {3});
    }

    private byte[] get(Cloud cloud, Principal who, String key) throws IOException {
        var request = GetObjectRequest.builder().bucket("shared").key(key);
        try (var in =
                cloud.s3(who, "GetObject", request, new byte[0]).body().orElseThrow().open()) {
            return in.readAllBytes();
        }
    }
}
