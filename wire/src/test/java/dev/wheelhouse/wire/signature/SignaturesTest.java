package dev.wheelhouse.wire.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.ServiceException;
import dev.wheelhouse.wire.WireRequest;
import dev.wheelhouse.wire.model.ServiceModel;
import dev.wheelhouse.wire.route.Route;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignaturesTest {
    /** The key of the examples in AWS's documentation. */
    private static final SigningKey EXAMPLE =
            new SigningKey(
                    "AKIDEXAMPLE",
                    "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                    Optional.empty(),
                    Optional.empty());

    private static final SigningKey S3_EXAMPLE =
            new SigningKey(
                    "AKIAIOSFODNN7EXAMPLE",
                    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                    Optional.empty(),
                    Optional.empty());

    private static final Instant THEN = Instant.parse("2015-08-30T12:36:00Z");
    private static final Instant S3_THEN = Instant.parse("2013-05-24T00:00:00Z");

    private static Route route(String service, String operation) {
        var model = ServiceModel.load(service);
        return new Route(model, model.operation(operation).orElseThrow());
    }

    private static SigningKeys only(SigningKey key) {
        return id -> id.equals(key.accessKeyId()) ? Optional.of(key) : Optional.empty();
    }

    private static WireRequest request(
            String method, String path, String query, Map<String, String> headers, String body) {
        var all = new HashMap<String, List<String>>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return new WireRequest(
                method, path, query, all, Payload.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** GET ListUsers from "Signature Version 4 signing process" of the AWS General Reference. */
    private static Map<String, String> listUsersHeaders() {
        return new HashMap<>(
                Map.of(
                        "host",
                        "iam.amazonaws.com",
                        "content-type",
                        "application/x-www-form-urlencoded; charset=utf-8",
                        "x-amz-date",
                        "20150830T123600Z",
                        "authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,"
                                + " SignedHeaders=content-type;host;x-amz-date,"
                                + " Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"));
    }

    private static WireRequest listUsers() {
        return request("GET", "/", "Action=ListUsers&Version=2010-05-08", listUsersHeaders(), "");
    }

    private static void refused(
            Route route, WireRequest request, SigningKeys keys, Instant now, String code) {
        assertThatThrownBy(() -> Signatures.verify(route, request, keys, now))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        refusal -> assertThat(refusal.kind().code()).isEqualTo(code));
    }

    @Test
    void theDocumentedListUsersRequestIsVerified() {
        var verified =
                Signatures.verify(route("iam", "ListUsers"), listUsers(), only(EXAMPLE), THEN);

        assertThat(verified.accessKeyId()).isEqualTo("AKIDEXAMPLE");
        assertThat(verified.region()).isEqualTo("us-east-1");
        assertThat(verified.service()).isEqualTo("iam");
    }

    @Test
    void theDocumentedGetObjectOfS3IsVerified() {
        var headers =
                Map.of(
                        "host", "examplebucket.s3.amazonaws.com",
                        "range", "bytes=0-9",
                        "x-amz-content-sha256", Hashes.EMPTY_SHA256,
                        "x-amz-date", "20130524T000000Z",
                        "authorization",
                                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
        Signatures.verify(
                route("s3", "GetObject"),
                request("GET", "/test.txt", "", headers, ""),
                only(S3_EXAMPLE),
                S3_THEN);
    }

    @Test
    void theDocumentedPutObjectWithAnOddKeyIsVerified() {
        var headers =
                Map.of(
                        "host", "examplebucket.s3.amazonaws.com",
                        "date", "Fri, 24 May 2013 00:00:00 GMT",
                        "x-amz-date", "20130524T000000Z",
                        "x-amz-storage-class", "REDUCED_REDUNDANCY",
                        "x-amz-content-sha256",
                                "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
                        "authorization",
                                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
        var put = request("PUT", "/test%24file.text", "", headers, "Welcome to Amazon S3.");
        Signatures.verify(route("s3", "PutObject"), put, only(S3_EXAMPLE), S3_THEN);
        refused(
                route("s3", "PutObject"),
                request("PUT", "/test%24file.text", "", headers, "Welcome to Amazon S4."),
                only(S3_EXAMPLE),
                S3_THEN,
                "XAmzContentSHA256Mismatch");
    }

    @Test
    void theDocumentedListOfABucketIsVerified() {
        var headers =
                Map.of(
                        "host", "examplebucket.s3.amazonaws.com",
                        "x-amz-content-sha256", Hashes.EMPTY_SHA256,
                        "x-amz-date", "20130524T000000Z",
                        "authorization",
                                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;x-amz-content-sha256;x-amz-date,Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
        Signatures.verify(
                route("s3", "ListObjects"),
                request("GET", "/", "max-keys=2&prefix=J", headers, ""),
                only(S3_EXAMPLE),
                S3_THEN);
    }

    @Test
    void theDocumentedPresignedUrlIsVerifiedUntilItExpires() {
        var query =
                "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524"
                        + "%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400"
                        + "&X-Amz-SignedHeaders=host&X-Amz-Signature="
                        + "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
        var get =
                request(
                        "GET",
                        "/test.txt",
                        query,
                        Map.of("host", "examplebucket.s3.amazonaws.com"),
                        "");
        var route = route("s3", "GetObject");
        Signatures.verify(route, get, only(S3_EXAMPLE), S3_THEN.plus(Duration.ofHours(24)));
        refused(
                route,
                get,
                only(S3_EXAMPLE),
                S3_THEN.plus(Duration.ofHours(24)).plusSeconds(1),
                "AccessDenied");
        var longer =
                request(
                        "GET",
                        "/test.txt",
                        query.replace("86400", "86401"),
                        Map.of("host", "examplebucket.s3.amazonaws.com"),
                        "");
        refused(route, longer, only(S3_EXAMPLE), S3_THEN, "SignatureDoesNotMatch");
    }

    @Test
    void theDocumentedSignedChunksAreVerifiedAndUnwrapped() throws Exception {
        var verified =
                Signatures.verify(
                        route("s3", "PutObject"), chunked("a"), only(S3_EXAMPLE), S3_THEN);

        assertThat(verified.request().body().length()).isEqualTo(66560);
        try (var in = verified.request().body().open()) {
            assertThat(in.readAllBytes()).hasSize(66560).containsOnly('a');
        }
        assertThat(verified.request().header("content-encoding")).isEmpty();
        refused(
                route("s3", "PutObject"),
                chunked("b"),
                only(S3_EXAMPLE),
                S3_THEN,
                "SignatureDoesNotMatch");
    }

    /** The example of "Signature Calculations … Transferring Payload in Multiple Chunks". */
    private static WireRequest chunked(String lastByte) {
        var headers =
                new HashMap<>(
                        Map.of(
                                "host", "s3.amazonaws.com",
                                "x-amz-date", "20130524T000000Z",
                                "x-amz-storage-class", "REDUCED_REDUNDANCY",
                                "x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                                "content-encoding", "aws-chunked",
                                "x-amz-decoded-content-length", "66560",
                                "content-length", "66824",
                                "authorization",
                                        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class,Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"));
        var body =
                "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n"
                        + "a".repeat(65536)
                        + "\r\n400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n"
                        + "a".repeat(1023)
                        + lastByte
                        + "\r\n0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n";
        return request("PUT", "/examplebucket/chunkObject.txt", "", headers, body);
    }

    @Test
    void whateverIsChangedBreaksTheSignature() {
        var route = route("iam", "ListUsers");
        var keys = only(EXAMPLE);
        var headers = listUsersHeaders();
        var query = "Action=ListUsers&Version=2010-05-08";
        refused(
                route,
                request("POST", "/", query, headers, ""),
                keys,
                THEN,
                "SignatureDoesNotMatch");
        refused(
                route,
                request("GET", "/x", query, headers, ""),
                keys,
                THEN,
                "SignatureDoesNotMatch");
        refused(
                route,
                request("GET", "/", query + "&PathPrefix=/a/", headers, ""),
                keys,
                THEN,
                "SignatureDoesNotMatch");
        refused(
                route,
                request("GET", "/", query, headers, "body"),
                keys,
                THEN,
                "SignatureDoesNotMatch");
        for (var name : List.of("host", "content-type")) {
            var changed = new HashMap<>(headers);
            changed.put(name, "other");
            refused(
                    route,
                    request("GET", "/", query, changed, ""),
                    keys,
                    THEN,
                    "SignatureDoesNotMatch");
        }
        var unsigned = new HashMap<>(headers);
        unsigned.put("x-amz-target", "Evil.Target");
        refused(
                route,
                request("GET", "/", query, unsigned, ""),
                keys,
                THEN,
                "SignatureDoesNotMatch");
        refused(
                route,
                listUsers(),
                only(new SigningKey("AKIDEXAMPLE", "another", Optional.empty(), Optional.empty())),
                THEN,
                "SignatureDoesNotMatch");
    }

    @Test
    void eachProtocolHasItsOwnCodes() {
        var nothing = request("POST", "/", "", Map.of("host", "h"), "");
        var keys = only(EXAMPLE);
        refused(route("iam", "ListUsers"), nothing, keys, THEN, "MissingAuthenticationToken");
        refused(
                route("servicecatalog", "ListPortfolios"),
                nothing,
                keys,
                THEN,
                "MissingAuthenticationTokenException");
        refused(route("s3", "ListBuckets"), nothing, keys, THEN, "AccessDenied");
        SigningKeys none = id -> Optional.empty();
        refused(route("iam", "ListUsers"), listUsers(), none, THEN, "InvalidClientTokenId");
        refused(
                route("s3", "ListBuckets"),
                request(
                        "GET",
                        "/",
                        "AWSAccessKeyId=A&Signature=x&Expires=1",
                        Map.of("host", "h"),
                        ""),
                keys,
                THEN,
                "InvalidRequest");
        var incomplete = listUsersHeaders();
        incomplete.put("authorization", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE");
        refused(
                route("iam", "ListUsers"),
                request("GET", "/", "", incomplete, ""),
                keys,
                THEN,
                "IncompleteSignature");
        refused(
                route("sts", "GetCallerIdentity"),
                listUsers(),
                keys,
                THEN,
                "SignatureDoesNotMatch");
    }

    @Test
    void aSignatureHoldsFifteenMinutesEitherWay() {
        var route = route("iam", "ListUsers");
        var keys = only(EXAMPLE);
        var late = THEN.plus(Duration.ofMinutes(15));
        var early = THEN.minus(Duration.ofMinutes(15));
        Signatures.verify(route, listUsers(), keys, late);
        Signatures.verify(route, listUsers(), keys, early);
        assertThatThrownBy(() -> Signatures.verify(route, listUsers(), keys, late.plusSeconds(1)))
                .hasMessage(
                        "Signature expired: 20150830T123600Z is now earlier than"
                                + " 20150830T123601Z (20150830T125101Z - 15 min.)");
        assertThatThrownBy(() -> Signatures.verify(route, listUsers(), keys, early.minusSeconds(1)))
                .hasMessageStartingWith("Signature not yet current: 20150830T123600Z");
    }

    @Test
    void aSessionNeedsItsTokenAndItsTime() {
        var session =
                new SigningKey(
                        EXAMPLE.accessKeyId(),
                        EXAMPLE.secret(),
                        Optional.of("token"),
                        Optional.empty());
        refused(
                route("iam", "ListUsers"),
                listUsers(),
                only(session),
                THEN,
                "InvalidClientTokenId");
        var ended =
                new SigningKey(
                        EXAMPLE.accessKeyId(),
                        EXAMPLE.secret(),
                        Optional.empty(),
                        Optional.of(THEN));
        refused(route("iam", "ListUsers"), listUsers(), only(ended), THEN, "ExpiredToken");
    }
}
