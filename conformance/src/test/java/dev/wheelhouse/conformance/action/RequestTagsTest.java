package dev.wheelhouse.conformance.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.conformance.SdkClients;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * A policy that asks for the tags of a request hears of them in every action that takes tags, and
 * that there are none in one that does not.
 */
class RequestTagsTest {
    private static final String TEMPLATE =
            "{\"Resources\":{\"H\":{\"Type\":\"AWS::CloudFormation::WaitConditionHandle\"}}}";

    /** Makes something with the tag {@code env}, named by the other argument; none if empty. */
    private static final List<BiConsumer<SdkClients, String>> MAKING =
            List.of(
                    (clients, value) ->
                            clients.cloudFormation()
                                    .createStack(r ->
                                            r.stackName("stack-" + value)
                                                    .templateBody(TEMPLATE)
                                                    .tags(tags(value))),
                    (clients, value) ->
                            clients.cloudFormation()
                                    .createChangeSet(r ->
                                            r.stackName("set-" + value)
                                                    .changeSetName("set")
                                                    .changeSetType("CREATE")
                                                    .templateBody(TEMPLATE)
                                                    .tags(tags(value))),
                    (clients, value) ->
                            clients.serviceCatalog()
                                    .createPortfolio(r ->
                                            r.displayName("portfolio")
                                                    .providerName("test")
                                                    .tags(
                                                            tags(value).stream()
                                                                    .map(tag ->
                                                                            catalogTag(tag.value()))
                                                                    .toList())),
                    (clients, value) ->
                            clients.ec2()
                                    .createVpc(r ->
                                            r.cidrBlock("10.0.0.0/16")
                                                    .tagSpecifications(specifications(value))));

    @OnEachDatabase
    void aDenyOfATagHitsWhatCarriesItAndNothingElse(TestDatabase given, @TempDir Path folder) {
        try (var cloud = RunningCloud.on(given, folder)) {
            var user =
                    user(
                            cloud,
                            """
                            {"Effect":"Allow","Action":"*","Resource":"*"},
                            {"Effect":"Deny","Action":"*","Resource":"*",
                              "Condition":{"StringEquals":{"aws:RequestTag/env":"prod"}}},
                            {"Effect":"Deny","Action":"*","Resource":"*",
                              "Condition":{"ForAnyValue:StringEquals":{"aws:TagKeys":"owner"}}}
                            """);
            for (var making : MAKING) {
                making.accept(user, "");
                making.accept(user, "dev");
                assertThatThrownBy(() -> making.accept(user, "prod"))
                        .isInstanceOf(AwsServiceException.class)
                        .hasMessageContaining("with an explicit deny in an identity-based policy");
            }
            assertThat(user.ec2().describeVpcs().vpcs()).hasSize(3);
        }
    }

    @OnEachDatabase
    void anAllowForATagCoversWhatCarriesItAndNothingElse(TestDatabase given, @TempDir Path folder) {
        try (var cloud = RunningCloud.on(given, folder)) {
            var user =
                    user(
                            cloud,
                            """
                            {"Effect":"Allow","Action":"*","Resource":"*",
                              "Condition":{"StringEquals":{"aws:RequestTag/env":"dev"}}}
                            """);
            for (var making : MAKING) {
                making.accept(user, "dev");
                for (var other : List.of("", "prod")) {
                    assertThatThrownBy(() -> making.accept(user, other))
                            .isInstanceOf(AwsServiceException.class)
                            .hasMessageContaining("no identity-based policy allows");
                }
            }
        }
    }

    private static SdkClients user(RunningCloud cloud, String statements) {
        var admin = cloud.admin();
        admin.iam().createUser(r -> r.userName("tagger"));
        admin.iam()
                .putUserPolicy(r ->
                        r.userName("tagger")
                                .policyName("tags")
                                .policyDocument(
                                        "{\"Version\":\"2012-10-17\",\"Statement\":["
                                                + statements
                                                + "]}"));
        var key = admin.iam().createAccessKey(r -> r.userName("tagger")).accessKey();
        return cloud.as(AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
    }

    private static List<Tag> tags(String value) {
        return value.isEmpty() ? List.of() : List.of(Tag.builder().key("env").value(value).build());
    }

    private static List<TagSpecification> specifications(String value) {
        var tag = software.amazon.awssdk.services.ec2.model.Tag.builder().key("env").value(value);
        return value.isEmpty()
                ? List.of()
                : List.of(
                        TagSpecification.builder()
                                .resourceType(ResourceType.VPC)
                                .tags(tag.build())
                                .build());
    }

    private static software.amazon.awssdk.services.servicecatalog.model.Tag catalogTag(
            String value) {
        return software.amazon.awssdk.services.servicecatalog.model.Tag.builder()
                .key("env")
                .value(value)
                .build();
    }
}
