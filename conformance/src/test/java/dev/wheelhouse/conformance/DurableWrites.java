package dev.wheelhouse.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Kinds of writes through the public API, and what each must look like ever after: all that were
 * answered are there and whole; of those that were not, each is absent or whole.
 */
final class DurableWrites {
    private static final int PART = 5 * 1024 * 1024;
    private static final String POLICY =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}";

    /** The second resource cannot be made, so that the first is taken back. */
    private static final String FAILING =
            """
            {"Resources":{
              "Group":{"Type":"AWS::EC2::SecurityGroup","Properties":{"GroupDescription":"g"}},
              "Rule":{"Type":"AWS::EC2::SecurityGroupIngress","DependsOn":"Group","Properties":{
                "GroupId":"sg-0000000000000dead","IpProtocol":"tcp","FromPort":1,"ToPort":1,
                "CidrIp":"10.0.0.0/8"}}}}
            """;

    /**
     * One kind of write.
     *
     * @param most how often one writer does it in a round
     * @param write does it, under a new name; returns once it was answered
     * @param found the names that there are
     * @param whole fails unless what has a name is whole
     */
    private record Kind(
            String prefix,
            int most,
            BiConsumer<SdkClients, String> write,
            Function<SdkClients, Set<String>> found,
            BiConsumer<SdkClients, String> whole) {}

    private final List<Kind> kinds;
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final Set<String> checked = ConcurrentHashMap.newKeySet();
    private final AtomicInteger names = new AtomicInteger();

    /**
     * @param bucket an existing one, for objects
     */
    DurableWrites(String bucket) {
        kinds =
                List.of(
                        new Kind(
                                "user-",
                                20,
                                (clients, name) -> clients.iam().createUser(r -> r.userName(name)),
                                clients ->
                                        clients.iam().listUsersPaginator().users().stream()
                                                .map(each -> each.userName())
                                                .collect(Collectors.toSet()),
                                (clients, name) ->
                                        assertThat(
                                                        clients.iam()
                                                                .getUser(r -> r.userName(name))
                                                                .user()
                                                                .userId())
                                                .startsWith("AIDA")),
                        new Kind(
                                "policy-",
                                20,
                                (clients, name) ->
                                        clients.iam()
                                                .createPolicy(r ->
                                                        r.policyName(name).policyDocument(POLICY)),
                                clients ->
                                        clients
                                                .iam()
                                                .listPoliciesPaginator(
                                                        r -> r.scope(PolicyScopeType.LOCAL))
                                                .policies()
                                                .stream()
                                                .map(each -> each.policyName())
                                                .collect(Collectors.toSet()),
                                (clients, name) ->
                                        assertThat(
                                                        clients.iam()
                                                                .getPolicyVersion(r ->
                                                                        r.policyArn(
                                                                                        "arn:aws:iam::"
                                                                                                + clients
                                                                                                        .account()
                                                                                                + ":policy/"
                                                                                                + name)
                                                                                .versionId("v1"))
                                                                .policyVersion()
                                                                .document())
                                                .isNotEmpty()),
                        new Kind(
                                "object-",
                                20,
                                (clients, name) ->
                                        clients.s3()
                                                .putObject(
                                                        r -> r.bucket(bucket).key(name),
                                                        RequestBody.fromBytes(
                                                                bytes(name, 300_000))),
                                clients -> keys(clients, bucket),
                                (clients, name) ->
                                        assertThat(
                                                        clients.s3()
                                                                .getObjectAsBytes(r ->
                                                                        r.bucket(bucket).key(name))
                                                                .asByteArray())
                                                .isEqualTo(bytes(name, 300_000))),
                        new Kind(
                                "multipart-",
                                2,
                                (clients, name) -> multipart(clients, bucket, name),
                                clients -> keys(clients, bucket),
                                (clients, name) ->
                                        assertThat(
                                                        clients.s3()
                                                                .headObject(r ->
                                                                        r.bucket(bucket).key(name))
                                                                .contentLength())
                                                .isEqualTo(PART + 1000)),
                        new Kind(
                                "group-",
                                20,
                                (clients, name) ->
                                        clients.ec2()
                                                .createSecurityGroup(r ->
                                                        r.groupName(name)
                                                                .description("by the test")),
                                clients ->
                                        clients
                                                .ec2()
                                                .describeSecurityGroupsPaginator(r ->
                                                        r.filters(filter("group-name", "group-*")))
                                                .securityGroups()
                                                .stream()
                                                .map(each -> each.groupName())
                                                .collect(Collectors.toSet()),
                                (clients, name) ->
                                        assertThat(
                                                        clients.ec2()
                                                                .describeSecurityGroups(r ->
                                                                        r.filters(
                                                                                filter(
                                                                                        "group-name",
                                                                                        name)))
                                                                .securityGroups())
                                                .singleElement()
                                                .satisfies(group ->
                                                        assertThat(group.ipPermissionsEgress())
                                                                .hasSize(1))),
                        new Kind(
                                "failing-",
                                5,
                                (clients, name) ->
                                        clients.cloudFormation()
                                                .createStack(r ->
                                                        r.stackName(name)
                                                                .templateBody(FAILING)
                                                                .capabilities(
                                                                        Capability.CAPABILITY_IAM)),
                                clients ->
                                        clients
                                                .cloudFormation()
                                                .describeStacksPaginator()
                                                .stacks()
                                                .stream()
                                                .map(each -> each.stackName())
                                                .filter(each -> each.startsWith("failing-"))
                                                .collect(Collectors.toSet()),
                                DurableWrites::rolledBack));
    }

    /** The kinds: for each, one write and how often it is done in a round at most. */
    List<Step> steps() {
        return kinds.stream()
                .map(kind -> new Step(kind.most(), clients -> write(kind, clients)))
                .toList();
    }

    /** What a writer does again and again. */
    record Step(int most, java.util.function.Consumer<SdkClients> once) {}

    private void write(Kind kind, SdkClients clients) {
        var name = kind.prefix() + names.incrementAndGet();
        begun.add(name);
        kind.write().accept(clients, name);
        answered.add(name);
    }

    /** Everything that was answered is there, nothing else than was begun, and all of it whole. */
    void check(SdkClients clients, String when) {
        for (var kind : kinds) {
            var found =
                    kind.found().apply(clients).stream()
                            .filter(name -> name.startsWith(kind.prefix()))
                            .collect(Collectors.toSet());
            assertThat(found).as(when).containsAll(of(kind, answered));
            assertThat(of(kind, begun)).as(when).containsAll(found);
            found.stream().filter(checked::add).forEach(name -> kind.whole().accept(clients, name));
        }
    }

    private static Set<String> of(Kind kind, Set<String> names) {
        return names.stream()
                .filter(name -> name.startsWith(kind.prefix()))
                .collect(Collectors.toSet());
    }

    /** Of each kind something was answered in time. */
    void assertSomethingOfEachKind() {
        for (var kind : kinds) {
            assertThat(of(kind, answered)).as(kind.prefix()).isNotEmpty();
        }
    }

    /** What was answered so far. */
    Set<String> answered() {
        return Set.copyOf(answered);
    }

    /** All of these are there. */
    void has(SdkClients clients, Set<String> names, String when) {
        var found =
                kinds.stream()
                        .flatMap(kind -> kind.found().apply(clients).stream())
                        .collect(Collectors.toSet());
        assertThat(found).as(when).containsAll(names);
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    private static Set<String> keys(SdkClients clients, String bucket) {
        return clients.s3().listObjectsV2Paginator(r -> r.bucket(bucket)).contents().stream()
                .map(each -> each.key())
                .collect(Collectors.toSet());
    }

    private static byte[] bytes(String name, int length) {
        var bytes = new byte[length];
        new Random(name.hashCode()).nextBytes(bytes);
        return bytes;
    }

    private static void multipart(SdkClients clients, String bucket, String name) {
        var s3 = clients.s3();
        var upload = s3.createMultipartUpload(r -> r.bucket(bucket).key(name)).uploadId();
        var parts =
                List.of(PART, 1000).stream()
                        .map(size -> {
                            var number = size == PART ? 1 : 2;
                            var tag =
                                    s3.uploadPart(
                                                    r ->
                                                            r.bucket(bucket)
                                                                    .key(name)
                                                                    .uploadId(upload)
                                                                    .partNumber(number),
                                                    RequestBody.fromBytes(bytes(name, size)))
                                            .eTag();
                            return CompletedPart.builder().partNumber(number).eTag(tag).build();
                        })
                        .toList();
        s3.completeMultipartUpload(r ->
                r.bucket(bucket).key(name).uploadId(upload).multipartUpload(m -> m.parts(parts)));
    }

    private static void rolledBack(SdkClients clients, String name) {
        Eventually.holds(() ->
                assertThat(
                                clients.cloudFormation()
                                        .describeStacks(r -> r.stackName(name))
                                        .stacks()
                                        .getFirst()
                                        .stackStatus())
                        .isEqualTo(StackStatus.ROLLBACK_COMPLETE));
        assertThat(
                        clients.cloudFormation()
                                .describeStackResources(r -> r.stackName(name))
                                .stackResources())
                .allMatch(each -> each.resourceStatus() == ResourceStatus.DELETE_COMPLETE);
        assertThat(
                        clients.ec2()
                                .describeSecurityGroups(r ->
                                        r.filters(
                                                filter("tag:aws:cloudformation:stack-name", name)))
                                .securityGroups())
                .isEmpty();
    }
}
