package dev.wheelhouse.identity.api;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Arn;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.Tag;
import dev.wheelhouse.identity.User;
import dev.wheelhouse.identity.sql.AccessKeyStore;
import dev.wheelhouse.identity.sql.AttachmentStore;
import dev.wheelhouse.identity.sql.InlinePolicyStore;
import dev.wheelhouse.identity.sql.LoginProfileStore;
import dev.wheelhouse.identity.sql.MembershipStore;
import dev.wheelhouse.identity.sql.TagStore;
import dev.wheelhouse.identity.sql.UserStore;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateUserResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserResponse;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserResponse;
import software.amazon.awssdk.services.iam.model.ListUserTagsRequest;
import software.amazon.awssdk.services.iam.model.ListUserTagsResponse;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.TagUserRequest;
import software.amazon.awssdk.services.iam.model.TagUserResponse;
import software.amazon.awssdk.services.iam.model.UntagUserRequest;
import software.amazon.awssdk.services.iam.model.UntagUserResponse;
import software.amazon.awssdk.services.iam.model.UpdateUserRequest;
import software.amazon.awssdk.services.iam.model.UpdateUserResponse;

/** The user actions of the IAM API. */
final class Users {
    private final Desk desk;
    private final Boundaries boundaries;
    private final Principals principals = new Principals();
    private final UserStore users = new UserStore();
    private final TagStore tags = new TagStore();
    private final AccessKeyStore keys = new AccessKeyStore();
    private final LoginProfileStore logins = new LoginProfileStore();
    private final MembershipStore memberships = new MembershipStore();
    private final InlinePolicyStore inline = new InlinePolicyStore();
    private final AttachmentStore attachments = new AttachmentStore();

    Users(Desk desk, Boundaries boundaries) {
        this.desk = desk;
        this.boundaries = boundaries;
    }

    CreateUserResponse create(Call call, CreateUserRequest request) {
        var path = Optional.ofNullable(request.path()).orElse("/");
        var given = Tags.given(request.tags());
        return desk.database()
                .write(db -> {
                    var user =
                            new User(
                                    call.account(),
                                    desk.identifiers().userId(),
                                    request.userName(),
                                    path,
                                    desk.clock().instant(),
                                    Optional.ofNullable(request.permissionsBoundary()));
                    Tags.requireTagging(
                            call,
                            Principal.of(user, List.of()).asking("CreateUser"),
                            "iam:TagUser",
                            given);
                    user.boundary().ifPresent(arn -> boundaries.check(db, call, arn));
                    if (!users.insert(db, user)) {
                        throw exists(request.userName());
                    }
                    Quotas.requireRoom("UsersPerAccount", 5_000, users.count(db, call.account()));
                    tags.put(db, call.account(), user.id(), given);
                    desk.created(db, call, "iam:CreateUser", user.arn(), state(user));
                    return CreateUserResponse.builder().user(described(user, given)).build();
                });
    }

    /** Without a name, the user who calls. */
    GetUserResponse get(Call call, GetUserRequest request) {
        return desk.database()
                .read(db -> {
                    var user = named(db, call, "GetUser", request.userName());
                    return GetUserResponse.builder()
                            .user(described(user, tags.list(db, call.account(), user.id())))
                            .build();
                });
    }

    /** The user of a name, or without one the user who calls. */
    User named(Handle db, Call call, String action, @Nullable String name) {
        if (name != null) {
            return principals.user(db, call, action, name);
        }
        var self =
                users.findById(db, call.account(), call.caller().userId())
                        .orElseThrow(() ->
                                IamError.VALIDATION.because(
                                        "Must specify userName when calling with non-User"
                                                + " credentials"));
        call.require(principals.principal(db, self).asking(action));
        return self;
    }

    ListUsersResponse list(Call call, ListUsersRequest request) {
        call.require(
                AccessRequest.to("iam:ListUsers", Arn.iam(call.account(), "user/").toString()));
        var prefix = Optional.ofNullable(request.pathPrefix()).orElse("/");
        var page =
                desk.database()
                        .read(db ->
                                Paged.read(
                                        "ListUsers",
                                        request.marker(),
                                        request.maxItems(),
                                        (after, limit) ->
                                                users.list(
                                                        db, call.account(), prefix, after, limit),
                                        User::name));
        return ListUsersResponse.builder()
                .users(page.items().stream().map(user -> described(user, List.of())).toList())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    UpdateUserResponse update(Call call, UpdateUserRequest request) {
        return desk.database()
                .write(db -> {
                    var user = principals.user(db, call, "UpdateUser", request.userName());
                    var name = Optional.ofNullable(request.newUserName());
                    var path = Optional.ofNullable(request.newPath());
                    var renamed =
                            new User(
                                    user.account(),
                                    user.id(),
                                    name.orElse(user.name()),
                                    path.orElse(user.path()),
                                    user.created(),
                                    user.boundary());
                    call.require(principals.principal(db, renamed).asking("UpdateUser"));
                    if (!users.rename(db, user, renamed.name(), renamed.path())) {
                        throw exists(renamed.name());
                    }
                    desk.changed(
                            db, call, "iam:UpdateUser", user.arn(), state(user), state(renamed));
                    return UpdateUserResponse.builder().build();
                });
    }

    DeleteUserResponse delete(Call call, DeleteUserRequest request) {
        return desk.database()
                .write(db -> {
                    var user = principals.user(db, call, "DeleteUser", request.userName());
                    requireUnused(db, call.account(), user.id());
                    tags.clear(db, call.account(), user.id());
                    users.delete(db, user);
                    desk.deleted(db, call, "iam:DeleteUser", user.arn(), state(user));
                    return DeleteUserResponse.builder().build();
                });
    }

    private void requireUnused(Handle db, AccountId account, String id) {
        if (!memberships.groups(db, account, id, "", 1).isEmpty()) {
            throw IamError.DELETE_CONFLICT.because(
                    "Cannot delete entity, must remove users from group first.");
        }
        if (!keys.of(db, account, id).isEmpty()) {
            throw IamError.DELETE_CONFLICT.because(
                    "Cannot delete entity, must delete access keys first.");
        }
        if (logins.find(db, account, id).isPresent()) {
            throw IamError.DELETE_CONFLICT.because(
                    "Cannot delete entity, must delete login profile first.");
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

    PutUserPermissionsBoundaryResponse putPermissionsBoundary(
            Call call, PutUserPermissionsBoundaryRequest request) {
        return desk.database()
                .write(db -> {
                    var principal =
                            boundaries.put(
                                    db,
                                    call,
                                    Principal.Kind.USER,
                                    request.userName(),
                                    request.permissionsBoundary());
                    users.setBoundary(
                            db,
                            users.findById(db, call.account(), principal.id()).orElseThrow(),
                            Optional.of(request.permissionsBoundary()));
                    return PutUserPermissionsBoundaryResponse.builder().build();
                });
    }

    DeleteUserPermissionsBoundaryResponse deletePermissionsBoundary(
            Call call, DeleteUserPermissionsBoundaryRequest request) {
        return desk.database()
                .write(db -> {
                    var user =
                            principals.user(
                                    db, call, "DeleteUserPermissionsBoundary", request.userName());
                    boundaries.requireOne(user.boundary(), user.name());
                    users.setBoundary(db, user, Optional.empty());
                    desk.deleted(
                            db,
                            call,
                            "iam:DeleteUserPermissionsBoundary",
                            user.arn(),
                            Value.text(user.boundary().orElse("")));
                    return DeleteUserPermissionsBoundaryResponse.builder().build();
                });
    }

    TagUserResponse tag(Call call, TagUserRequest request) {
        var given = Tags.given(request.tags());
        return desk.database()
                .write(db -> {
                    var user =
                            principals.find(
                                    db, call, "TagUser", Principal.Kind.USER, request.userName());
                    Tags.tag(db, desk, call, user, given);
                    return TagUserResponse.builder().build();
                });
    }

    UntagUserResponse untag(Call call, UntagUserRequest request) {
        return desk.database()
                .write(db -> {
                    var user =
                            principals.find(
                                    db, call, "UntagUser", Principal.Kind.USER, request.userName());
                    Tags.untag(db, desk, call, user, request.tagKeys());
                    return UntagUserResponse.builder().build();
                });
    }

    ListUserTagsResponse listTags(Call call, ListUserTagsRequest request) {
        return desk.database()
                .read(db -> {
                    var user = principals.user(db, call, "ListUserTags", request.userName());
                    var page =
                            Paged.read(
                                    "ListUserTags",
                                    request.marker(),
                                    request.maxItems(),
                                    Paged.of(tags.list(db, call.account(), user.id()), Tag::key),
                                    Tag::key);
                    return ListUserTagsResponse.builder()
                            .tags(Tags.sdk(page.items()))
                            .isTruncated(page.truncated())
                            .marker(page.marker())
                            .build();
                });
    }

    private static RuntimeException exists(String name) {
        return IamError.ENTITY_ALREADY_EXISTS.because(
                "User with name " + name + " already exists.");
    }

    static software.amazon.awssdk.services.iam.model.User described(User user, List<Tag> tags) {
        var described =
                software.amazon.awssdk.services.iam.model.User.builder()
                        .path(user.path())
                        .userName(user.name())
                        .userId(user.id())
                        .arn(user.arn())
                        .createDate(user.created());
        user.boundary()
                .ifPresent(arn ->
                        described.permissionsBoundary(
                                AttachedPermissionsBoundary.builder()
                                        .permissionsBoundaryType("Policy")
                                        .permissionsBoundaryArn(arn)
                                        .build()));
        return tags.isEmpty() ? described.build() : described.tags(Tags.sdk(tags)).build();
    }

    private static Value state(User user) {
        return Value.object("userId", Value.text(user.id())).with("arn", Value.text(user.arn()));
    }
}
