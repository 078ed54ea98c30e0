package dev.wheelhouse.identity.api;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Arn;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.Role;
import dev.wheelhouse.identity.Tag;
import dev.wheelhouse.identity.sql.AttachmentStore;
import dev.wheelhouse.identity.sql.InlinePolicyStore;
import dev.wheelhouse.identity.sql.InstanceProfileStore;
import dev.wheelhouse.identity.sql.RoleStore;
import dev.wheelhouse.identity.sql.RoleUseStore;
import dev.wheelhouse.identity.sql.TagStore;
import dev.wheelhouse.store.sql.Handle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.ListRoleTagsRequest;
import software.amazon.awssdk.services.iam.model.ListRoleTagsResponse;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.RoleLastUsed;
import software.amazon.awssdk.services.iam.model.TagRoleRequest;
import software.amazon.awssdk.services.iam.model.TagRoleResponse;
import software.amazon.awssdk.services.iam.model.UntagRoleRequest;
import software.amazon.awssdk.services.iam.model.UntagRoleResponse;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleDescriptionRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleDescriptionResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleResponse;

/** The role actions of the IAM API. */
final class Roles {
    private static final int DEFAULT_SESSION_SECONDS = 3_600;

    private static final TrustPolicies TRUST = new TrustPolicies();
    private static final RoleUseStore USES = new RoleUseStore();

    private final Desk desk;
    private final Boundaries boundaries;
    private final Principals principals = new Principals();
    private final RoleStore roles = new RoleStore();
    private final TagStore tags = new TagStore();
    private final InlinePolicyStore inline = new InlinePolicyStore();
    private final AttachmentStore attachments = new AttachmentStore();
    private final InstanceProfileStore profiles = new InstanceProfileStore();

    Roles(Desk desk, Boundaries boundaries) {
        this.desk = desk;
        this.boundaries = boundaries;
    }

    CreateRoleResponse create(Call call, CreateRoleRequest request) {
        var path = Optional.ofNullable(request.path()).orElse("/");
        var given = Tags.given(request.tags());
        return desk.database()
                .write(db -> {
                    var role =
                            new Role(
                                    call.account(),
                                    desk.identifiers().roleId(),
                                    request.roleName(),
                                    path,
                                    desk.clock().instant(),
                                    Optional.ofNullable(request.description()).orElse(""),
                                    request.assumeRolePolicyDocument(),
                                    Duration.ofSeconds(
                                            Optional.ofNullable(request.maxSessionDuration())
                                                    .orElse(DEFAULT_SESSION_SECONDS)),
                                    Optional.ofNullable(request.permissionsBoundary()));
                    Tags.requireTagging(
                            call,
                            Principal.of(role, List.of()).asking("CreateRole"),
                            "iam:TagRole",
                            given);
                    if (path.startsWith(ServiceLinkedRoles.PATH)) {
                        throw IamError.INVALID_INPUT.because(
                                "The path "
                                        + ServiceLinkedRoles.PATH
                                        + " is that of service-linked roles, which"
                                        + " CreateServiceLinkedRole makes.");
                    }
                    var kept = role.withTrustPolicy(TRUST.kept(db, role.trustPolicy()));
                    role.boundary().ifPresent(arn -> boundaries.check(db, call, arn));
                    if (!roles.insert(db, kept)) {
                        throw IamError.ENTITY_ALREADY_EXISTS.because(
                                "Role with name " + request.roleName() + " already exists.");
                    }
                    Quotas.requireRoom("RolesPerAccount", 1_000, roles.count(db, call.account()));
                    tags.put(db, call.account(), role.id(), given);
                    desk.created(db, call, "iam:CreateRole", role.arn(), state(role));
                    return CreateRoleResponse.builder().role(described(db, kept, given)).build();
                });
    }

    GetRoleResponse get(Call call, GetRoleRequest request) {
        return desk.database()
                .read(db -> {
                    var role = principals.role(db, call, "GetRole", request.roleName());
                    return GetRoleResponse.builder()
                            .role(
                                    described(db, role, tags.list(db, call.account(), role.id()))
                                            .toBuilder()
                                            .roleLastUsed(lastUsed(db, role))
                                            .build())
                            .build();
                });
    }

    ListRolesResponse list(Call call, ListRolesRequest request) {
        call.require(
                AccessRequest.to("iam:ListRoles", Arn.iam(call.account(), "role/").toString()));
        var prefix = Optional.ofNullable(request.pathPrefix()).orElse("/");
        return desk.database()
                .read(db -> {
                    var page =
                            Paged.read(
                                    "ListRoles",
                                    request.marker(),
                                    request.maxItems(),
                                    (after, limit) ->
                                            roles.list(db, call.account(), prefix, after, limit),
                                    Role::name);
                    return ListRolesResponse.builder()
                            .roles(page.items().stream().map(role -> listed(db, role)).toList())
                            .isTruncated(page.truncated())
                            .marker(page.marker())
                            .build();
                });
    }

    DeleteRoleResponse delete(Call call, DeleteRoleRequest request) {
        return desk.database()
                .write(db -> {
                    var role = principals.role(db, call, "DeleteRole", request.roleName());
                    ServiceLinkedRoles.requireModifiable(role.arn());
                    requireUnused(db, call.account(), role.id());
                    tags.clear(db, call.account(), role.id());
                    roles.delete(db, role);
                    USES.delete(db, role.id());
                    desk.deleted(db, call, "iam:DeleteRole", role.arn(), state(role));
                    return DeleteRoleResponse.builder().build();
                });
    }

    private void requireUnused(Handle db, AccountId account, String id) {
        if (!profiles.withRole(db, account, id, "", 1).isEmpty()) {
            throw IamError.DELETE_CONFLICT.because(
                    "Cannot delete entity, must remove roles from instance profile first.");
        }
        if (!attachments.of(db, account, id, "", 1).isEmpty()) {
            throw IamError.DELETE_CONFLICT.because(
                    "Cannot delete entity, must detach all policies first.");
        }
        if (!inline.names(db, account, id, "", 1).isEmpty()) {
            throw IamError.DELETE_CONFLICT.because(
                    "Cannot delete entity, must delete policies first.");
        }
    }

    UpdateRoleResponse update(Call call, UpdateRoleRequest request) {
        return desk.database()
                .write(db -> {
                    var role = principals.role(db, call, "UpdateRole", request.roleName());
                    change(
                            db,
                            call,
                            "iam:UpdateRole",
                            role,
                            Optional.ofNullable(request.description()).orElse(role.description()),
                            Optional.ofNullable(request.maxSessionDuration())
                                    .map(Duration::ofSeconds)
                                    .orElse(role.maxSession()),
                            role.trustPolicy());
                    return UpdateRoleResponse.builder().build();
                });
    }

    UpdateRoleDescriptionResponse updateDescription(
            Call call, UpdateRoleDescriptionRequest request) {
        return desk.database()
                .write(db -> {
                    var role =
                            principals.role(db, call, "UpdateRoleDescription", request.roleName());
                    var changed =
                            change(
                                    db,
                                    call,
                                    "iam:UpdateRoleDescription",
                                    role,
                                    request.description(),
                                    role.maxSession(),
                                    role.trustPolicy());
                    return UpdateRoleDescriptionResponse.builder()
                            .role(listed(db, changed))
                            .build();
                });
    }

    UpdateAssumeRolePolicyResponse updateAssumeRolePolicy(
            Call call, UpdateAssumeRolePolicyRequest request) {
        return desk.database()
                .write(db -> {
                    var role =
                            principals.role(db, call, "UpdateAssumeRolePolicy", request.roleName());
                    ServiceLinkedRoles.requireModifiable(role.arn());
                    change(
                            db,
                            call,
                            "iam:UpdateAssumeRolePolicy",
                            role,
                            role.description(),
                            role.maxSession(),
                            TRUST.kept(db, request.policyDocument()));
                    return UpdateAssumeRolePolicyResponse.builder().build();
                });
    }

    private Role change(
            Handle db,
            Call call,
            String action,
            Role role,
            String description,
            Duration maxSession,
            String trustPolicy) {
        roles.update(db, role, description, maxSession, trustPolicy);
        var changed =
                new Role(
                        role.account(),
                        role.id(),
                        role.name(),
                        role.path(),
                        role.created(),
                        description,
                        trustPolicy,
                        maxSession,
                        role.boundary());
        desk.changed(db, call, action, role.arn(), state(role), state(changed));
        return changed;
    }

    PutRolePermissionsBoundaryResponse putPermissionsBoundary(
            Call call, PutRolePermissionsBoundaryRequest request) {
        return desk.database()
                .write(db -> {
                    var role =
                            boundaries.put(
                                    db,
                                    call,
                                    Principal.Kind.ROLE,
                                    request.roleName(),
                                    request.permissionsBoundary());
                    roles.findById(db, call.account(), role.id())
                            .ifPresent(found ->
                                    roles.setBoundary(
                                            db, found, Optional.of(request.permissionsBoundary())));
                    return PutRolePermissionsBoundaryResponse.builder().build();
                });
    }

    DeleteRolePermissionsBoundaryResponse deletePermissionsBoundary(
            Call call, DeleteRolePermissionsBoundaryRequest request) {
        return desk.database()
                .write(db -> {
                    var role =
                            principals.role(
                                    db, call, "DeleteRolePermissionsBoundary", request.roleName());
                    boundaries.requireOne(role.boundary(), role.name());
                    roles.setBoundary(db, role, Optional.empty());
                    desk.deleted(
                            db,
                            call,
                            "iam:DeleteRolePermissionsBoundary",
                            role.arn(),
                            Value.text(role.boundary().orElse("")));
                    return DeleteRolePermissionsBoundaryResponse.builder().build();
                });
    }

    TagRoleResponse tag(Call call, TagRoleRequest request) {
        var given = Tags.given(request.tags());
        return desk.database()
                .write(db -> {
                    var role =
                            principals.find(
                                    db, call, "TagRole", Principal.Kind.ROLE, request.roleName());
                    Tags.tag(db, desk, call, role, given);
                    return TagRoleResponse.builder().build();
                });
    }

    UntagRoleResponse untag(Call call, UntagRoleRequest request) {
        return desk.database()
                .write(db -> {
                    var role =
                            principals.find(
                                    db, call, "UntagRole", Principal.Kind.ROLE, request.roleName());
                    Tags.untag(db, desk, call, role, request.tagKeys());
                    return UntagRoleResponse.builder().build();
                });
    }

    ListRoleTagsResponse listTags(Call call, ListRoleTagsRequest request) {
        return desk.database()
                .read(db -> {
                    var role = principals.role(db, call, "ListRoleTags", request.roleName());
                    var page =
                            Paged.read(
                                    "ListRoleTags",
                                    request.marker(),
                                    request.maxItems(),
                                    Paged.of(tags.list(db, call.account(), role.id()), Tag::key),
                                    Tag::key);
                    return ListRoleTagsResponse.builder()
                            .tags(Tags.sdk(page.items()))
                            .isTruncated(page.truncated())
                            .marker(page.marker())
                            .build();
                });
    }

    /** When a role was last used; empty for one that never was. */
    static RoleLastUsed lastUsed(Handle db, Role role) {
        return USES.find(db, role.id())
                .map(use ->
                        RoleLastUsed.builder()
                                .lastUsedDate(use.time())
                                .region(use.region())
                                .build())
                .orElseGet(() -> RoleLastUsed.builder().build());
    }

    static software.amazon.awssdk.services.iam.model.Role described(
            Handle db, Role role, List<Tag> tags) {
        var described = listed(db, role).toBuilder();
        return tags.isEmpty() ? described.build() : described.tags(Tags.sdk(tags)).build();
    }

    /** As ListRoles shows it: without tags. */
    static software.amazon.awssdk.services.iam.model.Role listed(Handle db, Role role) {
        var listed =
                software.amazon.awssdk.services.iam.model.Role.builder()
                        .path(role.path())
                        .roleName(role.name())
                        .roleId(role.id())
                        .arn(role.arn())
                        .createDate(role.created())
                        .assumeRolePolicyDocument(Documents.encoded(TRUST.shown(db, role)))
                        .maxSessionDuration((int) role.maxSession().toSeconds());
        if (!role.description().isEmpty()) {
            listed.description(role.description());
        }
        role.boundary()
                .ifPresent(arn ->
                        listed.permissionsBoundary(
                                AttachedPermissionsBoundary.builder()
                                        .permissionsBoundaryType("Policy")
                                        .permissionsBoundaryArn(arn)
                                        .build()));
        return listed.build();
    }

    private static Value state(Role role) {
        return Value.object("roleId", Value.text(role.id()))
                .with("description", Value.text(role.description()))
                .with("maxSessionDuration", Value.number(role.maxSession().toSeconds()))
                .with("assumeRolePolicyDocument", Value.text(role.trustPolicy()));
    }
}
