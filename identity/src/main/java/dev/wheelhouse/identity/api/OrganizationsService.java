package dev.wheelhouse.identity.api;

import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.founding.MemberAccounts;
import dev.wheelhouse.identity.founding.OrganizationFounder;
import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.ServiceApi;
import software.amazon.awssdk.services.organizations.model.CreateAccountRequest;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.DescribeAccountRequest;
import software.amazon.awssdk.services.organizations.model.DescribeCreateAccountStatusRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListParentsRequest;
import software.amazon.awssdk.services.organizations.model.ListRootsRequest;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceRequest;

/** AWS Organizations. */
public final class OrganizationsService {
    private final ServiceApi<Call> api;

    OrganizationsService(Desk desk, OrganizationFounder founder, MemberAccounts members) {
        var organizations = new Organizations(desk, founder);
        var accounts = new Accounts(desk, organizations, members);
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
                        .build();
    }

    public ServiceApi<Call> api() {
        return api;
    }
}
