package dev.wheelhouse.identity.api;

import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Arn;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.Group;
import dev.wheelhouse.identity.Role;
import dev.wheelhouse.identity.User;
import dev.wheelhouse.identity.sql.GroupStore;
import dev.wheelhouse.identity.sql.RoleStore;
import dev.wheelhouse.identity.sql.TagStore;
import dev.wheelhouse.identity.sql.UserStore;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.wire.ServiceException;

/**
 * Finds users, groups and roles for an action: asks whether the caller may do it to them, and only
 * then says that one does not exist.
 */
final class Principals {
    private final UserStore users = new UserStore();
    private final GroupStore groups = new GroupStore();
    private final RoleStore roles = new RoleStore();
    private final TagStore tags = new TagStore();

    /** A user for an action, or {@code NoSuchEntity}. */
    User user(Handle db, Call call, String action, String name) {
        var found = users.find(db, call.account(), name);
        if (found.isEmpty()) {
            throw missing(call, action, Principal.Kind.USER, name);
        }
        call.require(principal(db, found.get()).asking(action));
        return found.get();
    }

    /** A group for an action, or {@code NoSuchEntity}. */
    Group group(Handle db, Call call, String action, String name) {
        var found = groups.find(db, call.account(), name);
        if (found.isEmpty()) {
            throw missing(call, action, Principal.Kind.GROUP, name);
        }
        call.require(Principal.of(found.get()).asking(action));
        return found.get();
    }

    /** A role for an action, or {@code NoSuchEntity}. */
    Role role(Handle db, Call call, String action, String name) {
        var found = roles.find(db, call.account(), name);
        if (found.isEmpty()) {
            throw missing(call, action, Principal.Kind.ROLE, name);
        }
        call.require(principal(db, found.get()).asking(action));
        return found.get();
    }

    /** A user, group or role for an action that says more in its question than the name. */
    Principal find(Handle db, Call call, String action, Principal.Kind kind, String name) {
        return switch (kind) {
            case USER ->
                    users.find(db, call.account(), name)
                            .map(user -> principal(db, user))
                            .orElseThrow(() -> missing(call, action, kind, name));
            case GROUP ->
                    groups.find(db, call.account(), name)
                            .map(Principal::of)
                            .orElseThrow(() -> missing(call, action, kind, name));
            case ROLE ->
                    roles.find(db, call.account(), name)
                            .map(role -> principal(db, role))
                            .orElseThrow(() -> missing(call, action, kind, name));
        };
    }

    Principal principal(Handle db, User user) {
        return Principal.of(user, tags.list(db, user.account(), user.id()));
    }

    Principal principal(Handle db, Role role) {
        return Principal.of(role, tags.list(db, role.account(), role.id()));
    }

    private static ServiceException missing(
            Call call, String action, Principal.Kind kind, String name) {
        call.require(AccessRequest.to("iam:" + action, arn(call.account(), kind, name)));
        return noSuch(kind, name);
    }

    static ServiceException noSuch(Principal.Kind kind, String name) {
        return IamError.NO_SUCH_ENTITY.because(
                "The " + kind.word() + " with name " + name + " cannot be found.");
    }

    private static String arn(AccountId account, Principal.Kind kind, String name) {
        return Arn.iam(account, kind.word() + "/" + name).toString();
    }
}
