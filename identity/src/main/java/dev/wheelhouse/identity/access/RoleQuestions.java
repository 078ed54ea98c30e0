package dev.wheelhouse.identity.access;

import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Role;
import dev.wheelhouse.identity.Tag;
import dev.wheelhouse.identity.sql.RoleStore;
import dev.wheelhouse.identity.sql.TagStore;
import dev.wheelhouse.store.sql.Handle;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Questions about roles that other services ask, with what policies can ask of a role: its tags, as
 * {@code aws:ResourceTag/KEY} and {@code iam:ResourceTag/KEY} (Service Authorization Reference, AWS
 * IAM). Each method reads in the transaction of the handle it is given.
 */
public final class RoleQuestions {
    private static final RoleStore ROLES = new RoleStore();
    private static final TagStore TAGS = new TagStore();

    private RoleQuestions() {}

    /**
     * May this be done to a role, be there one or not?
     *
     * @param action for example {@code iam:GetRole}
     */
    public static AccessRequest about(Handle db, String action, String roleArn) {
        return ROLES.findByArn(db, roleArn)
                .map(role -> about(db, action, role))
                .orElseGet(() -> tagged(AccessRequest.to(action, roleArn), Map.of()));
    }

    /** May this be done to a role? */
    public static AccessRequest about(Handle db, String action, Role role) {
        return tagged(
                AccessRequest.to(action, role.arn()),
                TAGS.list(db, role.account(), role.id()).stream()
                        .collect(Collectors.toMap(Tag::key, Tag::value)));
    }

    /**
     * May a role be passed to a service?
     *
     * @param service for example {@code ec2.amazonaws.com}
     */
    public static AccessRequest passing(Handle db, String roleArn, String service) {
        return about(db, "iam:PassRole", roleArn).with("iam:PassedToService", service);
    }

    /** The same for a role that was found already. */
    public static AccessRequest passing(Handle db, Role role, String service) {
        return about(db, "iam:PassRole", role).with("iam:PassedToService", service);
    }

    private static AccessRequest tagged(AccessRequest request, Map<String, String> tags) {
        return request.withResourceTags(tags).withTags("iam:ResourceTag/", tags);
    }
}
