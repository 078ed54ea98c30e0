package dev.wheelhouse.identity.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.identity.AccessDeniedException;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Decision;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import dev.wheelhouse.wire.ServiceException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserRequest;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRoleTagsRequest;
import software.amazon.awssdk.services.iam.model.ListRoleTagsResponse;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagRoleRequest;
import software.amazon.awssdk.services.iam.model.UntagRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyRequest;

/** Actions of the IAM API, their paging and their errors. */
class IamActionsTest {
    private static final String TRUSTS_EC2 =
            """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
              "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}}
            """;

    private static final String READS_S3 =
            """
            {"Version": "2012-10-17", "Statement":
              {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}
            """;

    private static final String NOTHING =
            """
            {"Version": "2012-10-17", "Statement":
              {"Effect": "Allow", "Action": "none:None", "Resource": "*"}}
            """;

    @OnEachDatabase
    void usersArePagedInTheOrderOfNames(TestDatabase given) {
        var world = new World(given);
        for (var name : new String[] {"carol", "Bob", "dave"}) {
            user(world, name);
        }

        var names = new ArrayList<String>();
        ListUsersResponse page;
        @Nullable String marker = null;
        do {
            page =
                    world.ask(
                            world.admin(),
                            ListUsersRequest.builder().maxItems(2).marker(marker).build(),
                            ListUsersResponse.class);
            page.users().forEach(user -> names.add(user.userName()));
            marker = page.marker();
        } while (Boolean.TRUE.equals(page.isTruncated()));

        assertThat(names).containsExactly("admin", "Bob", "carol", "dave");
    }

    @OnEachDatabase
    void aMarkerIsGoodForTheListThatGaveItOnly(TestDatabase given) {
        var world = new World(given);
        user(world, "carol");
        var marker =
                world.ask(
                                world.admin(),
                                ListUsersRequest.builder().maxItems(1).build(),
                                ListUsersResponse.class)
                        .marker();

        for (var foreign : new String[] {"?", "AAAA", marker.substring(1), marker + "AA"}) {
            assertThatThrownBy(() ->
                            world.ask(
                                    world.admin(),
                                    ListUsersRequest.builder().marker(foreign).build(),
                                    Object.class))
                    .hasMessage("Invalid Marker.");
        }
        assertThatThrownBy(() ->
                        world.ask(
                                world.admin(),
                                ListRolesRequest.builder().marker(marker).build(),
                                Object.class))
                .hasMessage("Invalid Marker.");
    }

    @OnEachDatabase
    void aManagedPolicyIsOfTheCurrentVersionWhileAnInlineOneNeedNotBe(TestDatabase given) {
        var world = new World(given);
        var old =
                """
                {"Statement": {"Effect": "Allow", "Action": "none:None", "Resource": "*"}}
                """;
        world.user(world.admin(), "carol", old);

        assertThatThrownBy(() ->
                        world.ask(
                                world.admin(),
                                CreatePolicyRequest.builder()
                                        .policyName("old")
                                        .policyDocument(old)
                                        .build(),
                                Object.class))
                .hasMessage("Policy document must be version 2012-10-17 or greater.");
    }

    @OnEachDatabase
    void namesAreUniqueWithoutRegardToCase(TestDatabase given) {
        var world = new World(given);
        user(world, "carol");

        assertThatThrownBy(() -> user(world, "CAROL"))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        error -> assertThat(error.kind().code()).isEqualTo("EntityAlreadyExists"))
                .hasMessage("User with name CAROL already exists.");
    }

    @OnEachDatabase
    void aManagedPolicyIsInForceInItsDefaultVersion(TestDatabase given) {
        var world = new World(given);
        var key = world.user(world.admin(), "carol", NOTHING);
        var arn =
                world.ask(
                                world.admin(),
                                CreatePolicyRequest.builder()
                                        .policyName("reads")
                                        .policyDocument(READS_S3)
                                        .build(),
                                CreatePolicyResponse.class)
                        .policy()
                        .arn();
        world.ask(
                world.admin(),
                AttachUserPolicyRequest.builder().userName("carol").policyArn(arn).build(),
                Object.class);
        var read = AccessRequest.to("s3:GetObject", "arn:aws:s3:::b/k");
        assertThat(world.caller(key).orElseThrow().decide(read))
                .isEqualTo(new Decision.Allowed("policy reads, statement 1"));

        world.ask(
                world.admin(),
                CreatePolicyVersionRequest.builder()
                        .policyArn(arn)
                        .policyDocument(NOTHING)
                        .setAsDefault(true)
                        .build(),
                Object.class);

        assertThat(world.caller(key).orElseThrow().decide(read))
                .isInstanceOf(Decision.ImplicitlyDenied.class);
        assertThat(
                        world.ask(
                                        world.admin(),
                                        GetPolicyVersionRequest.builder()
                                                .policyArn(arn)
                                                .versionId("v1")
                                                .build(),
                                        GetPolicyVersionResponse.class)
                                .policyVersion()
                                .isDefaultVersion())
                .isFalse();
        assertThat(
                        world.ask(
                                        world.admin(),
                                        ListAttachedUserPoliciesRequest.builder()
                                                .userName("carol")
                                                .build(),
                                        ListAttachedUserPoliciesResponse.class)
                                .attachedPolicies())
                .extracting(attached -> attached.policyName())
                .containsExactly("reads");
        assertThatThrownBy(() ->
                        world.ask(
                                world.admin(),
                                DeletePolicyRequest.builder().policyArn(arn).build(),
                                Object.class))
                .hasMessage("Cannot delete a policy attached to entities.");
    }

    @OnEachDatabase
    void awsOwnPoliciesAreListedAndNotChanged(TestDatabase given) {
        var world = new World(given);
        var administrator = "arn:aws:iam::aws:policy/AdministratorAccess";

        assertThat(
                        world.ask(
                                        world.admin(),
                                        ListPoliciesRequest.builder().scope("AWS").build(),
                                        ListPoliciesResponse.class)
                                .policies())
                .extracting(policy -> policy.arn())
                .contains(
                        administrator,
                        "arn:aws:iam::aws:policy/AWSServiceCatalogAdminFullAccess",
                        "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess");
        assertThatThrownBy(() ->
                        world.ask(
                                world.admin(),
                                DeletePolicyRequest.builder().policyArn(administrator).build(),
                                Object.class))
                .isInstanceOf(ServiceException.class);
    }

    @OnEachDatabase
    void aBoundaryLimitsWhatPoliciesGrant(TestDatabase given) {
        var world = new World(given);
        var key = world.user(world.admin(), "carol", READS_S3);
        world.ask(
                world.admin(),
                PutUserPermissionsBoundaryRequest.builder()
                        .userName("carol")
                        .permissionsBoundary("arn:aws:iam::aws:policy/AmazonEC2FullAccess")
                        .build(),
                Object.class);

        assertThatThrownBy(() ->
                        world.caller(key)
                                .orElseThrow()
                                .require(AccessRequest.to("s3:GetObject", "arn:aws:s3:::b/k")))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageEndingWith(
                        "because no permissions boundary allows the s3:GetObject action");
    }

    @OnEachDatabase
    void aKeyThatIsSetInactiveSignsNoMore(TestDatabase given) {
        var world = new World(given);
        var key = world.user(world.admin(), "carol", READS_S3);

        world.ask(
                world.admin(),
                UpdateAccessKeyRequest.builder()
                        .userName("carol")
                        .accessKeyId(key)
                        .status(StatusType.INACTIVE)
                        .build(),
                Object.class);

        assertThat(world.signing(key)).isEmpty();
        assertThat(world.caller(key)).isEmpty();
        world.ask(
                world.admin(),
                CreateAccessKeyRequest.builder().userName("carol").build(),
                Object.class);
        assertThatThrownBy(() ->
                        world.ask(
                                world.admin(),
                                CreateAccessKeyRequest.builder().userName("carol").build(),
                                Object.class))
                .hasMessage("Cannot exceed quota for AccessKeysPerUser: 2");
        assertThatThrownBy(() ->
                        world.ask(
                                world.admin(),
                                DeleteUserRequest.builder().userName("carol").build(),
                                Object.class))
                .hasMessage("Cannot delete entity, must delete access keys first.");
    }

    @OnEachDatabase
    void anInstanceProfileHoldsOneRole(TestDatabase given) {
        var world = new World(given);
        role(world, "web");
        world.ask(
                world.admin(),
                CreateInstanceProfileRequest.builder().instanceProfileName("web").build(),
                Object.class);
        var add =
                AddRoleToInstanceProfileRequest.builder()
                        .instanceProfileName("web")
                        .roleName("web")
                        .build();
        world.ask(world.admin(), add, Object.class);

        assertThat(
                        world.ask(
                                        world.admin(),
                                        GetInstanceProfileRequest.builder()
                                                .instanceProfileName("web")
                                                .build(),
                                        GetInstanceProfileResponse.class)
                                .instanceProfile()
                                .roles())
                .extracting(role -> role.roleName())
                .containsExactly("web");
        assertThatThrownBy(() -> world.ask(world.admin(), add, Object.class))
                .isInstanceOf(ServiceException.class);
        assertThatThrownBy(() ->
                        world.ask(
                                world.admin(),
                                DeleteInstanceProfileRequest.builder()
                                        .instanceProfileName("web")
                                        .build(),
                                Object.class))
                .hasMessageContaining("must remove roles from instance profile first");
    }

    @OnEachDatabase
    void rolesAreTaggedAndPoliciesAskForTheTags(TestDatabase given) {
        var world = new World(given);
        role(world, "web");
        world.ask(
                world.admin(),
                TagRoleRequest.builder()
                        .roleName("web")
                        .tags(tag("team", "a"), tag("stage", "prod"))
                        .build(),
                Object.class);
        world.ask(
                world.admin(),
                UntagRoleRequest.builder().roleName("web").tagKeys("STAGE").build(),
                Object.class);
        assertThat(
                        world.ask(
                                        world.admin(),
                                        ListRoleTagsRequest.builder().roleName("web").build(),
                                        ListRoleTagsResponse.class)
                                .tags())
                .containsExactly(tag("team", "a"));

        var reader =
                world.user(
                        world.admin(),
                        "carol",
                        """
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
                          "Action": "iam:GetRole", "Resource": "*",
                          "Condition": {"StringEquals": {"aws:ResourceTag/team": "a"}}}}
                        """);
        world.ask(reader, GetRoleRequest.builder().roleName("web").build(), Object.class);
        role(world, "other");
        assertThatThrownBy(() ->
                        world.ask(
                                reader,
                                GetRoleRequest.builder().roleName("other").build(),
                                Object.class))
                .isInstanceOf(AccessDeniedException.class);
    }

    @OnEachDatabase
    void whoMayNotReadARoleDoesNotLearnWhetherItIsThere(TestDatabase given) {
        var world = new World(given);
        var key = world.user(world.admin(), "carol", READS_S3);

        assertThatThrownBy(() ->
                        world.ask(
                                key,
                                GetRoleRequest.builder().roleName("nothing").build(),
                                Object.class))
                .isInstanceOf(AccessDeniedException.class);
    }

    @OnEachDatabase
    void anInlinePolicyMustBeOneAndFit(TestDatabase given) {
        var world = new World(given);
        role(world, "web");
        var put = PutRolePolicyRequest.builder().roleName("web").policyName("p");

        assertThatThrownBy(() ->
                        world.ask(world.admin(), put.policyDocument("{}").build(), Object.class))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        error ->
                                assertThat(error.kind().code())
                                        .isEqualTo("MalformedPolicyDocument"));
        var large = READS_S3.replace("s3:Get*", "s3:" + "G".repeat(11_000));
        assertThatThrownBy(() ->
                        world.ask(world.admin(), put.policyDocument(large).build(), Object.class))
                .hasMessage("Maximum policy size of 10240 bytes exceeded for role web");
    }

    private static void user(World world, String name) {
        world.ask(world.admin(), CreateUserRequest.builder().userName(name).build(), Object.class);
    }

    private static void role(World world, String name) {
        world.ask(
                world.admin(),
                CreateRoleRequest.builder()
                        .roleName(name)
                        .assumeRolePolicyDocument(TRUSTS_EC2)
                        .build(),
                Object.class);
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
