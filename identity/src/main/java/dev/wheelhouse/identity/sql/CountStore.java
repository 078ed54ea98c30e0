package dev.wheelhouse.identity.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.store.sql.Handle;

/** How much an account has. Each method runs in the transaction of the handle it is given. */
public final class CountStore {
    private static final String COUNT =
            """
            SELECT
                (SELECT count(*) FROM iam_user WHERE account = :account) AS users,
                (SELECT count(*) FROM iam_group WHERE account = :account) AS groups_,
                (SELECT count(*) FROM iam_role WHERE account = :account) AS roles,
                (SELECT count(*) FROM iam_policy WHERE account = :account) AS policies,
                (SELECT count(*) FROM iam_policy_version WHERE account = :account) AS versions,
                (SELECT count(*) FROM iam_instance_profile WHERE account = :account) AS profiles
            """;

    /** The numbers of an account's nouns. */
    public record Counts(
            int users,
            int groups,
            int roles,
            int policies,
            int policyVersions,
            int instanceProfiles) {}

    public Counts of(Handle db, AccountId account) {
        return db.createQuery(COUNT)
                .bind("account", account.value())
                .map(row ->
                        new Counts(
                                row.getInt("users"),
                                row.getInt("groups_"),
                                row.getInt("roles"),
                                row.getInt("policies"),
                                row.getInt("versions"),
                                row.getInt("profiles")))
                .one();
    }
}
