package dev.wheelhouse.identity.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Group;
import dev.wheelhouse.identity.User;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;

/** Who is in which group. Each method runs in the transaction of the handle it is given. */
public final class MembershipStore {
    private static final String ADD =
            """
            INSERT INTO iam_membership (account, group_id, user_id)
            VALUES (:account, :group, :user)
            ON CONFLICT DO NOTHING
            """;

    private static final String REMOVE =
            """
            DELETE FROM iam_membership
            WHERE account = :account AND group_id = :group AND user_id = :user
            """;

    private static final String USERS =
            """
            SELECT u.account, u.id, u.name, u.path, u.boundary_arn, u.created_at_ms
            FROM iam_membership m
            JOIN iam_user u ON u.account = m.account AND u.id = m.user_id
            WHERE m.account = :account AND m.group_id = :group AND u.name_key > :after
            ORDER BY u.name_key
            LIMIT :limit
            """;

    private static final String GROUPS =
            """
            SELECT g.account, g.id, g.name, g.path, g.created_at_ms
            FROM iam_membership m
            JOIN iam_group g ON g.account = m.account AND g.id = m.group_id
            WHERE m.account = :account AND m.user_id = :user AND g.name_key > :after
            ORDER BY g.name_key
            LIMIT :limit
            """;

    /** Whether the user was not in the group before. */
    public boolean add(Handle db, Group group, User user) {
        return db.createUpdate(ADD)
                        .bind("account", group.account().value())
                        .bind("group", group.id())
                        .bind("user", user.id())
                        .execute()
                == 1;
    }

    /** Whether the user was in the group. */
    public boolean remove(Handle db, Group group, User user) {
        return db.createUpdate(REMOVE)
                        .bind("account", group.account().value())
                        .bind("group", group.id())
                        .bind("user", user.id())
                        .execute()
                == 1;
    }

    /** The users of a group, in the order of names. */
    public List<User> users(Handle db, AccountId account, String groupId, String after, int limit) {
        return db.createQuery(USERS)
                .bind("account", account.value())
                .bind("group", groupId)
                .bind("after", Columns.key(after))
                .bind("limit", limit)
                .map(row -> UserStore.read(row))
                .list();
    }

    /** The groups of a user, in the order of names. */
    public List<Group> groups(
            Handle db, AccountId account, String userId, String after, int limit) {
        return db.createQuery(GROUPS)
                .bind("account", account.value())
                .bind("user", userId)
                .bind("after", Columns.key(after))
                .bind("limit", limit)
                .map(row -> GroupStore.read(row))
                .list();
    }
}
