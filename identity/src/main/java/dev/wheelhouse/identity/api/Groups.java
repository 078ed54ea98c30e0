package dev.wheelhouse.identity.api;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Arn;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.Group;
import dev.wheelhouse.identity.User;
import dev.wheelhouse.identity.sql.AttachmentStore;
import dev.wheelhouse.identity.sql.GroupStore;
import dev.wheelhouse.identity.sql.InlinePolicyStore;
import dev.wheelhouse.identity.sql.MembershipStore;
import dev.wheelhouse.identity.sql.UserStore;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.AddUserToGroupRequest;
import software.amazon.awssdk.services.iam.model.AddUserToGroupResponse;
import software.amazon.awssdk.services.iam.model.CreateGroupRequest;
import software.amazon.awssdk.services.iam.model.CreateGroupResponse;
import software.amazon.awssdk.services.iam.model.DeleteGroupRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupResponse;
import software.amazon.awssdk.services.iam.model.GetGroupRequest;
import software.amazon.awssdk.services.iam.model.GetGroupResponse;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserResponse;
import software.amazon.awssdk.services.iam.model.ListGroupsRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsResponse;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupRequest;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupResponse;
import software.amazon.awssdk.services.iam.model.UpdateGroupRequest;
import software.amazon.awssdk.services.iam.model.UpdateGroupResponse;

/** The group actions of the IAM API. */
final class Groups {
    private static final int MOST_GROUPS_OF_USER = 10;

    private final Desk desk;
    private final Principals principals = new Principals();
    private final GroupStore groups = new GroupStore();
    private final UserStore users = new UserStore();
    private final MembershipStore memberships = new MembershipStore();
    private final InlinePolicyStore inline = new InlinePolicyStore();
    private final AttachmentStore attachments = new AttachmentStore();

    Groups(Desk desk) {
        this.desk = desk;
    }

    CreateGroupResponse create(Call call, CreateGroupRequest request) {
        return desk.database()
                .write(db -> {
                    var group =
                            new Group(
                                    call.account(),
                                    desk.identifiers().groupId(),
                                    request.groupName(),
                                    Optional.ofNullable(request.path()).orElse("/"),
                                    desk.clock().instant());
                    call.require(Principal.of(group).asking("CreateGroup"));
                    if (!groups.insert(db, group)) {
                        throw exists(group.name());
                    }
                    Quotas.requireRoom("GroupsPerAccount", 300, groups.count(db, call.account()));
                    desk.created(db, call, "iam:CreateGroup", group.arn(), state(group));
                    return CreateGroupResponse.builder().group(described(group)).build();
                });
    }

    GetGroupResponse get(Call call, GetGroupRequest request) {
        return desk.database()
                .read(db -> {
                    var group = principals.group(db, call, "GetGroup", request.groupName());
                    var page =
                            Paged.read(
                                    "GetGroup",
                                    request.marker(),
                                    request.maxItems(),
                                    (after, limit) ->
                                            memberships.users(
                                                    db, call.account(), group.id(), after, limit),
                                    User::name);
                    return GetGroupResponse.builder()
                            .group(described(group))
                            .users(
                                    page.items().stream()
                                            .map(user -> Users.described(user, List.of()))
                                            .toList())
                            .isTruncated(page.truncated())
                            .marker(page.marker())
                            .build();
                });
    }

    ListGroupsResponse list(Call call, ListGroupsRequest request) {
        call.require(
                AccessRequest.to("iam:ListGroups", Arn.iam(call.account(), "group/").toString()));
        var prefix = Optional.ofNullable(request.pathPrefix()).orElse("/");
        var page =
                desk.database()
                        .read(db ->
                                Paged.read(
                                        "ListGroups",
                                        request.marker(),
                                        request.maxItems(),
                                        (after, limit) ->
                                                groups.list(
                                                        db, call.account(), prefix, after, limit),
                                        Group::name));
        return ListGroupsResponse.builder()
                .groups(page.items().stream().map(Groups::described).toList())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    ListGroupsForUserResponse listForUser(Call call, ListGroupsForUserRequest request) {
        return desk.database()
                .read(db -> {
                    var user = principals.user(db, call, "ListGroupsForUser", request.userName());
                    var page =
                            Paged.read(
                                    "ListGroupsForUser",
                                    request.marker(),
                                    request.maxItems(),
                                    (after, limit) ->
                                            memberships.groups(
                                                    db, call.account(), user.id(), after, limit),
                                    Group::name);
                    return ListGroupsForUserResponse.builder()
                            .groups(page.items().stream().map(Groups::described).toList())
                            .isTruncated(page.truncated())
                            .marker(page.marker())
                            .build();
                });
    }

    UpdateGroupResponse update(Call call, UpdateGroupRequest request) {
        return desk.database()
                .write(db -> {
                    var group = principals.group(db, call, "UpdateGroup", request.groupName());
                    var renamed =
                            new Group(
                                    group.account(),
                                    group.id(),
                                    Optional.ofNullable(request.newGroupName())
                                            .orElse(group.name()),
                                    Optional.ofNullable(request.newPath()).orElse(group.path()),
                                    group.created());
                    call.require(Principal.of(renamed).asking("UpdateGroup"));
                    if (!groups.rename(db, group, renamed.name(), renamed.path())) {
                        throw exists(renamed.name());
                    }
                    desk.changed(
                            db, call, "iam:UpdateGroup", group.arn(), state(group), state(renamed));
                    return UpdateGroupResponse.builder().build();
                });
    }

    DeleteGroupResponse delete(Call call, DeleteGroupRequest request) {
        return desk.database()
                .write(db -> {
                    var group = principals.group(db, call, "DeleteGroup", request.groupName());
                    requireUnused(db, call.account(), group.id());
                    groups.delete(db, group);
                    desk.deleted(db, call, "iam:DeleteGroup", group.arn(), state(group));
                    return DeleteGroupResponse.builder().build();
                });
    }

    private void requireUnused(Handle db, AccountId account, String id) {
        if (!memberships.users(db, account, id, "", 1).isEmpty()) {
            throw IamError.DELETE_CONFLICT.because(
                    "Cannot delete entity, must remove users from group first.");
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

    AddUserToGroupResponse addUser(Call call, AddUserToGroupRequest request) {
        return desk.database()
                .write(db -> {
                    var group = principals.group(db, call, "AddUserToGroup", request.groupName());
                    var user = member(db, call, request.userName());
                    if (memberships.add(db, group, user)) {
                        Quotas.requireRoom(
                                "GroupsPerUser",
                                MOST_GROUPS_OF_USER,
                                memberships
                                        .groups(
                                                db,
                                                call.account(),
                                                user.id(),
                                                "",
                                                MOST_GROUPS_OF_USER + 1)
                                        .size());
                        desk.created(
                                db,
                                call,
                                "iam:AddUserToGroup",
                                group.arn(),
                                Value.text(user.arn()));
                    }
                    return AddUserToGroupResponse.builder().build();
                });
    }

    RemoveUserFromGroupResponse removeUser(Call call, RemoveUserFromGroupRequest request) {
        return desk.database()
                .write(db -> {
                    var group =
                            principals.group(db, call, "RemoveUserFromGroup", request.groupName());
                    var user = member(db, call, request.userName());
                    if (memberships.remove(db, group, user)) {
                        desk.deleted(
                                db,
                                call,
                                "iam:RemoveUserFromGroup",
                                group.arn(),
                                Value.text(user.arn()));
                    }
                    return RemoveUserFromGroupResponse.builder().build();
                });
    }

    /** The question was asked about the group: IAM has none about the user here. */
    private User member(Handle db, Call call, String name) {
        return users.find(db, call.account(), name)
                .orElseThrow(() -> Principals.noSuch(Principal.Kind.USER, name));
    }

    private static RuntimeException exists(String name) {
        return IamError.ENTITY_ALREADY_EXISTS.because(
                "Group with name " + name + " already exists.");
    }

    private static software.amazon.awssdk.services.iam.model.Group described(Group group) {
        return software.amazon.awssdk.services.iam.model.Group.builder()
                .path(group.path())
                .groupName(group.name())
                .groupId(group.id())
                .arn(group.arn())
                .createDate(group.created())
                .build();
    }

    private static Value state(Group group) {
        return Value.object("groupId", Value.text(group.id())).with("arn", Value.text(group.arn()));
    }
}
