package dev.wheelhouse.identity.api;

import static dev.wheelhouse.identity.api.World.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.identity.Region;
import dev.wheelhouse.identity.access.PasswordHash;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import java.time.Duration;
import software.amazon.awssdk.services.iam.model.CreateAccountAliasRequest;
import software.amazon.awssdk.services.iam.model.CreateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserRequest;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedRequest;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedResponse;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesRequest;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesResponse;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.UpdateAccountPasswordPolicyRequest;

/** Passwords, aliases, service-linked roles and what shows an account as a whole. */
class IamAccountTest {
    private static final String READS =
            """
            {"Version": "2012-10-17", "Statement":
              {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}
            """;

    @OnEachDatabase
    void ofAPasswordOnlyASlowHashIsKept(TestDatabase given) {
        var world = new World(given);
        user(world, "carol");
        refused(() -> password(world, "carol", "short"), "PasswordPolicyViolation");
        refused(() -> password(world, "carol", "allinlowercase"), "PasswordPolicyViolation");

        password(world, "carol", "Correct-Horse-1");

        refused(() -> password(world, "carol", "Correct-Horse-2"), "EntityAlreadyExists");
        var hash =
                world.database.read(db ->
                        db.createQuery("SELECT password_hash FROM iam_login_profile")
                                .mapTo(String.class)
                                .one());
        assertThat(hash).startsWith("pbkdf2-sha512$").doesNotContain("Correct-Horse-1");
        assertThat(PasswordHash.matches(hash, "Correct-Horse-1")).isTrue();
        assertThat(PasswordHash.matches(hash, "Correct-Horse-2")).isFalse();
        var journal =
                world.database.read(db ->
                        db.createQuery("SELECT count(*) FROM journal WHERE action = :action")
                                .bind("action", "iam:CreateLoginProfile")
                                .mapTo(Integer.class)
                                .one());
        assertThat(journal).isEqualTo(1);
        refused(
                () ->
                        world.ask(
                                world.admin(),
                                DeleteUserRequest.builder().userName("carol").build(),
                                Object.class),
                "DeleteConflict");
    }

    @OnEachDatabase
    void anAccountsPasswordPolicyDecides(TestDatabase given) {
        var world = new World(given);
        user(world, "carol");
        world.ask(
                world.admin(),
                UpdateAccountPasswordPolicyRequest.builder()
                        .minimumPasswordLength(6)
                        .requireNumbers(true)
                        .build(),
                Object.class);

        refused(() -> password(world, "carol", "nonumber"), "PasswordPolicyViolation");
        password(world, "carol", "abcde6");
    }

    @OnEachDatabase
    void anAliasBelongsToOneAccountWhichHasOne(TestDatabase given) {
        var world = new World(given);
        alias(world, world.admin(), "first-alias");
        alias(world, world.admin(), "second-alias");
        var spoke = world.into(world.member("spoke"));

        refused(() -> alias(world, spoke, "second-alias"), "EntityAlreadyExists");
        alias(world, spoke, "first-alias");

        assertThat(
                        world.ask(
                                        world.admin(),
                                        ListAccountAliasesRequest.builder().build(),
                                        ListAccountAliasesResponse.class)
                                .accountAliases())
                .containsExactly("second-alias");
    }

    @OnEachDatabase
    void aServiceLinkedRoleIsNotTheAccountsToChange(TestDatabase given) {
        var world = new World(given);
        world.ask(
                world.admin(),
                CreateServiceLinkedRoleRequest.builder()
                        .awsServiceName("ecs.amazonaws.com")
                        .build(),
                Object.class);

        refused(
                () ->
                        world.ask(
                                world.admin(),
                                PutRolePolicyRequest.builder()
                                        .roleName("AWSServiceRoleForECS")
                                        .policyName("p")
                                        .policyDocument(READS)
                                        .build(),
                                Object.class),
                "UnmodifiableEntity");
        refused(
                () ->
                        world.ask(
                                world.admin(),
                                CreateRoleRequest.builder()
                                        .roleName("mine")
                                        .path("/aws-service-role/x/")
                                        .assumeRolePolicyDocument(
                                                READS.replace("s3:Get*", "sts:AssumeRole"))
                                        .build(),
                                Object.class),
                "InvalidInput");
        refused(
                () ->
                        world.ask(
                                world.admin(),
                                CreateServiceLinkedRoleRequest.builder()
                                        .awsServiceName("unheard.amazonaws.com")
                                        .build(),
                                Object.class),
                "InvalidInput");
    }

    @OnEachDatabase
    void aPolicyThatBoundsIsInUse(TestDatabase given) {
        var world = new World(given);
        user(world, "carol");
        var arn =
                world.ask(
                                world.admin(),
                                CreatePolicyRequest.builder()
                                        .policyName("reads")
                                        .policyDocument(READS)
                                        .build(),
                                CreatePolicyResponse.class)
                        .policy()
                        .arn();
        world.ask(
                world.admin(),
                PutUserPermissionsBoundaryRequest.builder()
                        .userName("carol")
                        .permissionsBoundary(arn)
                        .build(),
                Object.class);

        assertThat(entities(world, arn, PolicyUsageType.PERMISSIONS_BOUNDARY).policyUsers())
                .hasSize(1);
        assertThat(entities(world, arn, PolicyUsageType.PERMISSIONS_POLICY).policyUsers())
                .isEmpty();
        refused(
                () ->
                        world.ask(
                                world.admin(),
                                DeletePolicyRequest.builder().policyArn(arn).build(),
                                Object.class),
                "DeleteConflict");
        var details =
                world.ask(
                        world.admin(),
                        GetAccountAuthorizationDetailsRequest.builder().build(),
                        GetAccountAuthorizationDetailsResponse.class);
        assertThat(details.userDetailList()).extracting(u -> u.userName()).contains("carol");
        assertThat(details.policies())
                .extracting(p -> p.policyName())
                .containsExactlyInAnyOrder("reads", "AdministratorAccess");
    }

    @OnEachDatabase
    void theLastUseOfAKeyIsWrittenOnceAMinute(TestDatabase given) {
        var world = new World(given);
        var uses = world.services.uses();
        var region = new Region("eu-west-1");
        var admin = world.caller(world.admin()).orElseThrow().reference();
        uses.note(world.admin(), admin, "s3", region, World.START);
        uses.note(world.admin(), admin, "ec2", region, World.START.plusSeconds(59));
        assertThat(lastUsed(world).accessKeyLastUsed().serviceName()).isEqualTo("s3");
        assertThat(lastUsed(world).accessKeyLastUsed().lastUsedDate()).isEqualTo(World.START);

        uses.note(world.admin(), admin, "ec2", region, World.START.plus(Duration.ofMinutes(1)));

        assertThat(lastUsed(world).accessKeyLastUsed().serviceName()).isEqualTo("ec2");
        assertThat(lastUsed(world).accessKeyLastUsed().region()).isEqualTo("eu-west-1");
        refused(
                () ->
                        world.ask(
                                world.into(world.member("spoke")),
                                GetAccessKeyLastUsedRequest.builder()
                                        .accessKeyId(world.admin())
                                        .build(),
                                Object.class),
                "NoSuchEntity");
    }

    @OnEachDatabase
    void aRoleIsUsedByRequestsOfItsSessionsAndNotByBeingAssumed(TestDatabase given) {
        var world = new World(given);
        var spoke = world.member("spoke");
        var session = world.into(spoke);
        assertThat(role(world, session).roleLastUsed().lastUsedDate()).isNull();

        var uses = world.services.uses();
        var caller = world.caller(session).orElseThrow().reference();
        uses.note(session, caller, "iam", new Region("eu-west-1"), World.START);
        uses.note(session, caller, "s3", new Region("us-east-1"), World.START.plusSeconds(59));
        assertThat(role(world, session).roleLastUsed().lastUsedDate()).isEqualTo(World.START);
        assertThat(role(world, session).roleLastUsed().region()).isEqualTo("eu-west-1");

        var later = World.START.plus(Duration.ofMinutes(2));
        uses.note(session, caller, "s3", new Region("us-east-1"), later);
        assertThat(role(world, session).roleLastUsed().lastUsedDate()).isEqualTo(later);
        assertThat(
                        world.ask(
                                        session,
                                        GetAccountAuthorizationDetailsRequest.builder().build(),
                                        GetAccountAuthorizationDetailsResponse.class)
                                .roleDetailList())
                .anySatisfy(
                        each -> assertThat(each.roleLastUsed().lastUsedDate()).isEqualTo(later));
    }

    private static Role role(World world, String session) {
        return world.ask(
                        session,
                        GetRoleRequest.builder().roleName("OrganizationAccountAccessRole").build(),
                        GetRoleResponse.class)
                .role();
    }

    private static GetAccessKeyLastUsedResponse lastUsed(World world) {
        return world.ask(
                world.admin(),
                GetAccessKeyLastUsedRequest.builder().accessKeyId(world.admin()).build(),
                GetAccessKeyLastUsedResponse.class);
    }

    private static ListEntitiesForPolicyResponse entities(
            World world, String arn, PolicyUsageType usage) {
        return world.ask(
                world.admin(),
                ListEntitiesForPolicyRequest.builder()
                        .policyArn(arn)
                        .policyUsageFilter(usage)
                        .build(),
                ListEntitiesForPolicyResponse.class);
    }

    private static void user(World world, String name) {
        world.ask(world.admin(), CreateUserRequest.builder().userName(name).build(), Object.class);
    }

    private static void alias(World world, String key, String alias) {
        world.ask(
                key, CreateAccountAliasRequest.builder().accountAlias(alias).build(), Object.class);
    }

    private static void password(World world, String user, String password) {
        world.ask(
                world.admin(),
                CreateLoginProfileRequest.builder().userName(user).password(password).build(),
                Object.class);
    }
}
