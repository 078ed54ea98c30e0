package dev.wheelhouse.identity.api;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.Organization;
import dev.wheelhouse.identity.founding.OrganizationFounder;
import dev.wheelhouse.identity.sql.AccountStore;
import dev.wheelhouse.identity.sql.ControlPolicyStore;
import dev.wheelhouse.identity.sql.OrganizationStore;
import dev.wheelhouse.identity.sql.TagStore;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.ListAwsServiceAccessForOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.ListAwsServiceAccessForOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.ListDelegatedAdministratorsRequest;
import software.amazon.awssdk.services.organizations.model.ListDelegatedAdministratorsResponse;
import software.amazon.awssdk.services.organizations.model.ListRootsRequest;
import software.amazon.awssdk.services.organizations.model.ListRootsResponse;
import software.amazon.awssdk.services.organizations.model.OrganizationFeatureSet;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.PolicyTypeStatus;
import software.amazon.awssdk.services.organizations.model.PolicyTypeSummary;
import software.amazon.awssdk.services.organizations.model.Root;

/** The actions of the Organizations API on the organization itself. */
final class Organizations {
    private final Desk desk;
    private final OrganizationFounder founder;
    private final OrganizationStore organizations = new OrganizationStore();
    private final AccountStore accounts = new AccountStore();
    private final ControlPolicyStore controls = new ControlPolicyStore();
    private final TagStore tags = new TagStore();

    Organizations(Desk desk, OrganizationFounder founder) {
        this.desk = desk;
        this.founder = founder;
    }

    CreateOrganizationResponse create(Call call, CreateOrganizationRequest request) {
        call.require(AccessRequest.to("organizations:CreateOrganization", "*"));
        return desk.database()
                .write(db -> {
                    if (organizations.of(db, call.account()).isPresent()) {
                        throw OrganizationsError.ALREADY_IN_ORGANIZATION.because(
                                "The provided account is already a member of an"
                                        + " organization.");
                    }
                    var account = accounts.find(db, call.account()).orElseThrow();
                    var organization =
                            founder.organize(
                                    db,
                                    account.id(),
                                    account.email(),
                                    request.featureSet()
                                            != OrganizationFeatureSet.CONSOLIDATED_BILLING);
                    desk.created(
                            db,
                            call,
                            "organizations:CreateOrganization",
                            organization.arn(),
                            Value.text(organization.id()));
                    return CreateOrganizationResponse.builder()
                            .organization(described(organization))
                            .build();
                });
    }

    DescribeOrganizationResponse describe(Call call, DescribeOrganizationRequest request) {
        call.require(AccessRequest.to("organizations:DescribeOrganization", "*"));
        var organization = desk.database().read(db -> required(db, call));
        return DescribeOrganizationResponse.builder().organization(described(organization)).build();
    }

    ListRootsResponse listRoots(Call call, ListRootsRequest request) {
        call.require(AccessRequest.to("organizations:ListRoots", "*"));
        return desk.database()
                .read(db -> ListRootsResponse.builder().roots(root(db, managed(db, call))).build());
    }

    /** Services that act in the whole organization: none, what would let one in is not built. */
    ListAwsServiceAccessForOrganizationResponse listServiceAccess(
            Call call, ListAwsServiceAccessForOrganizationRequest request) {
        call.require(AccessRequest.to("organizations:ListAWSServiceAccessForOrganization", "*"));
        desk.database().read(db -> managed(db, call));
        return ListAwsServiceAccessForOrganizationResponse.builder()
                .enabledServicePrincipals(List.of())
                .build();
    }

    /** Members that manage a service for all: none, what would name one is not built. */
    ListDelegatedAdministratorsResponse listDelegates(
            Call call, ListDelegatedAdministratorsRequest request) {
        var question = AccessRequest.to("organizations:ListDelegatedAdministrators", "*");
        call.require(
                request.servicePrincipal() == null
                        ? question
                        : question.with(
                                "organizations:ServicePrincipal", request.servicePrincipal()));
        desk.database().read(db -> managed(db, call));
        return ListDelegatedAdministratorsResponse.builder()
                .delegatedAdministrators(List.of())
                .build();
    }

    /** The root with the types of policies that are enabled. */
    Root root(Handle db, Organization organization) {
        return Root.builder()
                .id(organization.rootId())
                .arn(organization.rootArn())
                .name("Root")
                .policyTypes(
                        controls.enabled(db, organization.id())
                                ? List.of(controlPolicies())
                                : List.of())
                .build();
    }

    private static PolicyTypeSummary controlPolicies() {
        return PolicyTypeSummary.builder()
                .type(PolicyType.SERVICE_CONTROL_POLICY)
                .status(PolicyTypeStatus.ENABLED)
                .build();
    }

    /** The organization of who calls, or {@code AWSOrganizationsNotInUseException}. */
    Organization required(Handle db, Call call) {
        return organizations
                .of(db, call.account())
                .orElseThrow(() ->
                        OrganizationsError.NOT_IN_USE.because(
                                "Your account is not a member of an organization."));
    }

    /** The organization that who calls manages, or {@code AccessDeniedException}. */
    Organization managed(Handle db, Call call) {
        return Optional.of(required(db, call))
                .filter(found -> found.managementAccount().equals(call.account()))
                .orElseThrow(() ->
                        OrganizationsError.ACCESS_DENIED.because(
                                "You don't have permissions to access this resource."));
    }

    /**
     * May this be done to a root, unit, account or policy of the organization? With its tags, and
     * of a policy with its type (Service Authorization Reference, AWS Organizations).
     */
    AccessRequest about(Handle db, Organization organization, String action, String id) {
        var request =
                AccessRequest.to("organizations:" + action, organization.arnOf(id))
                        .withResourceTags(
                                Principal.map(tags.list(db, organization.managementAccount(), id)));
        return id.startsWith("p-")
                ? request.with(
                        "organizations:PolicyType", PolicyType.SERVICE_CONTROL_POLICY.toString())
                : request;
    }

    private static software.amazon.awssdk.services.organizations.model.Organization described(
            Organization organization) {
        return software.amazon.awssdk.services.organizations.model.Organization.builder()
                .id(organization.id())
                .arn(organization.arn())
                .featureSet(
                        organization.allFeatures()
                                ? OrganizationFeatureSet.ALL
                                : OrganizationFeatureSet.CONSOLIDATED_BILLING)
                .masterAccountArn(organization.accountArn(organization.managementAccount()))
                .masterAccountId(organization.managementAccount().value())
                .masterAccountEmail(organization.managementEmail())
                .availablePolicyTypes(
                        organization.allFeatures() ? List.of(controlPolicies()) : List.of())
                .build();
    }
}
