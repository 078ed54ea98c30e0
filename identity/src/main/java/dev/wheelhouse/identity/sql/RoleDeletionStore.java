package dev.wheelhouse.identity.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.store.sql.Handle;
import java.time.Instant;

/**
 * Deletions of service-linked roles. Each method runs in the transaction of the handle it is given.
 */
public final class RoleDeletionStore {
    private static final String INSERT =
            """
            INSERT INTO iam_role_deletion (account, task_id, role_arn, deleted_at_ms)
            VALUES (:account, :task, :arn, :deleted_at_ms)
            """;
    private static final String EXISTS =
            "SELECT count(*) FROM iam_role_deletion WHERE account = :account AND task_id = :task";

    public void insert(Handle db, AccountId account, String taskId, String roleArn, Instant now) {
        db.createUpdate(INSERT)
                .bind("account", account.value())
                .bind("task", taskId)
                .bind("arn", roleArn)
                .bind("deleted_at_ms", now.toEpochMilli())
                .execute();
    }

    public boolean exists(Handle db, AccountId account, String taskId) {
        return db.createQuery(EXISTS)
                        .bind("account", account.value())
                        .bind("task", taskId)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }
}
