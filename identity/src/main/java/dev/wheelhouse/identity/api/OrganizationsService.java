package dev.wheelhouse.identity.api;

import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.founding.MemberAccounts;
import dev.wheelhouse.identity.founding.OrganizationFounder;
import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.ServiceApi;
import software.amazon.awssdk.services.organizations.model.AttachPolicyRequest;
import software.amazon.awssdk.services.organizations.model.CreateAccountRequest;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.CreatePolicyRequest;
import software.amazon.awssdk.services.organizations.model.DeletePolicyRequest;
import software.amazon.awssdk.services.organizations.model.DescribeAccountRequest;
import software.amazon.awssdk.services.organizations.model.DescribeCreateAccountStatusRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.DescribePolicyRequest;
import software.amazon.awssdk.services.organizations.model.DetachPolicyRequest;
import software.amazon.awssdk.services.organizations.model.EnablePolicyTypeRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListAwsServiceAccessForOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.ListChildrenRequest;
import software.amazon.awssdk.services.organizations.model.ListCreateAccountStatusRequest;
import software.amazon.awssdk.services.organizations.model.ListDelegatedAdministratorsRequest;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListParentsRequest;
import software.amazon.awssdk.services.organizations.model.ListPoliciesForTargetRequest;
import software.amazon.awssdk.services.organizations.model.ListPoliciesRequest;
import software.amazon.awssdk.services.organizations.model.ListRootsRequest;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.organizations.model.ListTargetsForPolicyRequest;
import software.amazon.awssdk.services.organizations.model.MoveAccountRequest;
import software.amazon.awssdk.services.organizations.model.TagResourceRequest;
import software.amazon.awssdk.services.organizations.model.UntagResourceRequest;
import software.amazon.awssdk.services.organizations.model.UpdatePolicyRequest;

/** AWS Organizations. */
public final class OrganizationsService {
    private final ServiceApi<Call> api;

    OrganizationsService(Desk desk, OrganizationFounder founder, MemberAccounts members) {
        var organizations = new Organizations(desk, founder);
        var tree = new OrganizationTree(desk, organizations);
        var accounts = new Accounts(desk, organizations, tree, members);
        var policies = new ControlPolicies(desk, organizations, tree);
        this.api =
                ServiceApi.<Call>of("organizations", Protocol.JSON_1_1)
                        .action(
                                "CreateOrganization",
                                CreateOrganizationRequest::builder,
                                organizations::create)
                        .action(
                                "DescribeOrganization",
                                DescribeOrganizationRequest::builder,
                                organizations::describe)
                        .action("ListRoots", ListRootsRequest::builder, organizations::listRoots)
                        .action("CreateAccount", CreateAccountRequest::builder, accounts::create)
                        .action(
                                "DescribeCreateAccountStatus",
                                DescribeCreateAccountStatusRequest::builder,
                                accounts::describeCreation)
                        .action(
                                "DescribeAccount",
                                DescribeAccountRequest::builder,
                                accounts::describe)
                        .action("ListAccounts", ListAccountsRequest::builder, accounts::list)
                        .action(
                                "ListAccountsForParent",
                                ListAccountsForParentRequest::builder,
                                accounts::listForParent)
                        .action("ListParents", ListParentsRequest::builder, accounts::listParents)
                        .action(
                                "ListTagsForResource",
                                ListTagsForResourceRequest::builder,
                                accounts::listTags)
                        .action(
                                "CreateOrganizationalUnit",
                                CreateOrganizationalUnitRequest::builder,
                                tree::create)
                        .action(
                                "DescribeOrganizationalUnit",
                                DescribeOrganizationalUnitRequest::builder,
                                tree::describe)
                        .action(
                                "ListOrganizationalUnitsForParent",
                                ListOrganizationalUnitsForParentRequest::builder,
                                tree::list)
                        .action("ListChildren", ListChildrenRequest::builder, tree::listChildren)
                        .action("MoveAccount", MoveAccountRequest::builder, tree::move)
                        .action("TagResource", TagResourceRequest::builder, tree::tag)
                        .action("UntagResource", UntagResourceRequest::builder, tree::untag)
                        .action(
                                "EnablePolicyType",
                                EnablePolicyTypeRequest::builder,
                                policies::enable)
                        .action("CreatePolicy", CreatePolicyRequest::builder, policies::create)
                        .action(
                                "DescribePolicy",
                                DescribePolicyRequest::builder,
                                policies::describe)
                        .action("UpdatePolicy", UpdatePolicyRequest::builder, policies::update)
                        .action("DeletePolicy", DeletePolicyRequest::builder, policies::delete)
                        .action("ListPolicies", ListPoliciesRequest::builder, policies::list)
                        .action("AttachPolicy", AttachPolicyRequest::builder, policies::attach)
                        .action("DetachPolicy", DetachPolicyRequest::builder, policies::detach)
                        .action(
                                "ListPoliciesForTarget",
                                ListPoliciesForTargetRequest::builder,
                                policies::listForTarget)
                        .action(
                                "ListTargetsForPolicy",
                                ListTargetsForPolicyRequest::builder,
                                policies::listTargets)
                        .action(
                                "ListAWSServiceAccessForOrganization",
                                ListAwsServiceAccessForOrganizationRequest::builder,
                                organizations::listServiceAccess)
                        .action(
                                "ListDelegatedAdministrators",
                                ListDelegatedAdministratorsRequest::builder,
                                organizations::listDelegates)
                        .action(
                                "ListCreateAccountStatus",
                                ListCreateAccountStatusRequest::builder,
                                accounts::listCreations)
                        .build();
    }

    public ServiceApi<Call> api() {
        return api;
    }
}
