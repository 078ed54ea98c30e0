package dev.wheelhouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.server.RawClient.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Headers of S3 that SDKs do not let one send wrongly, and what errors of S3 tell. */
class StorageHeadersTest {
    private static final String DELETE = "<Delete><Object><Key>none</Key></Object></Delete>";

    @TempDir private static Path folder;

    private static TestCloud cloud;
    private static RawClient client;

    @BeforeAll
    static void start() {
        cloud = TestCloud.in(folder.resolve("data"));
        client = cloud.client();
        assertThat(client.send(cloud.s3("PUT", "/shelf", "").sign()).status()).isEqualTo(200);
        assertThat(put("book", "pages").status()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    private static Answer put(String key, String body, String... headers) {
        return send(cloud.s3("PUT", "/shelf/" + key, body), headers);
    }

    private static Answer send(SignedRequest request, String... headers) {
        for (int index = 0; index < headers.length; index += 2) {
            request.header(headers[index], headers[index + 1]);
        }
        return client.send(request.sign());
    }

    private static String told(Answer answer) {
        return answer.status() + " " + answer.code();
    }

    private static String message(Answer answer) {
        return TestCloud.between(answer.body(), "<Message>", "</Message>");
    }

    @Test
    void checksumsThatAreNotBuiltAreRefusedByName() {
        for (var name : List.of("sha512", "md5", "xxhash64", "xxhash3", "xxhash128")) {
            var header = "x-amz-checksum-" + name;
            var answer = put("new", "text", header, "AAAA");
            assertThat(told(answer)).as(name).isEqualTo("501 NotImplemented");
            assertThat(message(answer)).endsWith(header);

            var trailer =
                    cloud.s3("PUT", "/shelf/new", "text")
                            .header("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
                            .header("x-amz-decoded-content-length", "4")
                            .header("x-amz-trailer", header)
                            .sign()
                            .chunks(64, List.of(header + ":AAAA"), false);
            answer = client.send(trailer);
            assertThat(told(answer)).as(name).isEqualTo("501 NotImplemented");
            assertThat(message(answer)).endsWith(header);

            answer =
                    put(
                            "new",
                            "text",
                            "x-amz-sdk-checksum-algorithm",
                            name.toUpperCase(Locale.ROOT));
            assertThat(told(answer)).as(name).isEqualTo("501 NotImplemented");
            answer =
                    send(
                            cloud.s3("POST", "/shelf/new", "").query("uploads", ""),
                            "x-amz-checksum-algorithm",
                            name.toUpperCase(Locale.ROOT));
            assertThat(told(answer)).as(name).isEqualTo("501 NotImplemented");
        }
        assertThat(client.send(cloud.s3("GET", "/shelf/new", "").sign()).status()).isEqualTo(404);
    }

    @Test
    void aChecksumThatIsNoneIsToldFromAWrongOne() {
        for (var value : List.of("*", "AAAA", "AAAAAAA=", "")) {
            var answer = put("new", "text", "x-amz-checksum-sha256", value);
            assertThat(told(answer)).as(value).isEqualTo("400 InvalidRequest");
            assertThat(message(answer))
                    .isEqualTo("Value for x-amz-checksum-sha256 header is invalid.");
            assertThat(told(put("new", "text", "Content-MD5", value)))
                    .as(value)
                    .isEqualTo("400 InvalidDigest");
        }
        assertThat(told(put("new", "text", "x-amz-checksum-crc32", "AAAAAA==")))
                .isEqualTo("400 BadDigest");
        assertThat(told(put("new", "text", "Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg==")))
                .isEqualTo("400 BadDigest");
    }

    @Test
    void aChecksumOfATrailerThatIsNoneIsToldFromAWrongOne() {
        assertThat(told(trailing("AAAA"))).isEqualTo("400 InvalidRequest");
        assertThat(message(trailing("AAAA")))
                .isEqualTo("Value for x-amz-checksum-crc32 trailing header is invalid.");
        assertThat(told(trailing("AAAAAA=="))).isEqualTo("400 BadDigest");
    }

    private static Answer trailing(String value) {
        return client.send(
                cloud.s3("PUT", "/shelf/new", "text")
                        .header("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
                        .header("x-amz-decoded-content-length", "4")
                        .header("x-amz-trailer", "x-amz-checksum-crc32")
                        .sign()
                        .chunks(64, List.of("x-amz-checksum-crc32:" + value), false));
    }

    @Test
    void manyObjectsAreDeletedOnlyWithADigestOfTheirList() {
        var bare = send(cloud.s3("POST", "/shelf", DELETE).query("delete", ""));
        assertThat(told(bare)).isEqualTo("400 InvalidRequest");
        assertThat(message(bare))
                .isEqualTo(
                        "Missing required header for this request: Content-MD5 OR"
                                + " x-amz-checksum-*");
        var wrong =
                send(
                        cloud.s3("POST", "/shelf", DELETE).query("delete", ""),
                        "x-amz-checksum-crc32",
                        "AAAAAA==");
        assertThat(told(wrong)).isEqualTo("400 BadDigest");
    }

    @Test
    void anUnknownLocationIsNamedAsSuch() {
        for (var location : List.of("us-east-1", "xx-nowhere-9", "nonsense")) {
            var body =
                    "<CreateBucketConfiguration><LocationConstraint>"
                            + location
                            + "</LocationConstraint></CreateBucketConfiguration>";
            assertThat(told(send(cloud.s3("PUT", "/elsewhere", body))))
                    .isEqualTo("400 InvalidLocationConstraint");
        }
    }

    @Test
    void anErrorNamesWhatItIsAbout() {
        assertThat(send(cloud.s3("GET", "/no-such-shelf/book", "")).body())
                .contains("<Code>NoSuchBucket</Code>", "<BucketName>no-such-shelf</BucketName>");
        assertThat(send(cloud.s3("GET", "/shelf/no-book", "")).body())
                .contains("<Code>NoSuchKey</Code>", "<Key>no-book</Key>");
        assertThat(send(cloud.s3("GET", "/shelf/book", ""), "Range", "bytes=9-12").body())
                .contains(
                        "<Code>InvalidRange</Code>",
                        "<RangeRequested>bytes=9-12</RangeRequested>",
                        "<ActualObjectSize>5</ActualObjectSize>");
        assertThat(send(cloud.s3("GET", "/shelf/book", ""), "If-Match", "x").body())
                .contains("<Code>PreconditionFailed</Code>", "<Condition>If-Match</Condition>");
        assertThat(put("book", "other", "If-None-Match", "*").body())
                .contains("<Condition>If-None-Match</Condition>");
        assertThat(send(cloud.s3("DELETE", "/shelf/book", ""), "If-Match", "x").body())
                .contains("<Condition>If-Match</Condition>");
        assertThat(
                        put(
                                        "copy",
                                        "",
                                        "x-amz-copy-source",
                                        "shelf/book",
                                        "x-amz-copy-source-if-match",
                                        "x")
                                .body())
                .contains("<Condition>x-amz-copy-source-If-Match</Condition>");
    }

    @Test
    void everyObjectIsToldToBeEncrypted() {
        assertThat(send(cloud.s3("HEAD", "/shelf/book", "")).header("x-amz-server-side-encryption"))
                .contains("AES256");
    }
}
