package dev.wheelhouse.identity.api;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Arn;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.InstanceProfile;
import dev.wheelhouse.identity.Role;
import dev.wheelhouse.identity.Tag;
import dev.wheelhouse.identity.access.RoleQuestions;
import dev.wheelhouse.identity.sql.InstanceProfileStore;
import dev.wheelhouse.identity.sql.RoleStore;
import dev.wheelhouse.identity.sql.TagStore;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfileTagsRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfileTagsResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesResponse;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.TagInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.TagInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.UntagInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.UntagInstanceProfileResponse;

/** The instance profile actions of the IAM API. */
final class InstanceProfiles {
    private final Desk desk;
    private final Principals principals = new Principals();
    private final InstanceProfileStore profiles = new InstanceProfileStore();
    private final RoleStore roles = new RoleStore();
    private final TagStore tags = new TagStore();

    InstanceProfiles(Desk desk) {
        this.desk = desk;
    }

    CreateInstanceProfileResponse create(Call call, CreateInstanceProfileRequest request) {
        var given = Tags.given(request.tags());
        return desk.database()
                .write(db -> {
                    var profile =
                            new InstanceProfile(
                                    call.account(),
                                    desk.identifiers().instanceProfileId(),
                                    request.instanceProfileName(),
                                    Optional.ofNullable(request.path()).orElse("/"),
                                    desk.clock().instant(),
                                    Optional.empty());
                    Tags.requireTagging(
                            call,
                            AccessRequest.to("iam:CreateInstanceProfile", profile.arn()),
                            "iam:TagInstanceProfile",
                            given);
                    if (!profiles.insert(db, profile)) {
                        throw IamError.ENTITY_ALREADY_EXISTS.because(
                                "Instance Profile " + profile.name() + " already exists.");
                    }
                    Quotas.requireRoom(
                            "InstanceProfilesPerAccount",
                            1_000,
                            profiles.count(db, call.account()));
                    tags.put(db, call.account(), profile.id(), given);
                    desk.created(
                            db,
                            call,
                            "iam:CreateInstanceProfile",
                            profile.arn(),
                            Value.text(profile.id()));
                    return CreateInstanceProfileResponse.builder()
                            .instanceProfile(described(db, profile))
                            .build();
                });
    }

    GetInstanceProfileResponse get(Call call, GetInstanceProfileRequest request) {
        return desk.database()
                .read(db ->
                        GetInstanceProfileResponse.builder()
                                .instanceProfile(
                                        described(
                                                db,
                                                profile(
                                                        db,
                                                        call,
                                                        "GetInstanceProfile",
                                                        request.instanceProfileName())))
                                .build());
    }

    ListInstanceProfilesResponse list(Call call, ListInstanceProfilesRequest request) {
        call.require(
                AccessRequest.to(
                        "iam:ListInstanceProfiles",
                        Arn.iam(call.account(), "instance-profile/").toString()));
        var prefix = Optional.ofNullable(request.pathPrefix()).orElse("/");
        return desk.database()
                .read(db -> {
                    var page =
                            Paged.read(
                                    "ListInstanceProfiles",
                                    request.marker(),
                                    request.maxItems(),
                                    (after, limit) ->
                                            profiles.list(db, call.account(), prefix, after, limit),
                                    InstanceProfile::name);
                    return ListInstanceProfilesResponse.builder()
                            .instanceProfiles(described(db, page.items()))
                            .isTruncated(page.truncated())
                            .marker(page.marker())
                            .build();
                });
    }

    ListInstanceProfilesForRoleResponse listForRole(
            Call call, ListInstanceProfilesForRoleRequest request) {
        return desk.database()
                .read(db -> {
                    var role =
                            principals.role(
                                    db, call, "ListInstanceProfilesForRole", request.roleName());
                    var page =
                            Paged.read(
                                    "ListInstanceProfilesForRole",
                                    request.marker(),
                                    request.maxItems(),
                                    (after, limit) ->
                                            profiles.withRole(
                                                    db, call.account(), role.id(), after, limit),
                                    InstanceProfile::name);
                    return ListInstanceProfilesForRoleResponse.builder()
                            .instanceProfiles(described(db, page.items()))
                            .isTruncated(page.truncated())
                            .marker(page.marker())
                            .build();
                });
    }

    DeleteInstanceProfileResponse delete(Call call, DeleteInstanceProfileRequest request) {
        return desk.database()
                .write(db -> {
                    var profile =
                            profile(
                                    db,
                                    call,
                                    "DeleteInstanceProfile",
                                    request.instanceProfileName());
                    if (profile.roleId().isPresent()) {
                        throw IamError.DELETE_CONFLICT.because(
                                "Cannot delete entity, must remove roles from instance"
                                        + " profile first.");
                    }
                    tags.clear(db, call.account(), profile.id());
                    profiles.delete(db, profile);
                    desk.deleted(
                            db,
                            call,
                            "iam:DeleteInstanceProfile",
                            profile.arn(),
                            Value.text(profile.id()));
                    return DeleteInstanceProfileResponse.builder().build();
                });
    }

    /** The caller must be allowed to pass the role too. */
    AddRoleToInstanceProfileResponse addRole(Call call, AddRoleToInstanceProfileRequest request) {
        return desk.database()
                .write(db -> {
                    var profile =
                            profile(
                                    db,
                                    call,
                                    "AddRoleToInstanceProfile",
                                    request.instanceProfileName());
                    var role = role(db, call, request.roleName());
                    call.require(RoleQuestions.passing(db, role, "ec2.amazonaws.com"));
                    if (profile.roleId().isPresent()) {
                        throw IamError.LIMIT_EXCEEDED.because(
                                "Cannot exceed quota for"
                                        + " InstanceSessionsPerInstanceProfile: 1");
                    }
                    profiles.setRole(db, profile, Optional.of(role.id()));
                    desk.created(
                            db,
                            call,
                            "iam:AddRoleToInstanceProfile",
                            profile.arn(),
                            Value.text(role.arn()));
                    return AddRoleToInstanceProfileResponse.builder().build();
                });
    }

    RemoveRoleFromInstanceProfileResponse removeRole(
            Call call, RemoveRoleFromInstanceProfileRequest request) {
        return desk.database()
                .write(db -> {
                    var profile =
                            profile(
                                    db,
                                    call,
                                    "RemoveRoleFromInstanceProfile",
                                    request.instanceProfileName());
                    var role = role(db, call, request.roleName());
                    if (!profile.roleId().equals(Optional.of(role.id()))) {
                        throw Principals.noSuch(Principal.Kind.ROLE, request.roleName());
                    }
                    profiles.setRole(db, profile, Optional.empty());
                    desk.deleted(
                            db,
                            call,
                            "iam:RemoveRoleFromInstanceProfile",
                            profile.arn(),
                            Value.text(role.arn()));
                    return RemoveRoleFromInstanceProfileResponse.builder().build();
                });
    }

    private Role role(Handle db, Call call, String name) {
        return roles.find(db, call.account(), name)
                .orElseThrow(() -> Principals.noSuch(Principal.Kind.ROLE, name));
    }

    TagInstanceProfileResponse tag(Call call, TagInstanceProfileRequest request) {
        var given = Tags.given(request.tags());
        return desk.database()
                .write(db -> {
                    var profile =
                            profile(
                                    db,
                                    call,
                                    "TagInstanceProfile",
                                    request.instanceProfileName(),
                                    asked -> asked.withRequestTags(Principal.map(given)));
                    Tags.put(
                            db,
                            desk,
                            call,
                            "iam:TagInstanceProfile",
                            profile.id(),
                            profile.arn(),
                            given);
                    return TagInstanceProfileResponse.builder().build();
                });
    }

    UntagInstanceProfileResponse untag(Call call, UntagInstanceProfileRequest request) {
        var keys = request.tagKeys();
        return desk.database()
                .write(db -> {
                    var profile =
                            profile(
                                    db,
                                    call,
                                    "UntagInstanceProfile",
                                    request.instanceProfileName(),
                                    asked ->
                                            asked.with("aws:TagKeys", keys.toArray(String[]::new)));
                    Tags.remove(
                            db,
                            desk,
                            call,
                            "iam:UntagInstanceProfile",
                            profile.id(),
                            profile.arn(),
                            keys);
                    return UntagInstanceProfileResponse.builder().build();
                });
    }

    ListInstanceProfileTagsResponse listTags(Call call, ListInstanceProfileTagsRequest request) {
        return desk.database()
                .read(db -> {
                    var profile =
                            profile(
                                    db,
                                    call,
                                    "ListInstanceProfileTags",
                                    request.instanceProfileName());
                    var page =
                            Paged.read(
                                    "ListInstanceProfileTags",
                                    request.marker(),
                                    request.maxItems(),
                                    Paged.of(tags.list(db, call.account(), profile.id()), Tag::key),
                                    Tag::key);
                    return ListInstanceProfileTagsResponse.builder()
                            .tags(Tags.sdk(page.items()))
                            .isTruncated(page.truncated())
                            .marker(page.marker())
                            .build();
                });
    }

    private InstanceProfile profile(Handle db, Call call, String action, String name) {
        return profile(db, call, action, name, asked -> asked);
    }

    /** The profile for an action that may say more in its question than the name. */
    private InstanceProfile profile(
            Handle db, Call call, String action, String name, UnaryOperator<AccessRequest> more) {
        var found = profiles.find(db, call.account(), name);
        call.require(
                more.apply(
                        AccessRequest.to(
                                        "iam:" + action,
                                        found.map(InstanceProfile::arn)
                                                .orElseGet(() ->
                                                        Arn.iam(
                                                                        call.account(),
                                                                        "instance-profile/" + name)
                                                                .toString()))
                                .withResourceTags(
                                        found.map(profile ->
                                                        Principal.map(
                                                                tags.list(
                                                                        db,
                                                                        call.account(),
                                                                        profile.id())))
                                                .orElse(Map.of()))));
        return found.orElseThrow(() ->
                IamError.NO_SUCH_ENTITY.because("Instance Profile " + name + " cannot be found."));
    }

    List<software.amazon.awssdk.services.iam.model.InstanceProfile> described(
            Handle db, List<InstanceProfile> all) {
        return all.stream().map(profile -> described(db, profile)).toList();
    }

    private software.amazon.awssdk.services.iam.model.InstanceProfile described(
            Handle db, InstanceProfile profile) {
        var role = profile.roleId().flatMap(id -> roles.findById(db, profile.account(), id));
        List<Tag> tagged = tags.list(db, profile.account(), profile.id());
        var described =
                software.amazon.awssdk.services.iam.model.InstanceProfile.builder()
                        .path(profile.path())
                        .instanceProfileName(profile.name())
                        .instanceProfileId(profile.id())
                        .arn(profile.arn())
                        .createDate(profile.created())
                        .roles(role.stream().map(each -> Roles.listed(db, each)).toList());
        return tagged.isEmpty() ? described.build() : described.tags(Tags.sdk(tagged)).build();
    }
}
