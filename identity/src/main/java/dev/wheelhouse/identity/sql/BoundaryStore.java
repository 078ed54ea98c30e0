package dev.wheelhouse.identity.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;

/** Whom a policy bounds. Each method runs in the transaction of the handle it is given. */
public final class BoundaryStore {
    private static final String OWNERS =
            """
            SELECT id FROM iam_user WHERE account = :account AND boundary_arn = :arn
            UNION ALL
            SELECT id FROM iam_role WHERE account = :account AND boundary_arn = :arn
            ORDER BY 1
            """;

    /** The unique ids of the users and roles whose permissions boundary a policy is, in order. */
    public List<String> owners(Handle db, AccountId account, String policyArn) {
        return db.createQuery(OWNERS)
                .bind("account", account.value())
                .bind("arn", policyArn)
                .mapTo(String.class)
                .list();
    }
}
