package dev.wheelhouse.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.ServiceException;
import dev.wheelhouse.wire.WireRequest;
import dev.wheelhouse.wire.WireResponse;
import dev.wheelhouse.wire.error.WireFault;
import dev.wheelhouse.wire.model.ServiceModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.iam.model.DeleteUserResponse;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.servicecatalog.model.CreatePortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.ListPortfoliosResponse;
import software.amazon.awssdk.services.servicecatalog.model.PortfolioDetail;

class CodecTest {
    private static final String ID = "request-1";

    private static SdkPojo decoded(
            String service, String operation, Supplier<? extends SdkPojo> builder, String body) {
        var model = ServiceModel.load(service);
        var request =
                new WireRequest(
                        "POST",
                        service.equals("s3") ? "/b" : "/",
                        service.equals("s3") ? "delete" : "",
                        Map.of("host", List.of("h")),
                        Payload.of(body.getBytes(StandardCharsets.UTF_8)));
        return Decoded.build(
                Codec.of(model).decode(model.operation(operation).orElseThrow(), builder, request));
    }

    private static WireResponse encoded(String service, String operation, SdkPojo response) {
        var model = ServiceModel.load(service);
        return Codec.of(model)
                .encode(model.operation(operation).orElseThrow(), response, Optional.empty(), ID);
    }

    private static String text(WireResponse response) {
        try (var in = response.body().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    @Test
    void jsonLeavesOutWhatIsNotSetAndWritesWhatIsSetEmpty() {
        assertThat(
                        text(
                                encoded(
                                        "servicecatalog",
                                        "ListPortfolios",
                                        ListPortfoliosResponse.builder().build())))
                .isEqualTo("{}");
        assertThat(
                        text(
                                encoded(
                                        "servicecatalog",
                                        "ListPortfolios",
                                        ListPortfoliosResponse.builder()
                                                .portfolioDetails(List.of())
                                                .build())))
                .isEqualTo("{\"PortfolioDetails\":[]}");
    }

    @Test
    void jsonTimesAreSecondsWithMilliseconds() {
        var detail = PortfolioDetail.builder();
        var response = ListPortfoliosResponse.builder();
        assertThat(
                        text(
                                encoded(
                                        "servicecatalog",
                                        "ListPortfolios",
                                        response.portfolioDetails(
                                                        detail.createdTime(
                                                                        Instant.ofEpochMilli(
                                                                                1577222793362L))
                                                                .build(),
                                                        detail.createdTime(
                                                                        Instant.ofEpochSecond(
                                                                                1577222790L))
                                                                .build())
                                                .build())))
                .isEqualTo(
                        "{\"PortfolioDetails\":[{\"CreatedTime\":1577222793.362},"
                                + "{\"CreatedTime\":1577222790.0}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{\"DisplayName\":5}",
                "{\"DisplayName\":[\"a\"]}",
                "{\"DisplayName\":{\"a\":1}}",
                "{\"Tags\":{}}",
                "{\"DisplayName\":\"a\\u0000\"}",
                "{\"Tags\":[\"a\"]}",
                "{} {}",
                "nonsense",
                "{\"X\":"
                        + "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
                        + "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
            })
    void jsonThatIsNotTheRequestIsASerializationException(String body) {
        assertThatThrownBy(() ->
                        decoded(
                                "servicecatalog",
                                "CreatePortfolio",
                                CreatePortfolioRequest::builder,
                                body))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        refusal ->
                                assertThat(refusal.kind().code())
                                        .isEqualTo("SerializationException"));
    }

    @Test
    void whatTheClassDoesNotKnowIsPassedOver() {
        var request =
                (CreatePortfolioRequest)
                        decoded(
                                "servicecatalog",
                                "CreatePortfolio",
                                CreatePortfolioRequest::builder,
                                "{\"New\":{\"a\":[1]},\"DisplayName\":\"d\",\"ProviderName\":\"p\","
                                        + "\"IdempotencyToken\":\"t\",\"Description\":null}");
        assertThat(request.displayName()).isEqualTo("d");
        assertThat(request.description()).isNull();
        assertThat(request.hasTags()).isFalse();
    }

    @Test
    void aQueryListMayBeEmpty() {
        var request =
                (CreateStackRequest)
                        decoded(
                                "cloudformation",
                                "CreateStack",
                                CreateStackRequest::builder,
                                "Action=CreateStack&StackName=web&Tags=&Parameters.member.2.ParameterKey=B"
                                        + "&Parameters.member.10.ParameterKey=C&Parameters.member.1.ParameterKey=A");
        assertThat(request.hasTags()).isTrue();
        assertThat(request.tags()).isEmpty();
        assertThat(request.parameters()).extracting("parameterKey").containsExactly("A", "B", "C");
        assertThat(request.hasCapabilities()).isFalse();
    }

    @Test
    void brokenFormsAreMalformed() {
        for (var body : new String[] {"StackName=%zz", "StackName=%ff", ".".repeat(50) + "=1"}) {
            assertThatThrownBy(() ->
                            decoded(
                                    "cloudformation",
                                    "CreateStack",
                                    CreateStackRequest::builder,
                                    body))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            refusal ->
                                    assertThat(refusal.kind().code())
                                            .isEqualTo("MalformedQueryString"));
        }
    }

    @Test
    void ec2ReadsFlatListsAndWritesItems() {
        var request =
                (DescribeVpcsRequest)
                        decoded(
                                "ec2",
                                "DescribeVpcs",
                                DescribeVpcsRequest::builder,
                                "VpcId.1=vpc-1&VpcId.2=vpc-2&Filter.1.Name=state&Filter.1.Value.1=available");
        assertThat(request.vpcIds()).containsExactly("vpc-1", "vpc-2");
        assertThat(request.filters().getFirst().values()).containsExactly("available");
        assertThat(
                        text(
                                encoded(
                                        "ec2",
                                        "DescribeVpcs",
                                        DescribeVpcsResponse.builder()
                                                .vpcs(Vpc.builder().vpcId("vpc-1").build())
                                                .build())))
                .contains("<requestId>request-1</requestId>")
                .contains("<vpcSet><item><vpcId>vpc-1</vpcId></item></vpcSet>");
        assertThat(text(encoded("ec2", "DeleteVpc", DeleteVpcResponse.builder().build())))
                .contains("<return>true</return>");
        assertThat(text(encoded("ec2", "DeleteKeyPair", DeleteKeyPairResponse.builder().build())))
                .doesNotContain("null");
    }

    @Test
    void iamAnswersWholeSecondsAndCloudFormationMilliseconds() {
        var time = Instant.parse("2026-01-01T00:00:00.123Z");

        assertThat(
                        text(
                                encoded(
                                        "iam",
                                        "ListUsers",
                                        ListUsersResponse.builder()
                                                .users(User.builder().createDate(time).build())
                                                .build())))
                .contains("<CreateDate>2026-01-01T00:00:00Z</CreateDate>");
        assertThat(
                        text(
                                encoded(
                                        "cloudformation",
                                        "DescribeStacks",
                                        DescribeStacksResponse.builder()
                                                .stacks(Stack.builder().creationTime(time).build())
                                                .build())))
                .contains("<CreationTime>2026-01-01T00:00:00.123Z</CreationTime>");
    }

    @Test
    void iamWrapsItsResultAndHasNoneWhereThereIsNothing() {
        assertThat(
                        text(
                                encoded(
                                        "iam",
                                        "ListUsers",
                                        ListUsersResponse.builder()
                                                .users(
                                                        User.builder()
                                                                .userName("a<&>\u0001b")
                                                                .build())
                                                .isTruncated(false)
                                                .build())))
                .isEqualTo(
                        "<ListUsersResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">"
                                + "<ListUsersResult><Users><member><UserName>a&lt;&amp;&gt;\uFFFDb</UserName>"
                                + "</member></Users><IsTruncated>false</IsTruncated></ListUsersResult>"
                                + "<ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata>"
                                + "</ListUsersResponse>");
        assertThat(text(encoded("iam", "DeleteUser", DeleteUserResponse.builder().build())))
                .doesNotContain("DeleteUserResult");
    }

    @Test
    void theLocationOfABucketIsTheDocumentItself() {
        assertThat(
                        text(
                                encoded(
                                        "s3",
                                        "GetBucketLocation",
                                        GetBucketLocationResponse.builder()
                                                .locationConstraint("eu-west-1")
                                                .build())))
                .endsWith(
                        "<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                                + "eu-west-1</LocationConstraint>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Delete>",
                "nonsense",
                "<!DOCTYPE a [<!ENTITY b \"c\">]><Delete><Object><Key>&b;</Key></Object></Delete>",
                "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><Delete/>",
                "<Delete><Object/></Delete>",
                "<Delete><Object><Key>k</Key></Object></Delete><More/>"
            })
    void xmlThatIsNotTheRequestIsMalformed(String body) {
        assertThatThrownBy(
                        () -> decoded("s3", "DeleteObjects", DeleteObjectsRequest::builder, body))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        refusal -> assertThat(refusal.kind().code()).isEqualTo("MalformedXML"));
    }

    @Test
    void deepXmlIsMalformed() {
        var deep = "<a>".repeat(100_000);
        assertThatThrownBy(
                        () -> decoded("s3", "DeleteObjects", DeleteObjectsRequest::builder, deep))
                .isInstanceOf(ServiceException.class);
    }

    @Test
    void errorsHaveTheShapeOfTheirProtocol() {
        assertThat(
                        text(
                                Codec.ofErrors(Protocol.JSON_1_1)
                                        .error(
                                                WireFault.NOT_BUILT.in(Protocol.JSON_1_1),
                                                "no",
                                                ID,
                                                "/")))
                .isEqualTo("{\"__type\":\"NotImplementedException\",\"Message\":\"no\"}");
        assertThat(
                        text(
                                Codec.of(ServiceModel.load("sts"))
                                        .error(
                                                WireFault.ACCESS_DENIED.in(Protocol.QUERY),
                                                "a & b",
                                                ID,
                                                "/")))
                .isEqualTo(
                        "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error>"
                                + "<Type>Sender</Type><Code>AccessDenied</Code><Message>a &amp; b</Message>"
                                + "</Error><RequestId>request-1</RequestId></ErrorResponse>");
        assertThat(
                        text(
                                Codec.ofErrors(Protocol.EC2_QUERY)
                                        .error(
                                                WireFault.UNKNOWN_ACTION.in(Protocol.EC2_QUERY),
                                                "no",
                                                ID,
                                                "/")))
                .endsWith(
                        "<Response><Errors><Error><Code>InvalidAction</Code><Message>no</Message>"
                                + "</Error></Errors><RequestID>request-1</RequestID></Response>");
        var s3 =
                Codec.ofErrors(Protocol.REST_XML)
                        .error(WireFault.ACCESS_DENIED.in(Protocol.REST_XML), "no", ID, "/b/k");
        assertThat(text(s3)).contains("<Resource>/b/k</Resource>");
        assertThat(s3.headers()).containsEntry("x-amz-request-id", ID);
    }
}
