package dev.wheelhouse.identity.sql;

import dev.wheelhouse.store.sql.Handle;
import java.time.Instant;
import java.util.Optional;

/**
 * When roles were last used. The id of a role is unique over all accounts. Each method runs in the
 * transaction of the handle it is given.
 */
public final class RoleUseStore {
    private static final String PUT =
            """
            INSERT INTO iam_role_use (role_id, used_at_ms, region)
            VALUES (:id, :used_at_ms, :region)
            ON CONFLICT (role_id) DO UPDATE SET used_at_ms = excluded.used_at_ms,
                region = excluded.region
            """;
    private static final String FIND =
            "SELECT used_at_ms, region FROM iam_role_use WHERE role_id = :id";
    private static final String DELETE = "DELETE FROM iam_role_use WHERE role_id = :id";

    /** One use. */
    public record Use(Instant time, String region) {}

    public void put(Handle db, String roleId, Use use) {
        db.createUpdate(PUT)
                .bind("id", roleId)
                .bind("used_at_ms", use.time().toEpochMilli())
                .bind("region", use.region())
                .execute();
    }

    /** The last use; empty when there was none. */
    public Optional<Use> find(Handle db, String roleId) {
        return db.createQuery(FIND)
                .bind("id", roleId)
                .map(row -> new Use(Columns.instant(row, "used_at_ms"), row.getString("region")))
                .findOne();
    }

    /** Forgets the use of a role that is deleted. */
    public void delete(Handle db, String roleId) {
        db.createUpdate(DELETE).bind("id", roleId).execute();
    }
}
