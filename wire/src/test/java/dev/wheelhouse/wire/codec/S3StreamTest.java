package dev.wheelhouse.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.codec.LoopbackServer.Plan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Bodies that stream, through the SDK's S3 client. */
class S3StreamTest {
    private static final Supplier<? extends SdkPojo> PUT = PutObjectRequest::builder;

    private static LoopbackServer server;
    private static SdkClients clients;

    @BeforeAll
    static void start() throws IOException {
        server = new LoopbackServer();
        clients = new SdkClients(server.endpoint());
    }

    @AfterAll
    static void stop() {
        clients.close();
        server.close();
    }

    private static PutObjectRequest received() {
        return (PutObjectRequest) java.util.Objects.requireNonNull(server.decoded);
    }

    private static Plan planned(Supplier<? extends SdkPojo> request, SdkPojo response) {
        return new Plan(request, response, Optional.empty(), true);
    }

    @ParameterizedTest
    @EnumSource(
            value = ChecksumAlgorithm.class,
            names = {"CRC32", "CRC32_C", "SHA1", "SHA256"})
    void anUploadArrivesWholeWithItsChecksum(ChecksumAlgorithm algorithm) {
        var bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        server.plan = planned(PUT, PutObjectResponse.builder().eTag("\"e\"").build());

        var response =
                clients.s3.putObject(
                        put -> put.bucket("b").key("a key+ü").checksumAlgorithm(algorithm),
                        RequestBody.fromContentProvider(
                                () -> new ByteArrayInputStream(bytes), bytes.length, "text/plain"));

        assertThat(server.received).isEqualTo(bytes);
        assertThat(response.eTag()).isEqualTo("\"e\"");
        assertThat(received().key()).isEqualTo("a key+ü");
        assertThat(received().contentType()).isEqualTo("text/plain");
        assertThat(received().contentEncoding()).isNull();
        assertThat(
                        new String[] {
                            received().checksumCRC32(),
                            received().checksumCRC32C(),
                            received().checksumCRC64NVME(),
                            received().checksumSHA1(),
                            received().checksumSHA256()
                        })
                .filteredOn(java.util.Objects::nonNull)
                .hasSize(1);
    }

    @Test
    void metadataTravelsInHeaders() {
        server.plan = planned(PUT, PutObjectResponse.builder().build());
        clients.s3.putObject(
                put -> put.bucket("b").key("k").metadata(Map.of("owner", "ann", "stage", "1")),
                RequestBody.empty());

        assertThat(received().metadata())
                .containsExactlyInAnyOrderEntriesOf(Map.of("owner", "ann", "stage", "1"));
        assertThat(server.received).isEmpty();
    }

    @Test
    void aDownloadStreamsItsBody() {
        var bytes = "Linux LAMP Stack".getBytes(StandardCharsets.UTF_8);
        server.plan =
                new Plan(
                        GetObjectRequest::builder,
                        GetObjectResponse.builder()
                                .contentType("text/yaml")
                                .eTag("\"e\"")
                                .metadata(Map.of("owner", "ann"))
                                .build(),
                        Optional.of(Payload.of(bytes)),
                        true);

        var got = clients.s3.getObjectAsBytes(get -> get.bucket("b").key("k").range("bytes=0-"));

        assertThat(got.asByteArray()).isEqualTo(bytes);
        assertThat(got.response().contentType()).isEqualTo("text/yaml");
        assertThat(got.response().metadata()).containsEntry("owner", "ann");
        assertThat(((GetObjectRequest) java.util.Objects.requireNonNull(server.decoded)).range())
                .isEqualTo("bytes=0-");
    }

    @Test
    void aCopyNamesItsSource() {
        server.plan =
                planned(
                        CopyObjectRequest::builder,
                        CopyObjectResponse.builder()
                                .copyObjectResult(CopyObjectResult.builder().eTag("e").build())
                                .build());

        var copied =
                clients.s3.copyObject(copy ->
                        copy.sourceBucket("from")
                                .sourceKey("a b")
                                .destinationBucket("to")
                                .destinationKey("k"));

        assertThat(copied.copyObjectResult().eTag()).isEqualTo("e");
        assertThat(java.util.Objects.requireNonNull(server.decoded).toString())
                .contains("CopySource=from/a%20b");
    }

    @Test
    void aWrongChecksumIsRefused() {
        server.plan = planned(PUT, PutObjectResponse.builder().build());
        assertThatThrownBy(() ->
                        clients.s3.putObject(
                                put ->
                                        put.bucket("b")
                                                .key("k")
                                                .contentMD5("1B2M2Y8AsgTpgAmY7PhCfg=="),
                                RequestBody.fromString("not empty")))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        refusal -> {
                            assertThat(refusal.awsErrorDetails().errorCode())
                                    .isEqualTo("BadDigest");
                            assertThat(refusal.requestId()).isEqualTo(LoopbackServer.REQUEST_ID);
                        });
    }

    @Test
    void aPresignedUrlNeedsNoOtherSignature() throws Exception {
        server.plan = planned(PUT, PutObjectResponse.builder().build());
        try (var presigner =
                S3Presigner.builder()
                        .endpointOverride(server.endpoint())
                        .region(Region.US_EAST_1)
                        .serviceConfiguration(
                                S3Configuration.builder().pathStyleAccessEnabled(true).build())
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsSessionCredentials.create(
                                                LoopbackServer.KEY_ID,
                                                LoopbackServer.SECRET,
                                                LoopbackServer.TOKEN)))
                        .build()) {
            var url =
                    presigner
                            .presignPutObject(presign ->
                                    presign.signatureDuration(Duration.ofMinutes(5))
                                            .putObjectRequest(put -> put.bucket("b").key("a b")))
                            .url()
                            .toString();
            assertThat(put(url)).isEqualTo(200);
            assertThat(received().key()).isEqualTo("a b");
            assertThat(server.received).asString(StandardCharsets.UTF_8).isEqualTo("signal");
            assertThat(put(url.replace("a%20b", "other"))).isEqualTo(403);
        }
    }

    private static int put(String url) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(url))
                            .PUT(HttpRequest.BodyPublishers.ofString("signal"))
                            .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
