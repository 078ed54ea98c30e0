package dev.wheelhouse.identity.sql;

import dev.wheelhouse.store.sql.Handle;
import java.time.Instant;
import java.util.Optional;

/**
 * When access keys were last used. The id of a key is unique over all accounts. Each method runs in
 * the transaction of the handle it is given.
 */
public final class AccessKeyUseStore {
    private static final String PUT =
            """
            INSERT INTO iam_access_key_use (id, used_at_ms, service, region)
            VALUES (:id, :used_at_ms, :service, :region)
            ON CONFLICT (id) DO UPDATE SET used_at_ms = excluded.used_at_ms,
                service = excluded.service, region = excluded.region
            """;
    private static final String FIND =
            "SELECT used_at_ms, service, region FROM iam_access_key_use WHERE id = :id";
    private static final String DELETE = "DELETE FROM iam_access_key_use WHERE id = :id";

    /** One use. */
    public record Use(Instant time, String service, String region) {}

    public void put(Handle db, String accessKeyId, Use use) {
        db.createUpdate(PUT)
                .bind("id", accessKeyId)
                .bind("used_at_ms", use.time().toEpochMilli())
                .bind("service", use.service())
                .bind("region", use.region())
                .execute();
    }

    /** The last use; empty when there was none. */
    public Optional<Use> find(Handle db, String accessKeyId) {
        return db.createQuery(FIND)
                .bind("id", accessKeyId)
                .map(row ->
                        new Use(
                                Columns.instant(row, "used_at_ms"),
                                row.getString("service"),
                                row.getString("region")))
                .findOne();
    }

    /** Forgets the use of a key that is deleted. */
    public void delete(Handle db, String accessKeyId) {
        db.createUpdate(DELETE).bind("id", accessKeyId).execute();
    }
}
