package dev.wheelhouse.cloud;

import static dev.wheelhouse.cloud.Cloud.ENDPOINT;
import static dev.wheelhouse.cloud.Cloud.HUB;
import static dev.wheelhouse.cloud.Cloud.SPOKE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.cloud.s3.operation.ObjectReader;
import dev.wheelhouse.identity.AccessDeniedException;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import dev.wheelhouse.wire.ServiceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Buckets, objects and the reader of templates. */
final class StorageTest {
    private final Principal admin = Principal.admin(HUB);

    @OnEachDatabase
    void whatIsPutIsGotWholeAndInRanges(TestDatabase given) throws IOException {
        var cloud = new Cloud(given);
        bucket(cloud, admin, "templates");
        var content = new byte[(2 << 20) + 77];
        new Random(1).nextBytes(content);
        put(cloud, "templates", "big", content);

        assertThat(get(cloud, GetObjectRequest.builder().bucket("templates").key("big")))
                .isEqualTo(content);
        var range =
                get(
                        cloud,
                        GetObjectRequest.builder()
                                .bucket("templates")
                                .key("big")
                                .range("bytes=1048570-1048580"));
        assertThat(range).isEqualTo(java.util.Arrays.copyOfRange(content, 1_048_570, 1_048_581));
    }

    @OnEachDatabase
    void bucketNamesAreOneSpaceForAllAccounts(TestDatabase given) {
        var cloud = new Cloud(given);
        bucket(cloud, admin, "templates");
        bucket(cloud, admin, "templates"); // us-east-1 answers a repetition as the first

        assertThatThrownBy(() -> bucket(cloud, Principal.admin(SPOKE), "templates"))
                .isInstanceOf(ServiceException.class)
                .extracting(thrown -> ((ServiceException) thrown).kind().code())
                .isEqualTo("BucketAlreadyExists");
        assertThatThrownBy(() -> bucket(cloud, admin, "metrics")).hasMessageContaining("not valid");
    }

    @OnEachDatabase
    void aBucketIsDeletedWhenItIsEmpty(TestDatabase given) {
        var cloud = new Cloud(given);
        bucket(cloud, admin, "templates");
        put(cloud, "templates", "a", new byte[] {1});

        assertThatThrownBy(() -> deleteBucket(cloud)).hasMessageContaining("not empty");
        cloud.s3(
                admin,
                "DeleteObject",
                DeleteObjectRequest.builder().bucket("templates").key("a"),
                DeleteObjectResponse.class);
        deleteBucket(cloud);

        assertThatThrownBy(() -> deleteBucket(cloud))
                .extracting(thrown -> ((ServiceException) thrown).kind().code())
                .isEqualTo("NoSuchBucket");
    }

    @OnEachDatabase
    void aListIsGroupedAndPaged(TestDatabase given) {
        var cloud = new Cloud(given);
        bucket(cloud, admin, "templates");
        for (var key : new String[] {"a", "b/1", "b/2", "b/3", "c/1", "d", "e f"}) {
            put(cloud, "templates", key, new byte[] {1});
        }

        var seen = new java.util.ArrayList<String>();
        String token = null;
        do {
            var page =
                    cloud.s3(
                            admin,
                            "ListObjectsV2",
                            ListObjectsV2Request.builder()
                                    .bucket("templates")
                                    .delimiter("/")
                                    .maxKeys(2)
                                    .continuationToken(token),
                            ListObjectsV2Response.class);
            page.contents().stream().map(S3Object::key).forEach(seen::add);
            page.commonPrefixes().stream().map(CommonPrefix::prefix).forEach(seen::add);
            token = page.nextContinuationToken();
        } while (token != null);

        assertThat(seen).containsExactlyInAnyOrder("a", "b/", "c/", "d", "e f");
    }

    @OnEachDatabase
    void templatesAreReadWithTheRightsOfWhoAsks(TestDatabase given) {
        var cloud = new Cloud(given);
        bucket(cloud, admin, "templates");
        put(cloud, "templates", "linux/a b.template", "{}".getBytes(StandardCharsets.UTF_8));
        var reader = new ObjectReader();

        for (var url :
                new String[] {
                    "https://s3.amazonaws.com/templates/linux/a%20b.template",
                    "https://s3.us-east-1.amazonaws.com/templates/linux/a%20b.template",
                    "https://templates.s3.amazonaws.com/linux/a%20b.template",
                    "https://templates.s3.us-east-1.amazonaws.com/linux/a%20b.template",
                    "http://127.0.0.1:4566/templates/linux/a%20b.template",
                }) {
            assertThat(cloud.database.<String>read(db -> reader.template(db, admin, url, ENDPOINT)))
                    .isEqualTo("{}");
        }
        unreadable(
                cloud,
                admin,
                "https://example.com/templates/a",
                "TemplateURL must be a supported URL.");
        unreadable(
                cloud,
                admin,
                "https://s3.amazonaws.com/templates/lost",
                "S3 error: The specified key does not exist.");
        unreadable(
                cloud,
                admin,
                "https://s3.amazonaws.com/nowhere/a",
                "S3 error: The specified bucket does not exist");
        unreadable(
                cloud,
                Principal.admin(SPOKE),
                "https://s3.amazonaws.com/templates/lost",
                "S3 error: Access Denied");
    }

    @OnEachDatabase
    void whoMayNotListLearnsNothingOfMissingKeys(TestDatabase given) {
        var cloud = new Cloud(given);
        bucket(cloud, admin, "templates");

        assertThatThrownBy(() ->
                        cloud.s3(
                                Principal.allowed(HUB, "s3:GetObject"),
                                "GetObject",
                                GetObjectRequest.builder().bucket("templates").key("x"),
                                new byte[0]))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("s3:ListBucket");
    }

    private static void unreadable(Cloud cloud, Principal who, String url, String message) {
        assertThatThrownBy(() ->
                        cloud.database.<String>read(
                                db -> new ObjectReader().template(db, who, url, ENDPOINT)))
                .isInstanceOf(ObjectReader.UnreadableException.class)
                .hasMessageStartingWith(message);
    }

    private static void bucket(Cloud cloud, Principal who, String name) {
        cloud.s3(
                who,
                "CreateBucket",
                CreateBucketRequest.builder().bucket(name),
                CreateBucketResponse.class);
    }

    private void deleteBucket(Cloud cloud) {
        cloud.s3(
                admin,
                "DeleteBucket",
                DeleteBucketRequest.builder().bucket("templates"),
                DeleteBucketResponse.class);
    }

    private void put(Cloud cloud, String bucket, String key, byte[] content) {
        cloud.s3(admin, "PutObject", PutObjectRequest.builder().bucket(bucket).key(key), content);
    }

    private byte[] get(Cloud cloud, GetObjectRequest.Builder request) throws IOException {
        try (var in =
                cloud.s3(admin, "GetObject", request, new byte[0]).body().orElseThrow().open()) {
            return in.readAllBytes();
        }
    }
}
