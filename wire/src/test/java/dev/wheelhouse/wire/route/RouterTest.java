package dev.wheelhouse.wire.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {
    private final Router router =
            new Router(
                    List.of(
                            "servicecatalog",
                            "cloudformation",
                            "iam",
                            "sts",
                            "ec2",
                            "s3",
                            "organizations",
                            "ssm"));

    private static WireRequest request(
            String method, String path, String query, Map<String, String> headers, String body) {
        var all = new HashMap<String, List<String>>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return new WireRequest(
                method, path, query, all, Payload.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String signedFor(String service) {
        return "AWS4-HMAC-SHA256 Credential=AKID/20261122/us-east-1/"
                + service
                + "/aws4_request, SignedHeaders=host, Signature=00";
    }

    private String found(WireRequest request) {
        return router.route(request) instanceof Route route
                ? route.service() + ":" + route.action()
                : "none";
    }

    @ParameterizedTest
    @CsvSource({
        "AWS242ServiceCatalogService.CreatePortfolio, servicecatalog:CreatePortfolio",
        "AWSOrganizationsV20161128.ListAccounts, organizations:ListAccounts",
        "AmazonSSM.GetParameter, ssm:GetParameter",
        "AmazonSSM.Nonsense, none",
        "DynamoDB_20120810.GetItem, none",
        "nonsense, none"
    })
    void theTargetHeaderNamesServiceAndAction(String target, String expected) {
        var headers = Map.of("x-amz-target", target, "content-type", "application/x-amz-json-1.1");
        assertThat(found(request("POST", "/", "", headers, "{}"))).isEqualTo(expected);
        var untyped = Map.of("x-amz-target", target);
        assertThat(found(request("POST", "/", "", untyped, "{}"))).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({
        "iam, ListUsers, iam:ListUsers",
        "sts, GetCallerIdentity, sts:GetCallerIdentity",
        "ec2, DescribeVpcs, ec2:DescribeVpcs",
        "cloudformation, CreateStack, cloudformation:CreateStack",
        "sts, ListUsers, none",
        "lambda, ListFunctions, none"
    })
    void theScopeNamesTheServiceAndTheFormTheAction(String scope, String action, String expected) {
        var headers = Map.of("authorization", signedFor(scope));
        assertThat(found(request("POST", "/", "", headers, "Mode=1&Action=" + action)))
                .isEqualTo(expected);
        assertThat(found(request("GET", "/", "Action=" + action, headers, ""))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, '', ListBuckets",
        "PUT, /b, '', CreateBucket",
        "GET, /b, '', ListObjects",
        "GET, /b/, list-type=2&prefix=x, ListObjectsV2",
        "GET, /b, location, GetBucketLocation",
        "GET, /b, location=, GetBucketLocation",
        "GET, /b, versions, ListObjectVersions",
        "GET, /b, uploads, ListMultipartUploads",
        "GET, /b, analytics, ListBucketAnalyticsConfigurations",
        "GET, /b, analytics&id=x, GetBucketAnalyticsConfiguration",
        "PUT, /b, policy, PutBucketPolicy",
        "HEAD, /b, '', HeadBucket",
        "DELETE, /b, '', DeleteBucket",
        "POST, /b, delete, DeleteObjects",
        "GET, /b/k/with/slashes, '', GetObject",
        "GET, /b/k, x-id=GetObject, GetObject",
        "GET, /b/k, versionId=3, GetObject",
        "GET, /b/k, tagging, GetObjectTagging",
        "GET, /b/k, uploadId=u, ListParts",
        "HEAD, /b/k, '', HeadObject",
        "PUT, /b/k, '', PutObject",
        "PUT, /b/k, partNumber=1&uploadId=u, UploadPart",
        "POST, /b/k, uploads, CreateMultipartUpload",
        "POST, /b/k, uploadId=u, CompleteMultipartUpload",
        "DELETE, /b/k, uploadId=u, AbortMultipartUpload",
        "DELETE, /b/k, '', DeleteObject"
    })
    void s3GoesByMethodPathAndQuery(String method, String path, String query, String expected) {
        var headers = Map.of("authorization", signedFor("s3"), "host", "127.0.0.1:4566");
        assertThat(found(request(method, path, query, headers, ""))).isEqualTo("s3:" + expected);
    }

    @Test
    void aCopySourceMakesACopy() {
        var headers =
                Map.of("authorization", signedFor("s3"), "host", "h", "x-amz-copy-source", "b/k");
        assertThat(found(request("PUT", "/b/k", "", headers, ""))).isEqualTo("s3:CopyObject");
        assertThat(found(request("PUT", "/b/k", "partNumber=1&uploadId=u", headers, "")))
                .isEqualTo("s3:UploadPartCopy");
    }

    @ParameterizedTest
    @CsvSource({
        "bucket.s3.amazonaws.com, /, ListObjects",
        "my.bucket.s3.eu-west-1.amazonaws.com, /k, GetObject",
        "bucket.s3.localhost:4566, /k, GetObject",
        "s3.amazonaws.com, /, ListBuckets",
        "s3.us-east-1.amazonaws.com, /b, ListObjects"
    })
    void aVirtualHostNamesTheBucket(String host, String path, String expected) {
        var headers = Map.of("authorization", signedFor("s3"), "host", host);
        assertThat(found(request("GET", path, "", headers, ""))).isEqualTo("s3:" + expected);
    }

    @Test
    void whatNobodyHasIsRefusedInTheClientsProtocol() {
        var iam = Map.of("authorization", signedFor("iam"));
        assertThat(router.route(request("POST", "/", "", iam, "Action=Fly&Version=2010-05-08")))
                .isInstanceOfSatisfying(
                        Unrouted.class,
                        unrouted -> {
                            assertThat(unrouted.protocol()).isEqualTo(Protocol.QUERY);
                            assertThat(unrouted.error().kind().code()).isEqualTo("InvalidAction");
                            assertThat(unrouted.error())
                                    .hasMessage(
                                            "Could not find operation Fly for version 2010-05-08");
                        });
        var s3 = Map.of("authorization", signedFor("s3"), "host", "h");
        assertThat(router.route(request("PATCH", "/b", "", s3, "")))
                .isInstanceOfSatisfying(
                        Unrouted.class,
                        unrouted -> assertThat(unrouted.error().kind().status()).isEqualTo(405));
        assertThat(router.route(request("GET", "/b/%zz", "", s3, "")))
                .isInstanceOfSatisfying(
                        Unrouted.class,
                        unrouted ->
                                assertThat(unrouted.error().kind().code())
                                        .isEqualTo("InvalidArgument"));
    }

    @Test
    void anUnsignedRequestStillFindsItsProtocol() {
        assertThat(router.route(request("POST", "/", "", Map.of(), "Action=X")).protocol())
                .isEqualTo(Protocol.QUERY);
        assertThat(
                        router.route(
                                        request(
                                                "POST",
                                                "/",
                                                "",
                                                Map.of(),
                                                "Action=DescribeVpcs&Version=2016-11-15"))
                                .protocol())
                .isEqualTo(Protocol.EC2_QUERY);
        assertThat(router.route(request("GET", "/b/k", "", Map.of("host", "h"), "")).protocol())
                .isEqualTo(Protocol.REST_XML);
    }
}
