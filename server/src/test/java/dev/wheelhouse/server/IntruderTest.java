package dev.wheelhouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.server.RawClient.Answer;
import dev.wheelhouse.server.SignedRequest.Keys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every way in which a signature can be wrong, over a real socket, with the code and status that
 * AWS's clients know. After each the server still answers who signs well.
 */
class IntruderTest {
    @TempDir private static Path folder;

    private static TestCloud cloud;
    private static RawClient client;

    @BeforeAll
    static void start() {
        cloud = TestCloud.in(folder.resolve("data"));
        client = cloud.client();
        assertThat(client.send(cloud.s3("PUT", "/vault", "").sign()).status()).isEqualTo(200);
        assertThat(client.send(cloud.s3("PUT", "/vault/gold", "ingot").sign()).status())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @AfterEach
    void whoSignsWellIsAnswered() {
        for (var request : List.of(json(), query(), ec2(), s3())) {
            var answer = client.send(request.sign());
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        }
    }

    private static SignedRequest json() {
        return cloud.json("ListPortfolios", "{}");
    }

    private static SignedRequest query() {
        return cloud.form("iam", "Action=ListUsers&Version=2010-05-08");
    }

    private static SignedRequest ec2() {
        return cloud.form("ec2", "Action=DescribeVpcs&Version=2016-11-15");
    }

    private static SignedRequest s3() {
        return cloud.s3("GET", "/vault/gold", "");
    }

    /** What a fault is called: each protocol's status and code. */
    private record Names(String json, String query, String ec2, String s3) {}

    private static final Names MISMATCH =
            new Names(
                    "400 InvalidSignatureException",
                    "403 SignatureDoesNotMatch",
                    "401 AuthFailure",
                    "403 SignatureDoesNotMatch");
    private static final Names UNKNOWN_KEY =
            new Names(
                    "400 UnrecognizedClientException",
                    "403 InvalidClientTokenId",
                    "401 AuthFailure",
                    "403 InvalidAccessKeyId");
    private static final Names INCOMPLETE =
            new Names(
                    "400 IncompleteSignatureException",
                    "400 IncompleteSignature",
                    "401 AuthFailure",
                    "400 AuthorizationHeaderMalformed");
    private static final Names SCOPE =
            new Names(
                    "400 InvalidSignatureException",
                    "403 SignatureDoesNotMatch",
                    "401 AuthFailure",
                    "400 AuthorizationHeaderMalformed");
    private static final Names SKEW =
            new Names(
                    "400 InvalidSignatureException",
                    "403 SignatureDoesNotMatch",
                    "400 RequestExpired",
                    "403 RequestTimeTooSkewed");
    private static final Names UNSIGNED_HEADER =
            new Names(
                    "400 InvalidSignatureException",
                    "403 SignatureDoesNotMatch",
                    "401 AuthFailure",
                    "403 AccessDenied");
    private static final Names UNSUPPORTED =
            new Names(
                    "400 IncompleteSignatureException",
                    "400 IncompleteSignature",
                    "401 AuthFailure",
                    "400 InvalidRequest");

    private static String told(Answer answer) {
        return answer.status() + " " + answer.code();
    }

    /** Prepares and signs a request of each protocol wrongly and compares the answers. */
    private static void refused(Names names, Consumer<SignedRequest> wrongly) {
        var requests = List.of(json(), query(), ec2(), s3());
        var expected = List.of(names.json(), names.query(), names.ec2(), names.s3());
        for (var i = 0; i < requests.size(); i++) {
            var request = requests.get(i);
            wrongly.accept(request);
            var answer = client.send(request);
            assertThat(told(answer)).as(request.head() + "\n" + answer).isEqualTo(expected.get(i));
            assertThat(answer.body()).doesNotContain("ingot", cloud.hub().secret());
            assertThat(
                            answer.header("x-amzn-RequestId")
                                    .or(() -> answer.header("x-amz-request-id")))
                    .isPresent();
        }
    }

    @Test
    void noSignature() {
        refused(
                new Names(
                        "400 MissingAuthenticationTokenException",
                        "403 MissingAuthenticationToken",
                        "403 MissingAuthenticationToken",
                        "403 AccessDenied"),
                request -> {});
    }

    @Test
    void anAuthorizationHeaderThatIsNone() {
        for (var header :
                List.of(
                        "AWS4-HMAC-SHA256",
                        "AWS4-HMAC-SHA256 nonsense",
                        "AWS4-HMAC-SHA256 Credential=,SignedHeaders=,Signature=",
                        "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=c",
                        "AWS4-HMAC-SHA256 Credential=A, Credential=B, SignedHeaders=host,"
                                + " Signature=c")) {
            refused(
                    INCOMPLETE,
                    request ->
                            request.header("X-Amz-Date", request.amzDate())
                                    .header("Authorization", header));
        }
        for (var part : List.of("Credential", "SignedHeaders", "Signature")) {
            refused(
                    INCOMPLETE,
                    request ->
                            edited(
                                    request.sign(),
                                    header -> header.replaceFirst(part + "=[^,]*,? ?", "")));
        }
    }

    private static void edited(
            SignedRequest request, java.util.function.UnaryOperator<String> edit) {
        var header =
                request.headers.stream()
                        .filter(pair -> pair.name().equals("Authorization"))
                        .findFirst()
                        .orElseThrow();
        request.replaceHeader("Authorization", edit.apply(header.value()));
    }

    @Test
    void anotherWayOfSigning() {
        for (var header : List.of("Bearer abc", "Basic YTpi", "AWS4-ECDSA-P256-SHA256 x")) {
            refused(UNSUPPORTED, request -> request.header("Authorization", header));
        }
    }

    @Test
    void theSecondVersionOfSignaturesIsRefusedByName() {
        var header = client.send(s3().header("Authorization", "AWS AKIDEXAMPLE:c2lnbmF0dXJl"));
        assertThat(told(header)).isEqualTo("400 InvalidRequest");
        assertThat(header.body()).contains("AWS4-HMAC-SHA256");

        var presigned =
                client.send(
                        s3().query("AWSAccessKeyId", cloud.hub().id())
                                .query("Expires", "4102444800")
                                .query("Signature", "c2lnbmF0dXJl"));
        assertThat(told(presigned)).isEqualTo("400 InvalidRequest");
        assertThat(presigned.body()).contains("Signature Version 2", "AWS4-HMAC-SHA256");

        var query =
                client.send(
                        cloud.form(
                                "iam",
                                "Action=ListUsers&Version=2010-05-08&SignatureVersion=2"
                                        + "&SignatureMethod=HmacSHA256&Signature=abc&AWSAccessKeyId="
                                        + cloud.hub().id()));
        assertThat(query.status()).isBetween(400, 403);
    }

    @Test
    void aKeyThatNobodyHas() {
        refused(
                UNKNOWN_KEY,
                request -> {
                    request.keys = Keys.of("AKIAAAAAAAAAAAAAAAAA", cloud.hub().secret());
                    request.sign();
                });
    }

    @Test
    void anotherSecret() {
        refused(
                MISMATCH,
                request -> {
                    request.keys = Keys.of(cloud.hub().id(), "wJalrXUtnFEMI/K7MDENG");
                    request.sign();
                });
    }

    @Test
    void aSignatureOfAnotherLengthOrCase() {
        refused(MISMATCH, request -> edited(request.sign(), header -> header + "00"));
        refused(
                MISMATCH,
                request ->
                        edited(request.sign(), header -> header.substring(0, header.length() - 1)));
    }

    @Test
    void aHeaderThatWasChanged() {
        refused(
                MISMATCH,
                request ->
                        request.header("X-Amz-Meta-Note", "a")
                                .sign()
                                .replaceHeader("X-Amz-Meta-Note", "b"));
        refused(MISMATCH, request -> request.sign().replaceHeader("Host", "elsewhere.example.com"));
    }

    @Test
    void aSignedHeaderThatIsThereTwice() {
        refused(
                MISMATCH,
                request -> {
                    request.header("X-Amz-Meta-Note", "a").sign();
                    request.header("X-Amz-Meta-Note", "b");
                });
        refused(MISMATCH, request -> request.sign().header("X-Amz-Date", request.amzDate()));
    }

    @Test
    void twoAuthorizationHeaders() {
        refused(
                INCOMPLETE,
                request -> {
                    request.sign();
                    var first =
                            request.headers.stream()
                                    .filter(pair -> pair.name().equals("Authorization"))
                                    .findFirst()
                                    .orElseThrow();
                    request.header("Authorization", first.value());
                });
    }

    @Test
    void headerAndQueryBothSigned() {
        refused(
                new Names(
                        "400 IncompleteSignatureException",
                        "400 IncompleteSignature",
                        "401 AuthFailure",
                        "400 InvalidArgument"),
                request -> request.query("X-Amz-Algorithm", "AWS4-HMAC-SHA256").sign());
    }

    @Test
    void aQueryThatWasChanged() {
        refused(MISMATCH, request -> request.query("a", "1").sign().query("b", "2"));
    }

    @Test
    void aPathThatWasChanged() {
        refused(MISMATCH, request -> request.sign().path += request.path.equals("/") ? "x" : "s");
    }

    @Test
    void aMethodThatWasChanged() {
        assertThat(
                        told(
                                client.send(
                                        changed(
                                                cloud.s3("GET", "/vault/gold", "").sign(),
                                                request -> request.method = "DELETE"))))
                .isEqualTo("403 SignatureDoesNotMatch");
    }

    private static SignedRequest changed(SignedRequest request, Consumer<SignedRequest> change) {
        change.accept(request);
        return request;
    }

    @Test
    void aBodyThatWasChanged() {
        for (var request : List.of(json(), query(), ec2())) {
            request.sign();
            request.body =
                    (new String(request.body, java.nio.charset.StandardCharsets.UTF_8)
                                    + (request.service.equals("servicecatalog") ? " " : "&a=b"))
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
            assertThat(told(client.send(request)))
                    .contains(request.service.equals("ec2") ? "401 AuthFailure" : "Signature");
        }
        var put = cloud.s3("PUT", "/vault/gold", "lead").sign();
        put.body = "tin!".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(told(client.send(put))).isEqualTo("400 XAmzContentSHA256Mismatch");

        var odd = cloud.s3("PUT", "/vault/gold", "lead");
        odd.header("X-Amz-Content-Sha256", "not-a-hash").sign();
        assertThat(told(client.send(odd))).isEqualTo("400 InvalidArgument");
        assertThat(client.send(s3().sign()).body()).isEqualTo("ingot");
    }

    @Test
    void theHostIsNotSigned() {
        refused(
                UNSIGNED_HEADER,
                request -> {
                    request.unsigned.add("host");
                    request.header("X-Amz-Meta-Note", "so that something is signed").sign();
                });
    }

    @Test
    void anAmazonHeaderIsNotSigned() {
        refused(UNSIGNED_HEADER, request -> request.sign().header("X-Amz-Acl", "public-read"));
    }

    @Test
    void aScopeOfAnotherDayRegionOrEnd() {
        refused(
                SCOPE,
                request -> changed(request, it -> it.scopeDate = Optional.of("20200101")).sign());
        refused(SCOPE, request -> changed(request, it -> it.region = "mars").sign());
        refused(SCOPE, request -> changed(request, it -> it.terminator = "aws3_request").sign());
    }

    @Test
    void aScopeOfAnotherService() {
        var json = json();
        json.service = "iam";
        assertThat(told(client.send(json.sign()))).isEqualTo("400 InvalidSignatureException");
        var unknown = cloud.form("nosuchservice", "Action=ListUsers&Version=2010-05-08");
        assertThat(client.send(unknown.sign()).status()).isEqualTo(400);
    }

    @Test
    void aRegionThatTheKeyWasNotMadeFor() {
        refused(
                MISMATCH,
                request ->
                        edited(
                                request.sign(),
                                header -> header.replace("/us-east-1/", "/eu-west-1/")));
    }

    @Test
    void aClockThatIsWrongByMoreThanFifteenMinutes() {
        refused(SKEW, request -> late(request, Duration.ofMinutes(16)));
        refused(SKEW, request -> late(request, Duration.ofMinutes(-16)));
        for (var request : List.of(json(), query(), ec2(), s3())) {
            late(request, Duration.ofMinutes(14));
            assertThat(client.send(request).status()).isEqualTo(200);
        }
    }

    private static void late(SignedRequest request, Duration by) {
        request.time = request.time.minus(by);
        request.sign();
    }

    @Test
    void noDateOrOneThatIsNone() {
        refused(
                INCOMPLETE,
                request -> {
                    request.sign();
                    request.headers.removeIf(pair -> pair.name().equals("X-Amz-Date"));
                });
        refused(INCOMPLETE, request -> request.sign().replaceHeader("X-Amz-Date", "yesterday"));
    }

    @Test
    void aSessionTokenThatIsMissingForeignOrTooMany() {
        var session = cloud.session();
        var other = cloud.session();
        refused(
                UNKNOWN_KEY,
                request -> {
                    request.keys = Keys.of(session.id(), session.secret());
                    request.sign();
                });
        var wrongToken =
                new Names(
                        "400 UnrecognizedClientException",
                        "403 InvalidClientTokenId",
                        "401 AuthFailure",
                        "400 InvalidToken");
        for (var token : List.of(other.token().orElseThrow(), "nonsense")) {
            refused(
                    wrongToken,
                    request -> {
                        request.keys = new Keys(session.id(), session.secret(), Optional.of(token));
                        request.sign();
                    });
        }
        refused(
                wrongToken,
                request -> {
                    request.keys =
                            new Keys(cloud.hub().id(), cloud.hub().secret(), session.token());
                    request.sign();
                });
    }

    @Test
    void aSessionThatIsOver() {
        var session = cloud.session();
        var request = cloud.json("ListPortfolios", "{}", session).sign();
        assertThat(client.send(request).status()).isEqualTo(200);
        cloud.pass(Duration.ofMinutes(16));
        refused(
                new Names(
                        "400 ExpiredTokenException",
                        "403 ExpiredToken",
                        "400 RequestExpired",
                        "400 ExpiredToken"),
                late -> {
                    late.keys = session;
                    late.sign();
                });
    }

    private static String presigned(Consumer<SignedRequest> before, String expires) {
        return presigned(before, expires, request -> {});
    }

    private static String presigned(
            Consumer<SignedRequest> before, String expires, Consumer<SignedRequest> after) {
        var request = s3();
        before.accept(request);
        request.presign(expires);
        after.accept(request);
        return told(client.send(request));
    }

    private static void replace(SignedRequest request, String name, String value) {
        request.query.replaceAll(
                pair -> pair.name().equals(name) ? new SignedRequest.Pair(name, value) : pair);
    }

    @Test
    void presignedUrls() {
        assertThat(presigned(request -> {}, "60")).isEqualTo("200 ");
        assertThat(presigned(request -> {}, "604800")).isEqualTo("200 ");
        assertThat(presigned(request -> request.time = cloud.now().minusSeconds(61), "60"))
                .isEqualTo("403 AccessDenied");
        assertThat(presigned(request -> request.time = cloud.now().plusSeconds(960), "60"))
                .startsWith("403 ");
        for (var expires : List.of("604801", "-1", "x", "99999999999999999999")) {
            assertThat(presigned(request -> {}, expires))
                    .isEqualTo("400 AuthorizationQueryParametersError");
        }
        for (var name :
                List.of(
                        "X-Amz-Algorithm",
                        "X-Amz-Credential",
                        "X-Amz-Date",
                        "X-Amz-Expires",
                        "X-Amz-SignedHeaders")) {
            assertThat(
                            presigned(
                                    request -> {},
                                    "60",
                                    request ->
                                            request.query.removeIf(
                                                    pair -> pair.name().equals(name))))
                    .as(name)
                    .isEqualTo("400 AuthorizationQueryParametersError");
        }
        for (var name :
                List.of(
                        "X-Amz-Algorithm",
                        "X-Amz-Credential",
                        "X-Amz-Expires",
                        "X-Amz-Signature",
                        "X-Amz-Date",
                        "X-Amz-SignedHeaders")) {
            assertThat(
                            presigned(
                                    request -> {},
                                    "60",
                                    request ->
                                            request.query(
                                                    name,
                                                    request.query.stream()
                                                            .filter(p -> p.name().equals(name))
                                                            .findFirst()
                                                            .orElseThrow()
                                                            .value())))
                    .as(name + " twice")
                    .isEqualTo("400 AuthorizationQueryParametersError");
        }
        assertThat(
                        presigned(
                                request -> {},
                                "60",
                                request -> replace(request, "X-Amz-Expires", "600")))
                .isEqualTo("403 SignatureDoesNotMatch");
        assertThat(
                        presigned(
                                request -> {},
                                "60",
                                request -> replace(request, "X-Amz-Signature", "0".repeat(64))))
                .isEqualTo("403 SignatureDoesNotMatch");
        assertThat(
                        presigned(
                                request -> {},
                                "60",
                                request -> request.query("response-content-type", "text/html")))
                .isEqualTo("403 SignatureDoesNotMatch");
        assertThat(presigned(request -> {}, "60", request -> request.path = "/vault/silver"))
                .isEqualTo("403 SignatureDoesNotMatch");
        assertThat(presigned(request -> {}, "60", request -> request.method = "DELETE"))
                .isEqualTo("403 SignatureDoesNotMatch");
        assertThat(presigned(request -> request.region = "mars", "60"))
                .isEqualTo("400 AuthorizationQueryParametersError");
    }

    @Test
    void aPresignedActionOfTheQueryProtocol() {
        var request = new SignedRequest("GET", "sts", "/", cloud.hub(), cloud.now(), "");
        request.query("Action", "GetCallerIdentity").query("Version", "2011-06-15").presign("60");
        assertThat(client.send(request).status()).isEqualTo(200);
        replace(request, "Action", "GetSessionToken");
        assertThat(told(client.send(request))).isEqualTo("403 SignatureDoesNotMatch");
    }

    private static SignedRequest chunked(String kind, String length) {
        return cloud.s3("PUT", "/vault/chunks", "x".repeat(100_000))
                .header("Content-Encoding", "aws-chunked")
                .header("X-Amz-Content-Sha256", kind)
                .header("X-Amz-Decoded-Content-Length", length);
    }

    private static final String SIGNED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private static final String TRAILED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
    private static final String UNSIGNED = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    private static String crc(String text) {
        var crc = new java.util.zip.CRC32();
        crc.update(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return "x-amz-checksum-crc32:"
                + java.util.Base64.getEncoder()
                        .encodeToString(
                                java.nio.ByteBuffer.allocate(4)
                                        .putInt((int) crc.getValue())
                                        .array());
    }

    @Test
    void bodiesInChunks() {
        var crc = crc("x".repeat(100_000));
        assertThat(
                        told(
                                client.send(
                                        chunked(SIGNED, "100000")
                                                .sign()
                                                .chunks(65_536, List.of(), true))))
                .isEqualTo("200 ");
        assertThat(told(client.send(trailed(TRAILED).sign().chunks(65_536, List.of(crc), true))))
                .isEqualTo("200 ");
        assertThat(told(client.send(trailed(UNSIGNED).sign().chunks(65_536, List.of(crc), false))))
                .isEqualTo("200 ");
        assertThat(client.send(cloud.s3("GET", "/vault/chunks", "").sign()).body())
                .isEqualTo("x".repeat(100_000));
    }

    private static SignedRequest trailed(String kind) {
        return chunked(kind, "100000").header("X-Amz-Trailer", "x-amz-checksum-crc32");
    }

    @Test
    void chunksThatAreWrong() {
        var crc = crc("x".repeat(100_000));
        var wrongCrc = crc("y");
        var unsigned = chunked(SIGNED, "100000").sign().chunks(65_536, List.of(), false);
        assertThat(told(client.send(unsigned))).isEqualTo("403 SignatureDoesNotMatch");

        var altered = chunked(SIGNED, "100000").sign().chunks(65_536, List.of(), true);
        altered.body[70_000] = 'y';
        assertThat(told(client.send(altered))).isEqualTo("403 SignatureDoesNotMatch");

        var cut = chunked(SIGNED, "100000").sign().chunks(65_536, List.of(), true);
        cut.body = java.util.Arrays.copyOf(cut.body, cut.body.length - 90);
        assertThat(told(client.send(cut))).isEqualTo("400 IncompleteBody");

        var noLast = chunked(SIGNED, "100000").sign().chunks(65_536, List.of(), true);
        noLast.body = java.util.Arrays.copyOf(noLast.body, 65_536 + 90);
        assertThat(told(client.send(noLast))).isEqualTo("400 IncompleteBody");

        var length = chunked(SIGNED, "99999").sign().chunks(65_536, List.of(), true);
        assertThat(told(client.send(length))).isEqualTo("400 IncompleteBody");

        var garbage = chunked(SIGNED, "100000").sign();
        assertThat(told(client.send(garbage))).isEqualTo("400 IncompleteBody");

        assertThat(
                        told(
                                client.send(
                                        trailed(UNSIGNED)
                                                .sign()
                                                .chunks(65_536, List.of(wrongCrc), false))))
                .isEqualTo("400 BadDigest");
        assertThat(
                        told(
                                client.send(
                                        trailed(TRAILED)
                                                .sign()
                                                .chunks(65_536, List.of(wrongCrc), true))))
                .isEqualTo("400 BadDigest");
        assertThat(told(client.send(trailed(UNSIGNED).sign().chunks(65_536, List.of(), false))))
                .isEqualTo("400 MalformedTrailerError");
        var trailer = trailed(TRAILED).sign().chunks(65_536, List.of(crc), true);
        trailer.body[trailer.body.length - 6] ^= 1;
        assertThat(told(client.send(trailer))).isEqualTo("403 SignatureDoesNotMatch");
        var other = chunked("STREAMING-SOMETHING-ELSE", "100000").sign();
        assertThat(told(client.send(other))).isEqualTo("400 InvalidArgument");
        assertThat(client.send(cloud.s3("GET", "/vault/chunks-never", "").sign()).status())
                .isEqualTo(404);
    }
}
