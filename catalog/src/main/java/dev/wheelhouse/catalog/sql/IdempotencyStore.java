package dev.wheelhouse.catalog.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import java.time.Instant;
import java.util.Optional;

/** What was made for which idempotency token. */
public final class IdempotencyStore {
    private static final String FIND =
            """
            SELECT request_hash, created_id FROM catalog_idempotency
            WHERE account = :account AND region = :region AND operation = :operation
              AND token = :token AND created_at_ms > :since
            """;

    private static final String PUT =
            """
            INSERT INTO catalog_idempotency (account, region, operation, token, request_hash,
                created_id, created_at_ms)
            VALUES (:account, :region, :operation, :token, :requestHash, :createdId, :createdAt)
            ON CONFLICT (account, region, operation, token) DO UPDATE SET
                request_hash = excluded.request_hash, created_id = excluded.created_id,
                created_at_ms = excluded.created_at_ms
            """;

    /**
     * What a token stands for.
     *
     * @param requestHash of the request that came with it
     * @param createdId the id of what was made
     */
    public record Use(String requestHash, String createdId) {}

    /** The use of a token since a moment; an older one is as good as none. */
    public Optional<Use> find(
            Handle db,
            AccountId account,
            Region region,
            String operation,
            String token,
            Instant since) {
        return db.createQuery(FIND)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("operation", operation)
                .bind("token", token)
                .bind("since", since.toEpochMilli())
                .map(row -> new Use(row.getString("request_hash"), row.getString("created_id")))
                .findOne();
    }

    /** Remembers a use, in place of one that is too old to count. */
    public void put(
            Handle db,
            AccountId account,
            Region region,
            String operation,
            String token,
            Use use,
            Instant now) {
        db.createUpdate(PUT)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("operation", operation)
                .bind("token", token)
                .bind("requestHash", use.requestHash())
                .bind("createdId", use.createdId())
                .bind("createdAt", now.toEpochMilli())
                .execute();
    }
}
