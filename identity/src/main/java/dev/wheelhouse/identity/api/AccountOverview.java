package dev.wheelhouse.identity.api;

import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.ManagedPolicy;
import dev.wheelhouse.identity.sql.AttachmentStore;
import dev.wheelhouse.identity.sql.BoundaryStore;
import dev.wheelhouse.identity.sql.CountStore;
import dev.wheelhouse.identity.sql.GroupStore;
import dev.wheelhouse.identity.sql.InlinePolicyStore;
import dev.wheelhouse.identity.sql.InstanceProfileStore;
import dev.wheelhouse.identity.sql.ManagedPolicyStore;
import dev.wheelhouse.identity.sql.MembershipStore;
import dev.wheelhouse.identity.sql.RoleStore;
import dev.wheelhouse.identity.sql.TagStore;
import dev.wheelhouse.identity.sql.UserStore;
import dev.wheelhouse.store.sql.Handle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryRequest;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryResponse;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;
import software.amazon.awssdk.services.iam.model.UserDetail;

/** The actions of the IAM API that show all of an account at once. */
final class AccountOverview {
    private static final int ALL = Integer.MAX_VALUE;

    private final Desk desk;
    private final PolicyCatalog catalog;
    private final InstanceProfiles instanceProfiles;
    private final CountStore counts = new CountStore();
    private final UserStore users = new UserStore();
    private final GroupStore groups = new GroupStore();
    private final RoleStore roles = new RoleStore();
    private final ManagedPolicyStore policies = new ManagedPolicyStore();
    private final MembershipStore memberships = new MembershipStore();
    private final InlinePolicyStore inline = new InlinePolicyStore();
    private final AttachmentStore attachments = new AttachmentStore();
    private final BoundaryStore boundaries = new BoundaryStore();
    private final InstanceProfileStore profiles = new InstanceProfileStore();
    private final TagStore tags = new TagStore();

    AccountOverview(Desk desk, PolicyCatalog catalog, InstanceProfiles instanceProfiles) {
        this.desk = desk;
        this.catalog = catalog;
        this.instanceProfiles = instanceProfiles;
    }

    /**
     * Quotas are those that are enforced here, and where none is, IAM's defaults. IAM User Guide,
     * "IAM and AWS STS quotas". There are no devices, certificates, providers or root credentials.
     */
    GetAccountSummaryResponse summary(Call call, GetAccountSummaryRequest request) {
        call.require(AccessRequest.to("iam:GetAccountSummary", "*"));
        var found = desk.database().read(db -> counts.of(db, call.account()));
        Map<SummaryKeyType, Integer> summary = new LinkedHashMap<>();
        summary.put(SummaryKeyType.USERS, found.users());
        summary.put(SummaryKeyType.USERS_QUOTA, 5_000);
        summary.put(SummaryKeyType.GROUPS, found.groups());
        summary.put(SummaryKeyType.GROUPS_QUOTA, 300);
        summary.put(SummaryKeyType.ROLES, found.roles());
        summary.put(SummaryKeyType.ROLES_QUOTA, 1_000);
        summary.put(SummaryKeyType.POLICIES, found.policies());
        summary.put(SummaryKeyType.POLICIES_QUOTA, 1_500);
        summary.put(SummaryKeyType.POLICY_VERSIONS_IN_USE, found.policyVersions());
        summary.put(SummaryKeyType.POLICY_VERSIONS_IN_USE_QUOTA, 10_000);
        summary.put(SummaryKeyType.VERSIONS_PER_POLICY_QUOTA, 5);
        summary.put(SummaryKeyType.INSTANCE_PROFILES, found.instanceProfiles());
        summary.put(SummaryKeyType.INSTANCE_PROFILES_QUOTA, 1_000);
        summary.put(SummaryKeyType.USER_POLICY_SIZE_QUOTA, Principal.Kind.USER.inlineQuota());
        summary.put(SummaryKeyType.GROUP_POLICY_SIZE_QUOTA, Principal.Kind.GROUP.inlineQuota());
        summary.put(SummaryKeyType.ROLE_POLICY_SIZE_QUOTA, Principal.Kind.ROLE.inlineQuota());
        summary.put(SummaryKeyType.POLICY_SIZE_QUOTA, ManagedPolicies.MOST_CHARACTERS);
        summary.put(SummaryKeyType.ASSUME_ROLE_POLICY_SIZE_QUOTA, 2_048);
        summary.put(SummaryKeyType.ATTACHED_POLICIES_PER_USER_QUOTA, 10);
        summary.put(SummaryKeyType.ATTACHED_POLICIES_PER_GROUP_QUOTA, 10);
        summary.put(SummaryKeyType.ATTACHED_POLICIES_PER_ROLE_QUOTA, 10);
        summary.put(SummaryKeyType.GROUPS_PER_USER_QUOTA, 10);
        summary.put(SummaryKeyType.ACCESS_KEYS_PER_USER_QUOTA, 2);
        summary.put(SummaryKeyType.SIGNING_CERTIFICATES_PER_USER_QUOTA, 2);
        summary.put(SummaryKeyType.SERVER_CERTIFICATES, 0);
        summary.put(SummaryKeyType.SERVER_CERTIFICATES_QUOTA, 20);
        summary.put(SummaryKeyType.PROVIDERS, 0);
        summary.put(SummaryKeyType.MFA_DEVICES, 0);
        summary.put(SummaryKeyType.MFA_DEVICES_IN_USE, 0);
        summary.put(SummaryKeyType.ACCOUNT_MFA_ENABLED, 0);
        summary.put(SummaryKeyType.ACCOUNT_ACCESS_KEYS_PRESENT, 0);
        summary.put(SummaryKeyType.ACCOUNT_PASSWORD_PRESENT, 0);
        summary.put(SummaryKeyType.ACCOUNT_SIGNING_CERTIFICATES_PRESENT, 0);
        summary.put(SummaryKeyType.GLOBAL_ENDPOINT_TOKEN_VERSION, 1);
        return GetAccountSummaryResponse.builder().summaryMap(summary).build();
    }

    /** One thing that is shown, under the key that pages go by. */
    private record Entry(String key, Show show) {}

    /** Adds one thing to an answer. */
    @FunctionalInterface
    private interface Show {
        void in(Handle db, Details details);
    }

    /** An answer as it grows. */
    private static final class Details {
        private final List<UserDetail> users = new ArrayList<>();
        private final List<GroupDetail> groups = new ArrayList<>();
        private final List<RoleDetail> roles = new ArrayList<>();
        private final List<ManagedPolicyDetail> policies = new ArrayList<>();
    }

    /** AWS's own policies are shown where something in the account uses them. */
    GetAccountAuthorizationDetailsResponse details(
            Call call, GetAccountAuthorizationDetailsRequest request) {
        call.require(AccessRequest.to("iam:GetAccountAuthorizationDetails", "*"));
        return desk.database()
                .read(db -> {
                    var entries = entries(db, call.account(), request.filter());
                    var page =
                            Paged.read(
                                    "GetAccountAuthorizationDetails",
                                    request.marker(),
                                    request.maxItems(),
                                    Paged.of(entries, Entry::key),
                                    Entry::key);
                    var details = new Details();
                    page.items().forEach(entry -> entry.show().in(db, details));
                    return GetAccountAuthorizationDetailsResponse.builder()
                            .userDetailList(details.users)
                            .groupDetailList(details.groups)
                            .roleDetailList(details.roles)
                            .policies(details.policies)
                            .isTruncated(page.truncated())
                            .marker(page.marker())
                            .build();
                });
    }

    private List<Entry> entries(Handle db, AccountId account, List<EntityType> filter) {
        var entries = new ArrayList<Entry>();
        Function<EntityType, Boolean> wanted = type -> filter.isEmpty() || filter.contains(type);
        if (wanted.apply(EntityType.USER)) {
            for (var user : users.list(db, account, "/", "", ALL)) {
                entries.add(new Entry("1" + user.id(), (in, to) -> to.users.add(detail(in, user))));
            }
        }
        if (wanted.apply(EntityType.GROUP)) {
            for (var group : groups.list(db, account, "/", "", ALL)) {
                entries.add(
                        new Entry("2" + group.id(), (in, to) -> to.groups.add(detail(in, group))));
            }
        }
        if (wanted.apply(EntityType.ROLE)) {
            for (var role : roles.list(db, account, "/", "", ALL)) {
                entries.add(new Entry("3" + role.id(), (in, to) -> to.roles.add(detail(in, role))));
            }
        }
        var used = used(db, account);
        for (var policy : used.values()) {
            var own = !policy.arn().startsWith("arn:aws:iam::aws:");
            if (wanted.apply(
                    own ? EntityType.LOCAL_MANAGED_POLICY : EntityType.AWS_MANAGED_POLICY)) {
                entries.add(
                        new Entry(
                                "4" + policy.arn(),
                                (in, to) -> to.policies.add(detail(in, account, policy))));
            }
        }
        entries.sort(Comparator.comparing(Entry::key));
        return entries;
    }

    /** The account's own policies, and those of AWS that it uses. */
    private Map<String, ManagedPolicy> used(Handle db, AccountId account) {
        Map<String, ManagedPolicy> used = new TreeMap<>();
        policies.list(db, account, "/", "", ALL).forEach(own -> used.put(own.arn(), own));
        catalog.ofAws().stream()
                .filter(policy ->
                        !attachments.owners(db, account, policy.arn()).isEmpty()
                                || !boundaries.owners(db, account, policy.arn()).isEmpty())
                .forEach(policy -> used.put(policy.arn(), policy));
        return used;
    }

    private UserDetail detail(Handle db, dev.wheelhouse.identity.User user) {
        var described = Users.described(user, tags.list(db, user.account(), user.id()));
        return UserDetail.builder()
                .path(described.path())
                .userName(described.userName())
                .userId(described.userId())
                .arn(described.arn())
                .createDate(described.createDate())
                .permissionsBoundary(described.permissionsBoundary())
                .tags(described.tags())
                .groupList(
                        memberships.groups(db, user.account(), user.id(), "", ALL).stream()
                                .map(dev.wheelhouse.identity.Group::name)
                                .toList())
                .userPolicyList(inline(db, user.account(), user.id()))
                .attachedManagedPolicies(attached(db, user.account(), user.id()))
                .build();
    }

    private GroupDetail detail(Handle db, dev.wheelhouse.identity.Group group) {
        return GroupDetail.builder()
                .path(group.path())
                .groupName(group.name())
                .groupId(group.id())
                .arn(group.arn())
                .createDate(group.created())
                .groupPolicyList(inline(db, group.account(), group.id()))
                .attachedManagedPolicies(attached(db, group.account(), group.id()))
                .build();
    }

    private RoleDetail detail(Handle db, dev.wheelhouse.identity.Role role) {
        var described = Roles.described(db, role, tags.list(db, role.account(), role.id()));
        return RoleDetail.builder()
                .path(described.path())
                .roleName(described.roleName())
                .roleId(described.roleId())
                .arn(described.arn())
                .createDate(described.createDate())
                .assumeRolePolicyDocument(described.assumeRolePolicyDocument())
                .permissionsBoundary(described.permissionsBoundary())
                .tags(described.tags())
                .roleLastUsed(Roles.lastUsed(db, role))
                .instanceProfileList(
                        instanceProfiles.described(
                                db, profiles.withRole(db, role.account(), role.id(), "", ALL)))
                .rolePolicyList(inline(db, role.account(), role.id()))
                .attachedManagedPolicies(attached(db, role.account(), role.id()))
                .build();
    }

    private ManagedPolicyDetail detail(Handle db, AccountId account, ManagedPolicy policy) {
        var versions =
                catalog.versions(db, account, policy.arn()).stream()
                        .map(version ->
                                PolicyVersion.builder()
                                        .versionId("v" + version.number())
                                        .isDefaultVersion(
                                                version.number() == policy.defaultVersion())
                                        .createDate(version.created())
                                        .document(Documents.encoded(version.document()))
                                        .build())
                        .toList();
        var detail =
                ManagedPolicyDetail.builder()
                        .policyName(policy.name())
                        .policyId(policy.id())
                        .arn(policy.arn())
                        .path(policy.path())
                        .defaultVersionId("v" + policy.defaultVersion())
                        .attachmentCount(attachments.owners(db, account, policy.arn()).size())
                        .permissionsBoundaryUsageCount(
                                boundaries.owners(db, account, policy.arn()).size())
                        .isAttachable(true)
                        .createDate(policy.created())
                        .updateDate(policy.updated())
                        .policyVersionList(versions);
        Optional.of(policy.description())
                .filter(text -> !text.isEmpty())
                .ifPresent(detail::description);
        return detail.build();
    }

    private List<PolicyDetail> inline(Handle db, AccountId account, String owner) {
        return inline.names(db, account, owner, "", ALL).stream()
                .map(name ->
                        PolicyDetail.builder()
                                .policyName(name)
                                .policyDocument(
                                        Documents.encoded(
                                                inline.find(db, account, owner, name)
                                                        .orElseThrow()))
                                .build())
                .toList();
    }

    private List<AttachedPolicy> attached(Handle db, AccountId account, String owner) {
        return attachments.of(db, account, owner, "", ALL).stream()
                .map(one ->
                        AttachedPolicy.builder()
                                .policyName(one.name())
                                .policyArn(one.arn())
                                .build())
                .toList();
    }
}
