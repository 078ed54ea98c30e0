package dev.wheelhouse.identity.api;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.sql.AttachmentStore;
import dev.wheelhouse.identity.sql.BoundaryStore;
import dev.wheelhouse.identity.sql.GroupStore;
import dev.wheelhouse.identity.sql.RoleStore;
import dev.wheelhouse.identity.sql.UserStore;
import dev.wheelhouse.store.sql.Handle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.PolicyGroup;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PolicyUser;

/** ListEntitiesForPolicy of the IAM API. */
final class PolicyEntities {
    private final Desk desk;
    private final ManagedPolicies policies;
    private final AttachmentStore attachments = new AttachmentStore();
    private final BoundaryStore boundaries = new BoundaryStore();
    private final UserStore users = new UserStore();
    private final GroupStore groups = new GroupStore();
    private final RoleStore roles = new RoleStore();

    PolicyEntities(Desk desk, ManagedPolicies policies) {
        this.desk = desk;
        this.policies = policies;
    }

    ListEntitiesForPolicyResponse list(Call call, ListEntitiesForPolicyRequest request) {
        var prefix = Optional.ofNullable(request.pathPrefix()).orElse("/");
        return desk.database()
                .read(db -> {
                    var policy =
                            policies.required(
                                    db, call, "ListEntitiesForPolicy", request.policyArn());
                    var entities =
                            owners(db, call.account(), policy.arn(), request).stream()
                                    .flatMap(id -> entity(db, call.account(), id).stream())
                                    .filter(entity -> entity.path().startsWith(prefix))
                                    .filter(entity ->
                                            request.entityFilter() == null
                                                    || request.entityFilter() == entity.type())
                                    .toList();
                    var page =
                            Paged.read(
                                    "ListEntitiesForPolicy",
                                    request.marker(),
                                    request.maxItems(),
                                    Paged.of(entities, Entity::id),
                                    Entity::id);
                    return answer(page);
                });
    }

    private List<String> owners(
            Handle db, AccountId account, String arn, ListEntitiesForPolicyRequest request) {
        var usage = Optional.ofNullable(request.policyUsageFilter());
        var owners = new TreeMap<String, String>();
        if (!usage.equals(Optional.of(PolicyUsageType.PERMISSIONS_BOUNDARY))) {
            attachments.owners(db, account, arn).forEach(id -> owners.put(id, id));
        }
        if (!usage.equals(Optional.of(PolicyUsageType.PERMISSIONS_POLICY))) {
            boundaries.owners(db, account, arn).forEach(id -> owners.put(id, id));
        }
        return List.copyOf(owners.keySet());
    }

    /** A user, group or role. */
    private record Entity(EntityType type, String id, String name, String path) {}

    private Optional<Entity> entity(Handle db, AccountId account, String id) {
        return users.findById(db, account, id)
                .map(user -> new Entity(EntityType.USER, id, user.name(), user.path()))
                .or(() ->
                        groups.findById(db, account, id)
                                .map(group ->
                                        new Entity(
                                                EntityType.GROUP, id, group.name(), group.path())))
                .or(() ->
                        roles.findById(db, account, id)
                                .map(role ->
                                        new Entity(EntityType.ROLE, id, role.name(), role.path())));
    }

    private static ListEntitiesForPolicyResponse answer(Paged<Entity> page) {
        var userList = new ArrayList<PolicyUser>();
        var groupList = new ArrayList<PolicyGroup>();
        var roleList = new ArrayList<PolicyRole>();
        for (var entity : page.items()) {
            if (entity.type() == EntityType.USER) {
                userList.add(
                        PolicyUser.builder().userName(entity.name()).userId(entity.id()).build());
            } else if (entity.type() == EntityType.GROUP) {
                groupList.add(
                        PolicyGroup.builder()
                                .groupName(entity.name())
                                .groupId(entity.id())
                                .build());
            } else {
                roleList.add(
                        PolicyRole.builder().roleName(entity.name()).roleId(entity.id()).build());
            }
        }
        return ListEntitiesForPolicyResponse.builder()
                .policyUsers(userList)
                .policyGroups(groupList)
                .policyRoles(roleList)
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
