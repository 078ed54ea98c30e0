package dev.wheelhouse.identity.api;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.ControlPolicy;
import dev.wheelhouse.identity.Organization;
import dev.wheelhouse.identity.Tag;
import dev.wheelhouse.identity.policy.MalformedPolicyException;
import dev.wheelhouse.identity.policy.PolicyDocument;
import dev.wheelhouse.identity.sql.AccountStore;
import dev.wheelhouse.identity.sql.ControlPolicyStore;
import dev.wheelhouse.identity.sql.OrganizationTreeStore;
import dev.wheelhouse.identity.sql.TagStore;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.AttachPolicyRequest;
import software.amazon.awssdk.services.organizations.model.AttachPolicyResponse;
import software.amazon.awssdk.services.organizations.model.CreatePolicyRequest;
import software.amazon.awssdk.services.organizations.model.CreatePolicyResponse;
import software.amazon.awssdk.services.organizations.model.DeletePolicyRequest;
import software.amazon.awssdk.services.organizations.model.DeletePolicyResponse;
import software.amazon.awssdk.services.organizations.model.DescribePolicyRequest;
import software.amazon.awssdk.services.organizations.model.DescribePolicyResponse;
import software.amazon.awssdk.services.organizations.model.DetachPolicyRequest;
import software.amazon.awssdk.services.organizations.model.DetachPolicyResponse;
import software.amazon.awssdk.services.organizations.model.EnablePolicyTypeRequest;
import software.amazon.awssdk.services.organizations.model.EnablePolicyTypeResponse;
import software.amazon.awssdk.services.organizations.model.ListPoliciesForTargetRequest;
import software.amazon.awssdk.services.organizations.model.ListPoliciesForTargetResponse;
import software.amazon.awssdk.services.organizations.model.ListPoliciesRequest;
import software.amazon.awssdk.services.organizations.model.ListPoliciesResponse;
import software.amazon.awssdk.services.organizations.model.ListTargetsForPolicyRequest;
import software.amazon.awssdk.services.organizations.model.ListTargetsForPolicyResponse;
import software.amazon.awssdk.services.organizations.model.Policy;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyTargetSummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.TargetType;
import software.amazon.awssdk.services.organizations.model.UpdatePolicyRequest;
import software.amazon.awssdk.services.organizations.model.UpdatePolicyResponse;

/**
 * The policy actions of the Organizations API. Service control policies are the one type that is
 * built; they bind all of a member account but its service-linked roles, and nobody in the
 * management account. AWS Organizations User Guide, "Service control policies".
 */
final class ControlPolicies {
    private static final int MOST_CHARACTERS = 5_120;
    private static final int MOST_ATTACHED = 5;

    private final Desk desk;
    private final Organizations organizations;
    private final OrganizationTree places;
    private final ControlPolicyStore controls = new ControlPolicyStore();
    private final OrganizationTreeStore tree = new OrganizationTreeStore();
    private final AccountStore accounts = new AccountStore();
    private final TagStore tags = new TagStore();

    ControlPolicies(Desk desk, Organizations organizations, OrganizationTree places) {
        this.desk = desk;
        this.organizations = organizations;
        this.places = places;
    }

    /** FullAWSAccess is attached to everything at once, so that nothing is denied by this alone. */
    EnablePolicyTypeResponse enable(Call call, EnablePolicyTypeRequest request) {
        return desk.database()
                .write(db -> {
                    var organization =
                            asked(
                                    db,
                                    call,
                                    "EnablePolicyType",
                                    request.policyTypeAsString(),
                                    request.rootId());
                    requireBuilt(request.policyType());
                    if (!request.rootId().equals(organization.rootId())) {
                        throw OrganizationsError.ROOT_NOT_FOUND.because(
                                "You specified a root that doesn't exist.");
                    }
                    if (!organization.allFeatures()) {
                        throw OrganizationsError.POLICY_TYPE_NOT_AVAILABLE.because(
                                "The organization has not all features enabled.");
                    }
                    if (!controls.enable(db, organization.id())) {
                        throw OrganizationsError.POLICY_TYPE_ALREADY_ENABLED.because(
                                "The specified policy type is already enabled.");
                    }
                    controls.welcome(db, organization.id(), organization.rootId());
                    tree.all(db, organization.id())
                            .forEach(unit -> controls.welcome(db, organization.id(), unit.id()));
                    accounts.list(db, organization.id(), "", Integer.MAX_VALUE)
                            .forEach(account ->
                                    controls.welcome(db, organization.id(), account.id().value()));
                    desk.created(
                            db,
                            call,
                            "organizations:EnablePolicyType",
                            organization.rootArn(),
                            Value.text(request.policyTypeAsString()));
                    return EnablePolicyTypeResponse.builder()
                            .root(organizations.root(db, organization))
                            .build();
                });
    }

    CreatePolicyResponse create(Call call, CreatePolicyRequest request) {
        var given = request.tags().stream().map(tag -> new Tag(tag.key(), tag.value())).toList();
        call.require(
                AccessRequest.to("organizations:CreatePolicy", "*")
                        .with("organizations:PolicyType", request.typeAsString())
                        .withRequestTags(Principal.map(given)));
        return desk.database()
                .write(db -> {
                    var organization = organizations.managed(db, call);
                    requireBuilt(request.type());
                    OrganizationRules.requireOwn(given);
                    var policy =
                            new ControlPolicy(
                                    desk.identifiers().controlPolicyId(),
                                    request.name(),
                                    request.description(),
                                    request.content());
                    require(db, organization, policy);
                    controls.insert(db, organization.id(), policy);
                    tags.put(db, organization.managementAccount(), policy.id(), given);
                    desk.created(
                            db,
                            call,
                            "organizations:CreatePolicy",
                            organization.arnOf(policy.id()),
                            state(policy));
                    return CreatePolicyResponse.builder()
                            .policy(described(organization, policy))
                            .build();
                });
    }

    DescribePolicyResponse describe(Call call, DescribePolicyRequest request) {
        return desk.database()
                .read(db -> {
                    var organization = asked(db, call, "DescribePolicy", request.policyId());
                    var policy = required(db, organization, request.policyId());
                    return DescribePolicyResponse.builder()
                            .policy(described(organization, policy))
                            .build();
                });
    }

    UpdatePolicyResponse update(Call call, UpdatePolicyRequest request) {
        return desk.database()
                .write(db -> {
                    var organization = asked(db, call, "UpdatePolicy", request.policyId());
                    var before = own(db, organization, request.policyId());
                    var after =
                            new ControlPolicy(
                                    before.id(),
                                    Optional.ofNullable(request.name()).orElse(before.name()),
                                    Optional.ofNullable(request.description())
                                            .orElse(before.description()),
                                    Optional.ofNullable(request.content())
                                            .orElse(before.content()));
                    require(db, organization, after);
                    controls.update(db, organization.id(), after);
                    desk.changed(
                            db,
                            call,
                            "organizations:UpdatePolicy",
                            organization.arnOf(after.id()),
                            state(before),
                            state(after));
                    return UpdatePolicyResponse.builder()
                            .policy(described(organization, after))
                            .build();
                });
    }

    DeletePolicyResponse delete(Call call, DeletePolicyRequest request) {
        return desk.database()
                .write(db -> {
                    var organization = asked(db, call, "DeletePolicy", request.policyId());
                    var policy = own(db, organization, request.policyId());
                    if (!controls.targets(db, organization.id(), policy.id()).isEmpty()) {
                        throw OrganizationsError.POLICY_IN_USE.because(
                                "The policy is attached to one or more entities. You must detach"
                                        + " it from all roots, OUs, and accounts before"
                                        + " performing this operation.");
                    }
                    tags.clear(db, organization.managementAccount(), policy.id());
                    controls.delete(db, organization.id(), policy.id());
                    desk.deleted(
                            db,
                            call,
                            "organizations:DeletePolicy",
                            organization.arnOf(policy.id()),
                            state(policy));
                    return DeletePolicyResponse.builder().build();
                });
    }

    ListPoliciesResponse list(Call call, ListPoliciesRequest request) {
        call.require(
                AccessRequest.to("organizations:ListPolicies", "*")
                        .with("organizations:PolicyType", request.filterAsString()));
        return desk.database()
                .read(db -> {
                    var organization = organizations.managed(db, call);
                    requireBuilt(request.filter());
                    var page =
                            page(
                                    request.nextToken(),
                                    request.maxResults(),
                                    controls.list(db, organization.id()));
                    return ListPoliciesResponse.builder()
                            .policies(summaries(organization, page.items()))
                            .nextToken(page.marker())
                            .build();
                });
    }

    AttachPolicyResponse attach(Call call, AttachPolicyRequest request) {
        return desk.database()
                .write(db -> {
                    var organization =
                            asked(db, call, "AttachPolicy", request.policyId(), request.targetId());
                    var policy = required(db, organization, request.policyId());
                    requireTarget(db, organization, request.targetId());
                    if (!controls.enabled(db, organization.id())) {
                        throw OrganizationsError.POLICY_TYPE_NOT_ENABLED.because(
                                "This operation can be performed only for enabled policy types.");
                    }
                    if (!controls.attach(db, organization.id(), request.targetId(), policy.id())) {
                        throw OrganizationsError.DUPLICATE_ATTACHMENT.because(
                                "A policy with the specified name and type is already attached.");
                    }
                    if (controls.ofTarget(db, organization.id(), request.targetId()).size()
                            > MOST_ATTACHED) {
                        throw OrganizationsError.CONSTRAINT_VIOLATION.because(
                                "You have attached the maximum number of policies to the"
                                        + " target.");
                    }
                    desk.created(
                            db,
                            call,
                            "organizations:AttachPolicy",
                            organization.arnOf(request.targetId()),
                            Value.text(policy.id()));
                    return AttachPolicyResponse.builder().build();
                });
    }

    /** The last policy of a target stays: one must allow. */
    DetachPolicyResponse detach(Call call, DetachPolicyRequest request) {
        return desk.database()
                .write(db -> {
                    var organization =
                            asked(db, call, "DetachPolicy", request.policyId(), request.targetId());
                    var policy = required(db, organization, request.policyId());
                    requireTarget(db, organization, request.targetId());
                    if (!controls.detach(db, organization.id(), request.targetId(), policy.id())) {
                        throw OrganizationsError.POLICY_NOT_ATTACHED.because(
                                "The policy isn't attached to the specified target.");
                    }
                    if (controls.ofTarget(db, organization.id(), request.targetId()).isEmpty()) {
                        throw OrganizationsError.CONSTRAINT_VIOLATION.because(
                                "You cannot remove the last policy attached to the specified"
                                        + " target. You must have at least one attached at all"
                                        + " times.");
                    }
                    desk.deleted(
                            db,
                            call,
                            "organizations:DetachPolicy",
                            organization.arnOf(request.targetId()),
                            Value.text(policy.id()));
                    return DetachPolicyResponse.builder().build();
                });
    }

    ListPoliciesForTargetResponse listForTarget(Call call, ListPoliciesForTargetRequest request) {
        return desk.database()
                .read(db -> {
                    var organization =
                            asked(
                                    db,
                                    call,
                                    "ListPoliciesForTarget",
                                    request.filterAsString(),
                                    request.targetId());
                    requireBuilt(request.filter());
                    requireTarget(db, organization, request.targetId());
                    var page =
                            page(
                                    request.nextToken(),
                                    request.maxResults(),
                                    controls.ofTarget(db, organization.id(), request.targetId()));
                    return ListPoliciesForTargetResponse.builder()
                            .policies(summaries(organization, page.items()))
                            .nextToken(page.marker())
                            .build();
                });
    }

    ListTargetsForPolicyResponse listTargets(Call call, ListTargetsForPolicyRequest request) {
        return desk.database()
                .read(db -> {
                    var organization = asked(db, call, "ListTargetsForPolicy", request.policyId());
                    var policy = required(db, organization, request.policyId());
                    var page =
                            OrganizationRules.page(
                                    request.nextToken(),
                                    request.maxResults(),
                                    Paged.of(
                                            controls.targets(db, organization.id(), policy.id()),
                                            id -> id),
                                    id -> id);
                    return ListTargetsForPolicyResponse.builder()
                            .targets(
                                    page.items().stream()
                                            .map(id -> target(db, organization, id))
                                            .toList())
                            .nextToken(page.marker())
                            .build();
                });
    }

    private Organization asked(Handle db, Call call, String action, String policyId) {
        return asked(db, call, action, PolicyType.SERVICE_CONTROL_POLICY.toString(), policyId);
    }

    /** Asks about a policy's attachment: about the policy and about the target. */
    private Organization asked(
            Handle db, Call call, String action, String typeOrPolicy, String id) {
        var organization = organizations.required(db, call);
        if (typeOrPolicy.startsWith("p-")) {
            call.require(organizations.about(db, organization, action, typeOrPolicy));
        }
        call.require(
                organizations
                        .about(db, organization, action, id)
                        .with(
                                "organizations:PolicyType",
                                typeOrPolicy.startsWith("p-")
                                        ? PolicyType.SERVICE_CONTROL_POLICY.toString()
                                        : typeOrPolicy));
        organizations.managed(db, call);
        return organization;
    }

    private static void requireBuilt(@Nullable PolicyType type) {
        if (type != PolicyType.SERVICE_CONTROL_POLICY) {
            throw OrganizationsError.POLICY_TYPE_NOT_AVAILABLE.because(
                    "Policies of the type " + type + " are not built here.");
        }
    }

    private void require(Handle db, Organization organization, ControlPolicy policy) {
        try {
            PolicyDocument.parse(policy.content());
        } catch (MalformedPolicyException cause) {
            throw OrganizationsError.MALFORMED_POLICY_DOCUMENT.because(cause.complaint());
        }
        if (policy.content().length() > MOST_CHARACTERS) {
            throw OrganizationsError.CONSTRAINT_VIOLATION.because(
                    "The policy is longer than " + MOST_CHARACTERS + " characters.");
        }
        if (controls.nameTaken(db, organization.id(), policy.name(), policy.id())) {
            throw OrganizationsError.DUPLICATE_POLICY.because(
                    "A policy with the same name already exists.");
        }
    }

    private void requireTarget(Handle db, Organization organization, String id) {
        if (!places.isTarget(db, organization, id)) {
            throw OrganizationsError.TARGET_NOT_FOUND.because(
                    "You specified a target that doesn't exist.");
        }
    }

    private ControlPolicy required(Handle db, Organization organization, String id) {
        return controls.find(db, organization.id(), id)
                .orElseThrow(() ->
                        OrganizationsError.POLICY_NOT_FOUND.because(
                                "You specified a policy that doesn't exist."));
    }

    /** One that AWS does not manage. */
    private ControlPolicy own(Handle db, Organization organization, String id) {
        var policy = required(db, organization, id);
        if (policy.ofAws()) {
            throw OrganizationsError.INVALID_INPUT.because(
                    "You can't modify or delete a policy that AWS manages.");
        }
        return policy;
    }

    private static Paged<ControlPolicy> page(
            @Nullable String token, @Nullable Integer maxResults, List<ControlPolicy> all) {
        var sorted = all.stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
        return OrganizationRules.page(
                token, maxResults, Paged.of(sorted, ControlPolicy::id), ControlPolicy::id);
    }

    private PolicyTargetSummary target(Handle db, Organization organization, String id) {
        var target = PolicyTargetSummary.builder().targetId(id).arn(organization.arnOf(id));
        if (id.equals(organization.rootId())) {
            return target.type(TargetType.ROOT).name("Root").build();
        }
        if (id.startsWith("ou-")) {
            tree.find(db, organization.id(), id).ifPresent(unit -> target.name(unit.name()));
            return target.type(TargetType.ORGANIZATIONAL_UNIT).build();
        }
        accounts.find(db, new AccountId(id)).ifPresent(account -> target.name(account.name()));
        return target.type(TargetType.ACCOUNT).build();
    }

    private static List<PolicySummary> summaries(
            Organization organization, List<ControlPolicy> policies) {
        return policies.stream().map(policy -> summary(organization, policy)).toList();
    }

    private static PolicySummary summary(Organization organization, ControlPolicy policy) {
        return PolicySummary.builder()
                .id(policy.id())
                .arn(organization.arnOf(policy.id()))
                .name(policy.name())
                .description(policy.description())
                .type(PolicyType.SERVICE_CONTROL_POLICY)
                .awsManaged(policy.ofAws())
                .build();
    }

    private static Policy described(Organization organization, ControlPolicy policy) {
        return Policy.builder()
                .policySummary(summary(organization, policy))
                .content(policy.content())
                .build();
    }

    private static Value state(ControlPolicy policy) {
        return Value.object("name", Value.text(policy.name()))
                .with("content", Value.text(policy.content()));
    }
}
