package dev.wheelhouse.identity.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.identity.AccessDeniedException;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.CallerReference;
import dev.wheelhouse.identity.Decision;
import dev.wheelhouse.identity.ServicePrincipal;
import dev.wheelhouse.identity.access.PrincipalGoneException;
import dev.wheelhouse.identity.access.RoleNotAssumableException;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.SealException;
import dev.wheelhouse.store.TestDatabase;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.wire.ServiceException;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.AddUserToGroupRequest;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.CreateGroupRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetGroupRequest;
import software.amazon.awssdk.services.iam.model.GetGroupResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserResponse;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.organizations.model.CreateAccountRequest;
import software.amazon.awssdk.services.organizations.model.CreateAccountResponse;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenResponse;

/** The hub, a spoke, its end users and its launch role, as the server's start sets them up. */
class IdentityStoryTest {
    private static final String TRUSTS_SERVICE_CATALOG =
            """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
              "Principal": {"Service": "servicecatalog.amazonaws.com"},
              "Action": "sts:AssumeRole"}]}
            """;

    private static final String LAUNCHES =
            """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": ["ec2:*", "cloudformation:*"], "Resource": "*"},
              {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
               "Condition": {"StringEquals":
                 {"s3:ExistingObjectTag/servicecatalog:provisioning": "true"}}}]}
            """;

    @OnEachDatabase
    void theFoundedAdministratorMayDoAnything(TestDatabase given) {
        var world = new World(given);
        var caller = world.caller(world.admin()).orElseThrow();

        assertThat(caller.arn()).isEqualTo("arn:aws:iam::" + world.hub() + ":user/admin");
        assertThat(caller.decide(AccessRequest.to("ec2:RunInstances", "*")))
                .isEqualTo(new Decision.Allowed("policy AdministratorAccess, statement 1"));
        assertThat(
                        world.database.<Object>read(
                                db -> world.services.founder().managementAccount(db)))
                .isEqualTo(Optional.of(world.hub()));
    }

    @OnEachDatabase
    void aSecretIsFoundByItsKeyAndRestsSealed(TestDatabase given) {
        var world = new World(given);

        assertThat(world.signing(world.admin()).orElseThrow().secret())
                .isEqualTo(world.founded.key().secret())
                .hasSize(40);
        assertThat(
                        world.database.<String>read(db ->
                                db.createQuery("SELECT secret_sealed FROM iam_access_key")
                                        .mapTo(String.class)
                                        .one()))
                .doesNotContain(world.founded.key().secret());
        assertThat(world.signing("AKIAUNKNOWN")).isEmpty();
    }

    @OnEachDatabase
    void aSecretThatWasMovedToAnotherKeyIsRefusedThoughItWasInUse(TestDatabase given) {
        var world = new World(given);
        var other =
                world.ask(
                                world.admin(),
                                CreateAccessKeyRequest.builder().build(),
                                CreateAccessKeyResponse.class)
                        .accessKey()
                        .accessKeyId();
        assertThat(world.signing(world.admin())).isPresent();
        world.database.write(db ->
                db.createUpdate(
                                """
                                UPDATE iam_access_key SET secret_sealed =
                                    (SELECT secret_sealed FROM iam_access_key WHERE id = :from)
                                WHERE id = :to
                                """)
                        .bind("from", world.admin())
                        .bind("to", other)
                        .execute());

        assertThatThrownBy(() -> world.signing(other)).isInstanceOf(SealException.class);
    }

    @OnEachDatabase
    void aSpokeIsEnteredThroughTheRoleThatCreateAccountMade(TestDatabase given) {
        var world = new World(given);
        var spoke = world.member("spoke1");

        var identity =
                world.ask(
                        world.into(spoke),
                        GetCallerIdentityRequest.builder().build(),
                        GetCallerIdentityResponse.class);

        assertThat(identity.account()).isEqualTo(spoke.value());
        assertThat(identity.arn())
                .isEqualTo(
                        "arn:aws:sts::" + spoke + ":assumed-role/OrganizationAccountAccessRole/up");
        assertThat(identity.userId()).matches("AROA[A-Z2-7]{17}:up");
        assertThat(
                        world.ask(
                                        world.admin(),
                                        ListAccountsRequest.builder().build(),
                                        ListAccountsResponse.class)
                                .accounts())
                .extracting(account -> account.name())
                .containsExactlyInAnyOrder("hub", "spoke1");
        assertThat(
                        world.ask(
                                        world.into(spoke),
                                        DescribeOrganizationRequest.builder().build(),
                                        DescribeOrganizationResponse.class)
                                .organization()
                                .masterAccountId())
                .isEqualTo(world.hub().value());
    }

    @OnEachDatabase
    void aSpokeDoesNotReadTheOrganizationsAccounts(TestDatabase given) {
        var world = new World(given);
        var key = world.into(world.member("spoke1"));

        assertThatThrownBy(
                        () -> world.ask(key, ListAccountsRequest.builder().build(), Object.class))
                .isInstanceOf(ServiceException.class)
                .hasMessage("You don't have permissions to access this resource.");
    }

    @OnEachDatabase
    void anAddressServesOneAccount(TestDatabase given) {
        var world = new World(given);
        world.member("spoke1");

        var second =
                world.ask(
                        world.admin(),
                        CreateAccountRequest.builder()
                                .accountName("again")
                                .email("SPOKE1@example.com")
                                .build(),
                        CreateAccountResponse.class);

        assertThat(second.createAccountStatus().stateAsString()).isEqualTo("FAILED");
        assertThat(second.createAccountStatus().failureReasonAsString())
                .isEqualTo("EMAIL_ALREADY_EXISTS");
    }

    @OnEachDatabase
    void theEndUsersGroupGrantsWhatItsPolicySays(TestDatabase given) {
        var world = new World(given);
        var spoke = world.member("spoke1");
        var boss = world.into(spoke);
        world.ask(boss, CreateGroupRequest.builder().groupName("EndUsers").build(), Object.class);
        world.ask(
                boss,
                AttachGroupPolicyRequest.builder()
                        .groupName("EndUsers")
                        .policyArn("arn:aws:iam::aws:policy/AWSServiceCatalogEndUserFullAccess")
                        .build(),
                Object.class);
        var key =
                world.user(
                        boss,
                        "enduser",
                        """
                        {"Version": "2012-10-17", "Statement":
                          {"Effect": "Deny", "Action": "iam:*", "Resource": "*"}}
                        """);
        assertThat(denial(world, key, "servicecatalog:SearchProducts"))
                .isEqualTo(
                        "User: arn:aws:iam::"
                                + spoke
                                + ":user/enduser is not authorized to perform:"
                                + " servicecatalog:SearchProducts on resource: * because no"
                                + " identity-based policy allows the"
                                + " servicecatalog:SearchProducts action");

        world.ask(
                boss,
                AddUserToGroupRequest.builder().groupName("EndUsers").userName("enduser").build(),
                Object.class);

        var caller = world.caller(key).orElseThrow();
        assertThat(caller.groupArns()).containsExactly("arn:aws:iam::" + spoke + ":group/EndUsers");
        caller.require(AccessRequest.to("servicecatalog:SearchProducts", "*"));
        caller.require(
                AccessRequest.to("servicecatalog:DescribeRecord", "*")
                        .with("servicecatalog:userLevel", "self"));
        assertThat(denial(world, key, "servicecatalog:CreatePortfolio"))
                .contains("no identity-based policy allows");
        assertThat(denial(world, key, "iam:GetUser"))
                .endsWith("with an explicit deny in an identity-based policy");
        assertThat(
                        world.ask(
                                        boss,
                                        GetGroupRequest.builder().groupName("endusers").build(),
                                        GetGroupResponse.class)
                                .users())
                .extracting(user -> user.userName())
                .containsExactly("enduser");
    }

    @OnEachDatabase
    void aLaunchRoleIsMadeReadAssumedAndRemoved(TestDatabase given) {
        var world = new World(given);
        var spoke = world.member("spoke1");
        var boss = world.into(spoke);
        var made =
                world.ask(
                        boss,
                        CreateRoleRequest.builder()
                                .roleName("launch")
                                .path("/service-role/")
                                .assumeRolePolicyDocument(TRUSTS_SERVICE_CATALOG)
                                .build(),
                        CreateRoleResponse.class);
        world.ask(
                boss,
                PutRolePolicyRequest.builder()
                        .roleName("launch")
                        .policyName("launches")
                        .policyDocument(LAUNCHES)
                        .build(),
                Object.class);
        world.ask(
                boss,
                AttachRolePolicyRequest.builder()
                        .roleName("launch")
                        .policyArn("arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess")
                        .build(),
                Object.class);

        var arn = "arn:aws:iam::" + spoke + ":role/service-role/launch";
        assertThat(made.role().arn()).isEqualTo(arn);
        assertThat(
                        world.ask(
                                        boss,
                                        GetRoleRequest.builder().roleName("launch").build(),
                                        GetRoleResponse.class)
                                .role()
                                .assumeRolePolicyDocument())
                .startsWith("%7B%22Version%22%3A%20%222012-10-17%22");
        assertThat(
                        world.ask(
                                        boss,
                                        GetRolePolicyRequest.builder()
                                                .roleName("launch")
                                                .policyName("launches")
                                                .build(),
                                        GetRolePolicyResponse.class)
                                .policyDocument())
                .contains("s3%3AExistingObjectTag");
        assertThat(
                        world.ask(boss, ListRolesRequest.builder().build(), ListRolesResponse.class)
                                .roles())
                .extracting(role -> role.roleName())
                .containsExactly("launch", "OrganizationAccountAccessRole");

        var launcher =
                read(
                        world,
                        db ->
                                world.services
                                        .callers()
                                        .assume(
                                                db,
                                                arn,
                                                "SC-pp-1",
                                                ServicePrincipal.SERVICE_CATALOG));
        assertThat(launcher.arn())
                .isEqualTo("arn:aws:sts::" + spoke + ":assumed-role/launch/SC-pp-1");
        assertThat(launcher.principalArn()).isEqualTo(arn);
        launcher.require(AccessRequest.to("ec2:RunInstances", "*"));
        launcher.require(
                AccessRequest.to("s3:GetObject", "arn:aws:s3:::templates/lamp")
                        .with("s3:ExistingObjectTag/servicecatalog:provisioning", "true"));
        assertThatThrownBy(() ->
                        launcher.require(
                                AccessRequest.to("s3:GetObject", "arn:aws:s3:::other/secret")))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() ->
                        read(
                                world,
                                db ->
                                        world.services
                                                .callers()
                                                .assume(
                                                        db,
                                                        arn,
                                                        "stack",
                                                        ServicePrincipal.CLOUDFORMATION)))
                .isInstanceOf(RoleNotAssumableException.class)
                .hasMessage(
                        "Role "
                                + arn
                                + " does not trust cloudformation.amazonaws.com in its trust"
                                + " policy");

        var reference = CallerReference.from(launcher.reference().toValue());
        assertThat(read(world, db -> world.services.callers().restore(db, reference)).arn())
                .isEqualTo(launcher.arn());

        assertThatThrownBy(() ->
                        world.ask(
                                boss,
                                DeleteRoleRequest.builder().roleName("launch").build(),
                                Object.class))
                .hasMessage("Cannot delete entity, must detach all policies first.");
        world.ask(
                boss,
                DetachRolePolicyRequest.builder()
                        .roleName("launch")
                        .policyArn("arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess")
                        .build(),
                Object.class);
        world.ask(
                boss,
                DeleteRolePolicyRequest.builder().roleName("launch").policyName("launches").build(),
                Object.class);
        world.ask(boss, DeleteRoleRequest.builder().roleName("launch").build(), Object.class);
        assertThatThrownBy(() -> read(world, db -> world.services.callers().restore(db, reference)))
                .isInstanceOf(PrincipalGoneException.class);
        assertThatThrownBy(() ->
                        world.ask(
                                boss,
                                GetRoleRequest.builder().roleName("launch").build(),
                                Object.class))
                .hasMessage("The role with name launch cannot be found.");
    }

    @OnEachDatabase
    void aSessionEndsButIsKnownAsExpired(TestDatabase given) {
        var world = new World(given);
        var key = world.into(world.member("spoke1"));
        var signing = world.signing(key).orElseThrow();

        assertThat(signing.sessionToken().orElseThrow()).hasSize(352);
        assertThat(signing.expires()).contains(World.START.plus(Duration.ofHours(1)));

        world.pass(Duration.ofHours(1));

        assertThat(world.caller(key)).isEmpty();
        assertThat(world.signing(key)).isPresent();
    }

    @OnEachDatabase
    void theCredentialsOfGetSessionTokenDoNotReachIam(TestDatabase given) {
        var world = new World(given);
        var key =
                world.ask(
                                world.admin(),
                                GetSessionTokenRequest.builder().build(),
                                GetSessionTokenResponse.class)
                        .credentials()
                        .accessKeyId();

        var caller = world.caller(key).orElseThrow();

        assertThat(caller.arn()).isEqualTo("arn:aws:iam::" + world.hub() + ":user/admin");
        caller.require(AccessRequest.to("ec2:RunInstances", "*"));
        assertThat(denial(world, key, "iam:GetUser")).endsWith("explicit deny in a session policy");
    }

    @OnEachDatabase
    void whoseRoleItIsNotDoesNotAssumeIt(TestDatabase given) {
        var world = new World(given);
        var one = world.member("spoke1");
        var other = world.into(world.member("spoke2"));
        var role = "arn:aws:iam::" + one + ":role/OrganizationAccountAccessRole";

        assertThatThrownBy(() -> world.assume(other, role, "intruder"))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("is not authorized to perform: sts:AssumeRole on resource: ");
        assertThatThrownBy(() ->
                        world.assume(other, "arn:aws:iam::" + one + ":role/NoSuchRole", "intruder"))
                .isInstanceOf(AccessDeniedException.class);
    }

    @OnEachDatabase
    void anExternalIdMustBeTheOneThatTheRoleAsksFor(TestDatabase given) {
        var world = new World(given);
        world.ask(
                world.admin(),
                CreateRoleRequest.builder()
                        .roleName("partner")
                        .assumeRolePolicyDocument(
                                """
                                {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
                                  "Principal": {"AWS": "%s"}, "Action": "sts:AssumeRole",
                                  "Condition": {"StringEquals": {"sts:ExternalId": "42"}}}}
                                """
                                        .formatted(world.hub()))
                        .build(),
                Object.class);
        var request =
                AssumeRoleRequest.builder()
                        .roleArn("arn:aws:iam::" + world.hub() + ":role/partner")
                        .roleSessionName("partner");

        assertThatThrownBy(() -> world.ask(world.admin(), request.build(), Object.class))
                .isInstanceOf(AccessDeniedException.class);
        world.ask(world.admin(), request.externalId("42").build(), Object.class);
        assertThatThrownBy(() ->
                        world.ask(
                                world.admin(),
                                request.durationSeconds(7_200).build(),
                                Object.class))
                .hasMessage(
                        "The requested DurationSeconds exceeds the MaxSessionDuration set for this"
                                + " role.");
    }

    @OnEachDatabase
    void aTrustPolicyNamesOnlyWhoExists(TestDatabase given) {
        var world = new World(given);

        assertThatThrownBy(() ->
                        world.ask(
                                world.admin(),
                                CreateRoleRequest.builder()
                                        .roleName("r")
                                        .assumeRolePolicyDocument(
                                                """
                                                {"Version": "2012-10-17", "Statement": {
                                                  "Effect": "Allow",
                                                  "Principal": {"AWS":
                                                    "arn:aws:iam::%s:user/nobody"},
                                                  "Action": "sts:AssumeRole"}}
                                                """
                                                        .formatted(world.hub()))
                                        .build(),
                                Object.class))
                .isInstanceOf(ServiceException.class)
                .hasMessage(
                        "Invalid principal in policy: \"AWS\":\"arn:aws:iam::"
                                + world.hub()
                                + ":user/nobody\"");
    }

    @OnEachDatabase
    void getUserWithoutANameIsAboutWhoCalls(TestDatabase given) {
        var world = new World(given);

        assertThat(
                        world.ask(
                                        world.admin(),
                                        GetUserRequest.builder().build(),
                                        GetUserResponse.class)
                                .user()
                                .userName())
                .isEqualTo("admin");
    }

    private static <T> T read(World world, java.util.function.Function<Handle, T> work) {
        return world.database.read(work);
    }

    private static String denial(World world, String key, String action) {
        try {
            world.caller(key).orElseThrow().require(AccessRequest.to(action, "*"));
            return "";
        } catch (AccessDeniedException denied) {
            return String.valueOf(denied.getMessage());
        }
    }
}
