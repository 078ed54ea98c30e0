package dev.wheelhouse.conformance.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeletionTaskStatusType;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UnmodifiableEntityException;

/** An administrator makes a role, a user and a group, lets them do things, and removes them. */
final class IamScenario implements Scenario {
    private static final String READ =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}\
            """;
    private static final String TRUST =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},\
            "Action":"sts:AssumeRole"}]}\
            """;
    private static final Tag TEAM = Tag.builder().key("team").value("web").build();

    @Override
    public String service() {
        return "iam";
    }

    @Override
    public void play(RunningCloud cloud) {
        var iam = cloud.admin().iam();
        var policy = policies(iam);
        roles(iam, policy);
        users(iam, policy);
        groups(iam, policy);
        instanceProfiles(iam);
        account(iam, policy);
        serviceLinkedRoles(iam);
        otherCredentials(iam);
        iam.deletePolicy(r -> r.policyArn(policy));
        assertThat(iam.listPolicies(r -> r.scope("Local")).policies()).isEmpty();
    }

    private static String policies(IamClient iam) {
        var arn = iam.createPolicy(r -> r.policyName("read").policyDocument(READ)).policy().arn();
        var second =
                iam.createPolicyVersion(r -> r.policyArn(arn).policyDocument(READ))
                        .policyVersion()
                        .versionId();
        assertThat(second).isEqualTo("v2");
        iam.setDefaultPolicyVersion(r -> r.policyArn(arn).versionId("v2"));
        assertThat(iam.getPolicy(r -> r.policyArn(arn)).policy().defaultVersionId())
                .isEqualTo("v2");
        assertThat(
                        iam.getPolicyVersion(r -> r.policyArn(arn).versionId("v1"))
                                .policyVersion()
                                .isDefaultVersion())
                .isFalse();
        iam.deletePolicyVersion(r -> r.policyArn(arn).versionId("v1"));
        assertThat(iam.listPolicyVersions(r -> r.policyArn(arn)).versions()).hasSize(1);
        return arn;
    }

    private static void roles(IamClient iam, String policy) {
        iam.createRole(r -> r.roleName("worker").assumeRolePolicyDocument(TRUST));
        iam.updateRole(r -> r.roleName("worker").description("works"));
        iam.updateAssumeRolePolicy(r -> r.roleName("worker").policyDocument(TRUST));
        iam.putRolePermissionsBoundary(r -> r.roleName("worker").permissionsBoundary(policy));
        iam.tagRole(r -> r.roleName("worker").tags(TEAM));
        var role = iam.getRole(r -> r.roleName("worker")).role();
        assertThat(role.description()).isEqualTo("works");
        assertThat(role.permissionsBoundary().permissionsBoundaryArn()).isEqualTo(policy);
        assertThat(iam.listRoleTags(r -> r.roleName("worker")).tags()).containsExactly(TEAM);
        iam.untagRole(r -> r.roleName("worker").tagKeys("team"));
        iam.deleteRolePermissionsBoundary(r -> r.roleName("worker"));

        iam.putRolePolicy(r -> r.roleName("worker").policyName("in").policyDocument(READ));
        assertThat(iam.getRolePolicy(r -> r.roleName("worker").policyName("in")).policyDocument())
                .contains("s3%3AGetObject");
        assertThat(iam.listRolePolicies(r -> r.roleName("worker")).policyNames())
                .containsExactly("in");
        iam.deleteRolePolicy(r -> r.roleName("worker").policyName("in"));
        iam.attachRolePolicy(r -> r.roleName("worker").policyArn(policy));
        assertThat(iam.listAttachedRolePolicies(r -> r.roleName("worker")).attachedPolicies())
                .singleElement()
                .satisfies(attached -> assertThat(attached.policyArn()).isEqualTo(policy));
        iam.detachRolePolicy(r -> r.roleName("worker").policyArn(policy));
        assertThat(iam.listRoles().roles()).anyMatch(each -> each.roleName().equals("worker"));
        iam.deleteRole(r -> r.roleName("worker"));
        assertThat(iam.listRoles().roles()).noneMatch(each -> each.roleName().equals("worker"));
    }

    private static void users(IamClient iam, String policy) {
        iam.createUser(r -> r.userName("ann"));
        iam.putUserPermissionsBoundary(r -> r.userName("ann").permissionsBoundary(policy));
        iam.tagUser(r -> r.userName("ann").tags(TEAM));
        assertThat(iam.listUserTags(r -> r.userName("ann")).tags()).containsExactly(TEAM);
        assertThat(
                        iam.getUser(r -> r.userName("ann"))
                                .user()
                                .permissionsBoundary()
                                .permissionsBoundaryArn())
                .isEqualTo(policy);
        iam.untagUser(r -> r.userName("ann").tagKeys("team"));
        iam.deleteUserPermissionsBoundary(r -> r.userName("ann"));

        iam.putUserPolicy(r -> r.userName("ann").policyName("in").policyDocument(READ));
        assertThat(iam.getUserPolicy(r -> r.userName("ann").policyName("in")).policyDocument())
                .contains("s3%3AGetObject");
        assertThat(iam.listUserPolicies(r -> r.userName("ann")).policyNames())
                .containsExactly("in");
        iam.deleteUserPolicy(r -> r.userName("ann").policyName("in"));
        iam.attachUserPolicy(r -> r.userName("ann").policyArn(policy));
        assertThat(iam.listAttachedUserPolicies(r -> r.userName("ann")).attachedPolicies())
                .hasSize(1);
        iam.detachUserPolicy(r -> r.userName("ann").policyArn(policy));

        var key = iam.createAccessKey(r -> r.userName("ann")).accessKey();
        assertThat(key.secretAccessKey()).hasSize(40);
        iam.updateAccessKey(
                r -> r.userName("ann").accessKeyId(key.accessKeyId()).status(StatusType.INACTIVE));
        assertThat(iam.listAccessKeys(r -> r.userName("ann")).accessKeyMetadata())
                .singleElement()
                .satisfies(each -> assertThat(each.status()).isEqualTo(StatusType.INACTIVE));
        iam.deleteAccessKey(r -> r.userName("ann").accessKeyId(key.accessKeyId()));

        iam.updateUser(r -> r.userName("ann").newUserName("anna"));
        assertThat(iam.listUsers().users()).anyMatch(each -> each.userName().equals("anna"));
        iam.deleteUser(r -> r.userName("anna"));
        assertThat(iam.listUsers().users()).noneMatch(each -> each.userName().equals("anna"));
    }

    private static void groups(IamClient iam, String policy) {
        iam.createGroup(r -> r.groupName("readers"));
        iam.createUser(r -> r.userName("bob"));
        iam.addUserToGroup(r -> r.groupName("readers").userName("bob"));
        assertThat(iam.getGroup(r -> r.groupName("readers")).users()).hasSize(1);
        assertThat(iam.listGroupsForUser(r -> r.userName("bob")).groups()).hasSize(1);
        iam.removeUserFromGroup(r -> r.groupName("readers").userName("bob"));
        iam.deleteUser(r -> r.userName("bob"));

        iam.putGroupPolicy(r -> r.groupName("readers").policyName("in").policyDocument(READ));
        assertThat(
                        iam.getGroupPolicy(r -> r.groupName("readers").policyName("in"))
                                .policyDocument())
                .contains("s3%3AGetObject");
        assertThat(iam.listGroupPolicies(r -> r.groupName("readers")).policyNames())
                .containsExactly("in");
        iam.deleteGroupPolicy(r -> r.groupName("readers").policyName("in"));
        iam.attachGroupPolicy(r -> r.groupName("readers").policyArn(policy));
        assertThat(iam.listAttachedGroupPolicies(r -> r.groupName("readers")).attachedPolicies())
                .hasSize(1);
        iam.detachGroupPolicy(r -> r.groupName("readers").policyArn(policy));

        iam.updateGroup(r -> r.groupName("readers").newGroupName("lookers"));
        assertThat(iam.listGroups().groups()).anyMatch(g -> g.groupName().equals("lookers"));
        iam.deleteGroup(r -> r.groupName("lookers"));
    }

    private static void account(IamClient iam, String policy) {
        iam.tagPolicy(r -> r.policyArn(policy).tags(TEAM));
        assertThat(iam.listPolicyTags(r -> r.policyArn(policy)).tags()).containsExactly(TEAM);
        iam.untagPolicy(r -> r.policyArn(policy).tagKeys("team"));

        iam.createUser(r -> r.userName("eve"));
        iam.attachUserPolicy(r -> r.userName("eve").policyArn(policy));
        assertThat(iam.listEntitiesForPolicy(r -> r.policyArn(policy)).policyUsers())
                .singleElement()
                .satisfies(user -> assertThat(user.userName()).isEqualTo("eve"));
        assertThat(iam.getAccountAuthorizationDetails(r -> r.maxItems(1000)).userDetailList())
                .anySatisfy(user -> {
                    assertThat(user.userName()).isEqualTo("eve");
                    assertThat(user.attachedManagedPolicies()).hasSize(1);
                });
        assertThat(iam.getAccountSummary().summaryMap()).containsEntry(SummaryKeyType.POLICIES, 1);
        iam.detachUserPolicy(r -> r.userName("eve").policyArn(policy));
        var key = iam.createAccessKey(r -> r.userName("eve")).accessKey().accessKeyId();
        var use = iam.getAccessKeyLastUsed(r -> r.accessKeyId(key));
        assertThat(use.userName()).isEqualTo("eve");
        assertThat(use.accessKeyLastUsed().serviceName()).isEqualTo("N/A");
        iam.deleteAccessKey(r -> r.userName("eve").accessKeyId(key));

        iam.createLoginProfile(r -> r.userName("eve").password("Hidden-in-2026"));
        iam.updateLoginProfile(r -> r.userName("eve").passwordResetRequired(true));
        assertThat(
                        iam.getLoginProfile(r -> r.userName("eve"))
                                .loginProfile()
                                .passwordResetRequired())
                .isTrue();
        iam.deleteLoginProfile(r -> r.userName("eve"));
        iam.deleteUser(r -> r.userName("eve"));

        iam.createAccountAlias(r -> r.accountAlias("wheelhouse-hub"));
        assertThat(iam.listAccountAliases().accountAliases()).containsExactly("wheelhouse-hub");
        iam.deleteAccountAlias(r -> r.accountAlias("wheelhouse-hub"));
        assertThatThrownBy(iam::getAccountPasswordPolicy).isInstanceOf(NoSuchEntityException.class);
        iam.updateAccountPasswordPolicy(r -> r.minimumPasswordLength(14).requireSymbols(true));
        assertThat(iam.getAccountPasswordPolicy().passwordPolicy().minimumPasswordLength())
                .isEqualTo(14);
        iam.deleteAccountPasswordPolicy();
    }

    private static void serviceLinkedRoles(IamClient iam) {
        var role =
                iam.createServiceLinkedRole(r -> r.awsServiceName("autoscaling.amazonaws.com"))
                        .role();
        assertThat(role.roleName()).isEqualTo("AWSServiceRoleForAutoScaling");
        assertThat(
                        iam.updateRoleDescription(
                                        r -> r.roleName(role.roleName()).description("scales"))
                                .role()
                                .description())
                .isEqualTo("scales");
        assertThatThrownBy(() -> iam.deleteRole(r -> r.roleName(role.roleName())))
                .isInstanceOf(UnmodifiableEntityException.class);
        var task = iam.deleteServiceLinkedRole(r -> r.roleName(role.roleName())).deletionTaskId();
        assertThat(iam.getServiceLinkedRoleDeletionStatus(r -> r.deletionTaskId(task)).status())
                .isEqualTo(DeletionTaskStatusType.SUCCEEDED);
    }

    /** Nothing here makes them, so that there are none. */
    private static void otherCredentials(IamClient iam) {
        iam.createUser(r -> r.userName("bare"));
        assertThat(iam.listMFADevices(r -> r.userName("bare")).mfaDevices()).isEmpty();
        assertThat(iam.listSSHPublicKeys(r -> r.userName("bare")).sshPublicKeys()).isEmpty();
        assertThat(iam.listSigningCertificates(r -> r.userName("bare")).certificates()).isEmpty();
        assertThat(
                        iam.listServiceSpecificCredentials(r -> r.userName("bare"))
                                .serviceSpecificCredentials())
                .isEmpty();
        iam.deleteUser(r -> r.userName("bare"));
        assertThatThrownBy(() -> iam.listMFADevices(r -> r.userName("bare")))
                .isInstanceOf(NoSuchEntityException.class);
        assertThat(iam.listVirtualMFADevices().virtualMFADevices()).isEmpty();
        assertThat(iam.listServerCertificates().serverCertificateMetadataList()).isEmpty();
        assertThat(iam.listOpenIDConnectProviders().openIDConnectProviderList()).isEmpty();
        assertThat(iam.listSAMLProviders().samlProviderList()).isEmpty();
    }

    private static void instanceProfiles(IamClient iam) {
        iam.createRole(r -> r.roleName("server").assumeRolePolicyDocument(TRUST));
        iam.createInstanceProfile(r -> r.instanceProfileName("server"));
        iam.addRoleToInstanceProfile(r -> r.instanceProfileName("server").roleName("server"));
        assertThat(
                        iam.getInstanceProfile(r -> r.instanceProfileName("server"))
                                .instanceProfile()
                                .roles())
                .hasSize(1);
        assertThat(iam.listInstanceProfiles().instanceProfiles()).hasSize(1);
        assertThat(iam.listInstanceProfilesForRole(r -> r.roleName("server")).instanceProfiles())
                .hasSize(1);
        iam.tagInstanceProfile(r -> r.instanceProfileName("server").tags(TEAM));
        assertThat(iam.listInstanceProfileTags(r -> r.instanceProfileName("server")).tags())
                .containsExactly(TEAM);
        iam.untagInstanceProfile(r -> r.instanceProfileName("server").tagKeys("team"));
        iam.removeRoleFromInstanceProfile(r -> r.instanceProfileName("server").roleName("server"));
        iam.deleteInstanceProfile(r -> r.instanceProfileName("server"));
        iam.deleteRole(r -> r.roleName("server"));
    }
}
