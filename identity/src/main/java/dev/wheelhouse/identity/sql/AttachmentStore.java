package dev.wheelhouse.identity.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;

/**
 * Which managed policies are attached to whom. Each method runs in the transaction of the handle it
 * is given.
 */
public final class AttachmentStore {
    private static final String ATTACH =
            """
            INSERT INTO iam_attachment (account, owner_id, policy_arn, policy_name)
            VALUES (:account, :owner, :arn, :name)
            ON CONFLICT DO NOTHING
            """;

    private static final String DETACH =
            """
            DELETE FROM iam_attachment
            WHERE account = :account AND owner_id = :owner AND policy_arn = :arn
            """;

    private static final String OF_OWNER =
            """
            SELECT policy_arn, policy_name FROM iam_attachment
            WHERE account = :account AND owner_id = :owner AND policy_arn > :after
            ORDER BY policy_arn
            LIMIT :limit
            """;

    private static final String OF_POLICY =
            """
            SELECT owner_id FROM iam_attachment
            WHERE account = :account AND policy_arn = :arn
            ORDER BY owner_id
            """;

    /** An attached policy. */
    public record Attached(String arn, String name) {}

    /** Whether it was not attached before. */
    public boolean attach(
            Handle db, AccountId account, String owner, String policyArn, String policyName) {
        return db.createUpdate(ATTACH)
                        .bind("account", account.value())
                        .bind("owner", owner)
                        .bind("arn", policyArn)
                        .bind("name", policyName)
                        .execute()
                == 1;
    }

    /** Whether it was attached. */
    public boolean detach(Handle db, AccountId account, String owner, String policyArn) {
        return db.createUpdate(DETACH)
                        .bind("account", account.value())
                        .bind("owner", owner)
                        .bind("arn", policyArn)
                        .execute()
                == 1;
    }

    /** What is attached to a user, group or role, in the order of ARNs. */
    public List<Attached> of(Handle db, AccountId account, String owner, String after, int limit) {
        return db.createQuery(OF_OWNER)
                .bind("account", account.value())
                .bind("owner", owner)
                .bind("after", after)
                .bind("limit", limit)
                .map(row -> new Attached(row.getString("policy_arn"), row.getString("policy_name")))
                .list();
    }

    /** The unique ids of whom a policy is attached to, in order. */
    public List<String> owners(Handle db, AccountId account, String policyArn) {
        return db.createQuery(OF_POLICY)
                .bind("account", account.value())
                .bind("arn", policyArn)
                .mapTo(String.class)
                .list();
    }
}
