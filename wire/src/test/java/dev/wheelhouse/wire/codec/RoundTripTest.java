package dev.wheelhouse.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.wire.codec.LoopbackServer.Plan;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.servicecatalog.ServiceCatalogClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Every operation of the SDK's clients there and back over HTTP with made-up values: what the
 * client sent is what is decoded, and what is encoded is what the client gets. The operations are
 * found by reflection on the clients, since there are more than a thousand.
 */
class RoundTripTest {
    /** Sent without a signature, or their client sends something else than it was given. */
    private static final Set<String> LEFT_OUT =
            Set.of(
                    "AssumeRoleWithSaml",
                    "AssumeRoleWithWebIdentity",
                    "CopySnapshot",
                    "CreateSession",
                    "WriteGetObjectResponse",
                    "ListDirectoryBuckets",
                    "RenameObject",
                    "CopyObject",
                    "UploadPartCopy",
                    "DescribeSpotFleetRequestHistory",
                    "RequestSpotFleet");

    /** What S3's client computes, checks or replaces by itself. */
    private static final Set<String> S3_OWN =
            Set.of(
                    "ContentMD5",
                    "ChecksumAlgorithm",
                    "ChecksumCRC32",
                    "ChecksumCRC32C",
                    "ChecksumCRC64NVME",
                    "ChecksumSHA1",
                    "ChecksumSHA256",
                    "ContentLength",
                    "CopySource",
                    "EncodingType",
                    "ExpiresString",
                    "SSECustomerKey",
                    "SSECustomerKeyMD5",
                    "CopySourceSSECustomerKey",
                    "CopySourceSSECustomerKeyMD5");

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

    @TestFactory
    Stream<DynamicTest> serviceCatalog() {
        return operations(ServiceCatalogClient.class, clients.serviceCatalog, Set.of());
    }

    @TestFactory
    Stream<DynamicTest> cloudFormation() {
        return operations(CloudFormationClient.class, clients.cloudFormation, Set.of());
    }

    @TestFactory
    Stream<DynamicTest> iam() {
        return operations(IamClient.class, clients.iam, Set.of());
    }

    @TestFactory
    Stream<DynamicTest> sts() {
        return operations(StsClient.class, clients.sts, Set.of());
    }

    @TestFactory
    Stream<DynamicTest> ec2() {
        return operations(Ec2Client.class, clients.ec2, Set.of());
    }

    @TestFactory
    Stream<DynamicTest> s3() {
        return operations(S3Client.class, clients.s3, S3_OWN);
    }

    private static Stream<DynamicTest> operations(Class<?> type, Object client, Set<String> unset) {
        return Arrays.stream(type.getMethods())
                .filter(RoundTripTest::isOperation)
                .sorted(Comparator.comparing(Method::getName))
                .map(method ->
                        DynamicTest.dynamicTest(
                                method.getName(), () -> roundTrip(client, method, unset)));
    }

    private static boolean isOperation(Method method) {
        return method.getParameterCount() == 1
                && SdkRequest.class.isAssignableFrom(method.getParameterTypes()[0])
                && AwsResponse.class.isAssignableFrom(method.getReturnType())
                && !LEFT_OUT.contains(operation(method));
    }

    private static String operation(Method method) {
        var name = method.getParameterTypes()[0].getSimpleName();
        return name.substring(0, name.length() - "Request".length());
    }

    private static void roundTrip(Object client, Method method, Set<String> unset)
            throws ReflectiveOperationException {
        Supplier<SdkPojo> request = builders(method.getParameterTypes()[0]);
        Supplier<SdkPojo> response = builders(method.getReturnType());
        for (long seed : client instanceof Ec2Client ? List.of(1L) : List.of(1L, 2L)) {
            var sent = new GeneratedValues(seed, unset).fill(request.get());
            var answered = new GeneratedValues(seed + 10, unset).fill(response.get());
            server.decoded = null;
            server.plan = new Plan(request, answered, Optional.empty(), false);
            SdkPojo got;
            try {
                got = (SdkPojo) method.invoke(client, sent);
            } catch (InvocationTargetException cause) {
                throw new AssertionError(sent + " failed", cause.getCause());
            }
            assertThat(Objects.requireNonNull(server.route).action())
                    .isEqualToIgnoringCase(operation(method));
            var decoded = Objects.requireNonNull(server.decoded);
            if (unset.isEmpty()) {
                assertThat(decoded.equalsBySdkFields(sent))
                        .as("request%n  sent    %s%n  decoded %s", sent, decoded)
                        .isTrue();
                assertThat(got.equalsBySdkFields(answered))
                        .as("response%n  answered %s%n  got      %s", answered, got)
                        .isTrue();
            } else {
                assertSame(sent, decoded);
                assertSame(answered, got);
            }
            var header = unset.isEmpty() ? "x-amzn-RequestId" : "x-amz-request-id";
            assertThat(((AwsResponse) got).sdkHttpResponse().firstMatchingHeader(header))
                    .contains(LoopbackServer.REQUEST_ID);
            if (unset.isEmpty()) {
                assertThat(((AwsResponse) got).responseMetadata().requestId())
                        .isEqualTo(LoopbackServer.REQUEST_ID);
            }
        }
    }

    /** All that was set arrived; S3's client adds a content type and checksums of its own. */
    private static void assertSame(SdkPojo sent, SdkPojo decoded) {
        for (var field : sent.sdkFields()) {
            var value = XmlFields.set(field, sent);
            if (value != null) {
                assertThat(field.getValueOrDefault(decoded))
                        .as(field.memberName())
                        .isEqualTo(value);
            }
        }
    }

    private static Supplier<SdkPojo> builders(Class<?> type) throws ReflectiveOperationException {
        var builder = type.getMethod("builder");
        return () -> {
            try {
                return (SdkPojo) builder.invoke(null);
            } catch (ReflectiveOperationException cause) {
                throw new IllegalStateException(cause);
            }
        };
    }
}
