package dev.wheelhouse.identity.api;

import dev.wheelhouse.identity.AwsManagedPolicies;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.founding.AccessKeyIssuer;
import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.ServiceApi;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.AddUserToGroupRequest;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccountAliasRequest;
import software.amazon.awssdk.services.iam.model.CreateGroupRequest;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccountAliasRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccountPasswordPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupRequest;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.DeleteLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserRequest;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedRequest;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetAccountPasswordPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryRequest;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetGroupRequest;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.GetLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetServiceLinkedRoleDeletionStatusRequest;
import software.amazon.awssdk.services.iam.model.GetUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.ListAccessKeysRequest;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfileTagsRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesRequest;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesRequest;
import software.amazon.awssdk.services.iam.model.ListOpenIdConnectProvidersRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRoleTagsRequest;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListSamlProvidersRequest;
import software.amazon.awssdk.services.iam.model.ListServerCertificatesRequest;
import software.amazon.awssdk.services.iam.model.ListServiceSpecificCredentialsRequest;
import software.amazon.awssdk.services.iam.model.ListSigningCertificatesRequest;
import software.amazon.awssdk.services.iam.model.ListSshPublicKeysRequest;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListUserTagsRequest;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListVirtualMfaDevicesRequest;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupRequest;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.TagInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.TagPolicyRequest;
import software.amazon.awssdk.services.iam.model.TagRoleRequest;
import software.amazon.awssdk.services.iam.model.TagUserRequest;
import software.amazon.awssdk.services.iam.model.UntagInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.UntagPolicyRequest;
import software.amazon.awssdk.services.iam.model.UntagRoleRequest;
import software.amazon.awssdk.services.iam.model.UntagUserRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccountPasswordPolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateGroupRequest;
import software.amazon.awssdk.services.iam.model.UpdateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleDescriptionRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateUserRequest;

/** AWS Identity and Access Management. */
public final class IamService {
    private final ServiceApi<Call> api;

    IamService(Desk desk, AwsManagedPolicies managed, AccessKeyIssuer issuer) {
        var catalog = new PolicyCatalog(managed);
        var boundaries = new Boundaries(desk, catalog);
        var roles = new Roles(desk, boundaries);
        var users = new Users(desk, boundaries);
        var policies = new ManagedPolicies(desk, managed, catalog);
        var builder = ServiceApi.<Call>of("iam", Protocol.QUERY);
        addRoles(builder, roles, new RolePolicies(desk, catalog));
        addUsers(builder, users, new UserPolicies(desk, catalog));
        addGroups(builder, new Groups(desk), new GroupPolicies(desk, catalog));
        addAccessKeys(builder, new AccessKeys(desk, users, issuer));
        addPolicies(builder, policies, new PolicyVersions(desk, catalog, policies));
        var profiles = new InstanceProfiles(desk);
        addInstanceProfiles(builder, profiles);
        addAccount(
                builder,
                new AccountOverview(desk, catalog, profiles),
                new AccountSettings(desk),
                new LoginProfiles(desk, users),
                new ServiceLinkedRoles(desk));
        addOtherCredentials(builder, new OtherCredentials(desk, users));
        var entities = new PolicyEntities(desk, policies);
        builder.action(
                "ListEntitiesForPolicy", ListEntitiesForPolicyRequest::builder, entities::list);
        this.api = builder.build();
    }

    public ServiceApi<Call> api() {
        return api;
    }

    private static void addRoles(ServiceApi.Builder<Call> api, Roles roles, RolePolicies policies) {
        api.action("CreateRole", CreateRoleRequest::builder, roles::create)
                .action("GetRole", GetRoleRequest::builder, roles::get)
                .action("ListRoles", ListRolesRequest::builder, roles::list)
                .action("UpdateRole", UpdateRoleRequest::builder, roles::update)
                .action(
                        "UpdateRoleDescription",
                        UpdateRoleDescriptionRequest::builder,
                        roles::updateDescription)
                .action("DeleteRole", DeleteRoleRequest::builder, roles::delete)
                .action(
                        "UpdateAssumeRolePolicy",
                        UpdateAssumeRolePolicyRequest::builder,
                        roles::updateAssumeRolePolicy)
                .action(
                        "PutRolePermissionsBoundary",
                        PutRolePermissionsBoundaryRequest::builder,
                        roles::putPermissionsBoundary)
                .action(
                        "DeleteRolePermissionsBoundary",
                        DeleteRolePermissionsBoundaryRequest::builder,
                        roles::deletePermissionsBoundary)
                .action("TagRole", TagRoleRequest::builder, roles::tag)
                .action("UntagRole", UntagRoleRequest::builder, roles::untag)
                .action("ListRoleTags", ListRoleTagsRequest::builder, roles::listTags)
                .action("PutRolePolicy", PutRolePolicyRequest::builder, policies::put)
                .action("GetRolePolicy", GetRolePolicyRequest::builder, policies::get)
                .action("ListRolePolicies", ListRolePoliciesRequest::builder, policies::list)
                .action("DeleteRolePolicy", DeleteRolePolicyRequest::builder, policies::delete)
                .action("AttachRolePolicy", AttachRolePolicyRequest::builder, policies::attach)
                .action("DetachRolePolicy", DetachRolePolicyRequest::builder, policies::detach)
                .action(
                        "ListAttachedRolePolicies",
                        ListAttachedRolePoliciesRequest::builder,
                        policies::listAttached);
    }

    private static void addUsers(ServiceApi.Builder<Call> api, Users users, UserPolicies policies) {
        api.action("CreateUser", CreateUserRequest::builder, users::create)
                .action("GetUser", GetUserRequest::builder, users::get)
                .action("ListUsers", ListUsersRequest::builder, users::list)
                .action("UpdateUser", UpdateUserRequest::builder, users::update)
                .action("DeleteUser", DeleteUserRequest::builder, users::delete)
                .action(
                        "PutUserPermissionsBoundary",
                        PutUserPermissionsBoundaryRequest::builder,
                        users::putPermissionsBoundary)
                .action(
                        "DeleteUserPermissionsBoundary",
                        DeleteUserPermissionsBoundaryRequest::builder,
                        users::deletePermissionsBoundary)
                .action("TagUser", TagUserRequest::builder, users::tag)
                .action("UntagUser", UntagUserRequest::builder, users::untag)
                .action("ListUserTags", ListUserTagsRequest::builder, users::listTags)
                .action("PutUserPolicy", PutUserPolicyRequest::builder, policies::put)
                .action("GetUserPolicy", GetUserPolicyRequest::builder, policies::get)
                .action("ListUserPolicies", ListUserPoliciesRequest::builder, policies::list)
                .action("DeleteUserPolicy", DeleteUserPolicyRequest::builder, policies::delete)
                .action("AttachUserPolicy", AttachUserPolicyRequest::builder, policies::attach)
                .action("DetachUserPolicy", DetachUserPolicyRequest::builder, policies::detach)
                .action(
                        "ListAttachedUserPolicies",
                        ListAttachedUserPoliciesRequest::builder,
                        policies::listAttached);
    }

    private static void addGroups(
            ServiceApi.Builder<Call> api, Groups groups, GroupPolicies policies) {
        api.action("CreateGroup", CreateGroupRequest::builder, groups::create)
                .action("GetGroup", GetGroupRequest::builder, groups::get)
                .action("ListGroups", ListGroupsRequest::builder, groups::list)
                .action("ListGroupsForUser", ListGroupsForUserRequest::builder, groups::listForUser)
                .action("UpdateGroup", UpdateGroupRequest::builder, groups::update)
                .action("DeleteGroup", DeleteGroupRequest::builder, groups::delete)
                .action("AddUserToGroup", AddUserToGroupRequest::builder, groups::addUser)
                .action(
                        "RemoveUserFromGroup",
                        RemoveUserFromGroupRequest::builder,
                        groups::removeUser)
                .action("PutGroupPolicy", PutGroupPolicyRequest::builder, policies::put)
                .action("GetGroupPolicy", GetGroupPolicyRequest::builder, policies::get)
                .action("ListGroupPolicies", ListGroupPoliciesRequest::builder, policies::list)
                .action("DeleteGroupPolicy", DeleteGroupPolicyRequest::builder, policies::delete)
                .action("AttachGroupPolicy", AttachGroupPolicyRequest::builder, policies::attach)
                .action("DetachGroupPolicy", DetachGroupPolicyRequest::builder, policies::detach)
                .action(
                        "ListAttachedGroupPolicies",
                        ListAttachedGroupPoliciesRequest::builder,
                        policies::listAttached);
    }

    private static void addAccessKeys(ServiceApi.Builder<Call> api, AccessKeys keys) {
        api.action("CreateAccessKey", CreateAccessKeyRequest::builder, keys::create)
                .action("ListAccessKeys", ListAccessKeysRequest::builder, keys::list)
                .action(
                        "GetAccessKeyLastUsed",
                        GetAccessKeyLastUsedRequest::builder,
                        keys::lastUsed)
                .action("UpdateAccessKey", UpdateAccessKeyRequest::builder, keys::update)
                .action("DeleteAccessKey", DeleteAccessKeyRequest::builder, keys::delete);
    }

    private static void addPolicies(
            ServiceApi.Builder<Call> api, ManagedPolicies policies, PolicyVersions versions) {
        api.action("CreatePolicy", CreatePolicyRequest::builder, policies::create)
                .action("GetPolicy", GetPolicyRequest::builder, policies::get)
                .action("ListPolicies", ListPoliciesRequest::builder, policies::list)
                .action("DeletePolicy", DeletePolicyRequest::builder, policies::delete)
                .action("TagPolicy", TagPolicyRequest::builder, policies::tag)
                .action("UntagPolicy", UntagPolicyRequest::builder, policies::untag)
                .action("ListPolicyTags", ListPolicyTagsRequest::builder, policies::listTags)
                .action(
                        "CreatePolicyVersion",
                        CreatePolicyVersionRequest::builder,
                        versions::create)
                .action("GetPolicyVersion", GetPolicyVersionRequest::builder, versions::get)
                .action("ListPolicyVersions", ListPolicyVersionsRequest::builder, versions::list)
                .action(
                        "SetDefaultPolicyVersion",
                        SetDefaultPolicyVersionRequest::builder,
                        versions::setDefault)
                .action(
                        "DeletePolicyVersion",
                        DeletePolicyVersionRequest::builder,
                        versions::delete);
    }

    private static void addAccount(
            ServiceApi.Builder<Call> api,
            AccountOverview overview,
            AccountSettings settings,
            LoginProfiles logins,
            ServiceLinkedRoles linked) {
        api.action("GetAccountSummary", GetAccountSummaryRequest::builder, overview::summary)
                .action(
                        "GetAccountAuthorizationDetails",
                        GetAccountAuthorizationDetailsRequest::builder,
                        overview::details)
                .action(
                        "CreateAccountAlias",
                        CreateAccountAliasRequest::builder,
                        settings::createAlias)
                .action(
                        "ListAccountAliases",
                        ListAccountAliasesRequest::builder,
                        settings::listAliases)
                .action(
                        "DeleteAccountAlias",
                        DeleteAccountAliasRequest::builder,
                        settings::deleteAlias)
                .action(
                        "GetAccountPasswordPolicy",
                        GetAccountPasswordPolicyRequest::builder,
                        settings::getPasswordPolicy)
                .action(
                        "UpdateAccountPasswordPolicy",
                        UpdateAccountPasswordPolicyRequest::builder,
                        settings::updatePasswordPolicy)
                .action(
                        "DeleteAccountPasswordPolicy",
                        DeleteAccountPasswordPolicyRequest::builder,
                        settings::deletePasswordPolicy)
                .action("CreateLoginProfile", CreateLoginProfileRequest::builder, logins::create)
                .action("GetLoginProfile", GetLoginProfileRequest::builder, logins::get)
                .action("UpdateLoginProfile", UpdateLoginProfileRequest::builder, logins::update)
                .action("DeleteLoginProfile", DeleteLoginProfileRequest::builder, logins::delete)
                .action(
                        "CreateServiceLinkedRole",
                        CreateServiceLinkedRoleRequest::builder,
                        linked::create)
                .action(
                        "DeleteServiceLinkedRole",
                        DeleteServiceLinkedRoleRequest::builder,
                        linked::delete)
                .action(
                        "GetServiceLinkedRoleDeletionStatus",
                        GetServiceLinkedRoleDeletionStatusRequest::builder,
                        linked::deletionStatus);
    }

    private static void addOtherCredentials(ServiceApi.Builder<Call> api, OtherCredentials others) {
        api.action("ListMFADevices", ListMfaDevicesRequest::builder, others::mfaDevices)
                .action(
                        "ListVirtualMFADevices",
                        ListVirtualMfaDevicesRequest::builder,
                        others::virtualMfaDevices)
                .action(
                        "ListSSHPublicKeys",
                        ListSshPublicKeysRequest::builder,
                        others::sshPublicKeys)
                .action(
                        "ListSigningCertificates",
                        ListSigningCertificatesRequest::builder,
                        others::signingCertificates)
                .action(
                        "ListServiceSpecificCredentials",
                        ListServiceSpecificCredentialsRequest::builder,
                        others::serviceSpecific)
                .action(
                        "ListServerCertificates",
                        ListServerCertificatesRequest::builder,
                        others::serverCertificates)
                .action(
                        "ListOpenIDConnectProviders",
                        ListOpenIdConnectProvidersRequest::builder,
                        others::openIdConnectProviders)
                .action(
                        "ListSAMLProviders",
                        ListSamlProvidersRequest::builder,
                        others::samlProviders);
    }

    private static void addInstanceProfiles(
            ServiceApi.Builder<Call> api, InstanceProfiles profiles) {
        api.action("CreateInstanceProfile", CreateInstanceProfileRequest::builder, profiles::create)
                .action("GetInstanceProfile", GetInstanceProfileRequest::builder, profiles::get)
                .action("TagInstanceProfile", TagInstanceProfileRequest::builder, profiles::tag)
                .action(
                        "UntagInstanceProfile",
                        UntagInstanceProfileRequest::builder,
                        profiles::untag)
                .action(
                        "ListInstanceProfileTags",
                        ListInstanceProfileTagsRequest::builder,
                        profiles::listTags)
                .action(
                        "ListInstanceProfiles",
                        ListInstanceProfilesRequest::builder,
                        profiles::list)
                .action(
                        "ListInstanceProfilesForRole",
                        ListInstanceProfilesForRoleRequest::builder,
                        profiles::listForRole)
                .action(
                        "DeleteInstanceProfile",
                        DeleteInstanceProfileRequest::builder,
                        profiles::delete)
                .action(
                        "AddRoleToInstanceProfile",
                        AddRoleToInstanceProfileRequest::builder,
                        profiles::addRole)
                .action(
                        "RemoveRoleFromInstanceProfile",
                        RemoveRoleFromInstanceProfileRequest::builder,
                        profiles::removeRole);
    }
}
