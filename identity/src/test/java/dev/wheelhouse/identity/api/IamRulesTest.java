package dev.wheelhouse.identity.api;

import static dev.wheelhouse.identity.api.World.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import dev.wheelhouse.wire.ServiceException;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

/** Input that IAM and STS refuse, and lists that are narrowed. */
class IamRulesTest {
    private static final String READS =
            """
            {"Version": "2012-10-17", "Statement":
              {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}
            """;

    @OnEachDatabase
    void tagsOfASessionAreNamedOnceAndNotByAws(TestDatabase given) {
        var world = new World(given);
        var role = "arn:aws:iam::" + world.member("spoke") + ":role/OrganizationAccountAccessRole";

        refused(
                () -> assume(world, assuming(role).tags(tag("team"), tag("Team"))),
                "InvalidParameterValue");
        refused(() -> assume(world, assuming(role).tags(tag("aws:team"))), "InvalidParameterValue");
        refused(() -> assume(world, assuming(role).policyArns(managed(11))), "ValidationError");
        assume(world, assuming(role).policyArns(managed(10)));
    }

    @OnEachDatabase
    void aTrustPolicyNamesServicesAsTheyAreCalled(TestDatabase given) {
        var world = new World(given);

        assertThatThrownBy(() -> role(world, "odd", "foo"))
                .isInstanceOf(ServiceException.class)
                .hasMessage("Invalid principal in policy: \"SERVICE\":\"foo\"");
        role(world, "launching", "servicecatalog.amazonaws.com");
        role(world, "regional", "logs.eu-west-1.amazonaws.com");
    }

    @OnEachDatabase
    void aTrustPolicyMayNameAccountsThatAreNotHere(TestDatabase given) {
        var world = new World(given);

        trusting(world, "vendors", "AWS", "arn:aws:iam::464622532012:root");
        trusting(world, "agents", "AWS", "arn:aws:iam::464622532012:role/Agent");
    }

    @OnEachDatabase
    void policiesThatBoundSomebodyAreListedAlone(TestDatabase given) {
        var world = new World(given);
        for (var name : List.of("bounding", "idle")) {
            world.ask(
                    world.admin(),
                    CreatePolicyRequest.builder().policyName(name).policyDocument(READS).build(),
                    Object.class);
        }
        world.ask(
                world.admin(),
                CreateUserRequest.builder()
                        .userName("bound")
                        .permissionsBoundary("arn:aws:iam::" + world.hub() + ":policy/bounding")
                        .build(),
                Object.class);

        assertThat(
                        world.ask(
                                        world.admin(),
                                        ListPoliciesRequest.builder()
                                                .policyUsageFilter(
                                                        PolicyUsageType.PERMISSIONS_BOUNDARY)
                                                .build(),
                                        ListPoliciesResponse.class)
                                .policies())
                .extracting(Policy::policyName)
                .containsExactly("bounding");
    }

    private static AssumeRoleRequest.Builder assuming(String role) {
        return AssumeRoleRequest.builder().roleArn(role).roleSessionName("test");
    }

    private static void assume(World world, AssumeRoleRequest.Builder request) {
        world.ask(world.admin(), request.build(), Object.class);
    }

    private static Tag tag(String key) {
        return Tag.builder().key(key).value("v").build();
    }

    private static List<PolicyDescriptorType> managed(int count) {
        return IntStream.range(0, count)
                .mapToObj(_ ->
                        PolicyDescriptorType.builder()
                                .arn("arn:aws:iam::aws:policy/ReadOnlyAccess")
                                .build())
                .toList();
    }

    private static void role(World world, String name, String service) {
        trusting(world, name, "Service", service);
    }

    private static void trusting(World world, String name, String kind, String principal) {
        world.ask(
                world.admin(),
                CreateRoleRequest.builder()
                        .roleName(name)
                        .assumeRolePolicyDocument(
                                """
                                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                                  "Principal": {"%s": "%s"}, "Action": "sts:AssumeRole"}]}
                                """
                                        .formatted(kind, principal))
                        .build(),
                Object.class);
    }
}
