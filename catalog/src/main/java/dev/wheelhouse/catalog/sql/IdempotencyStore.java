package dev.wheelhouse.catalog.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Update;
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

    private static final String CLAIM = PUT + "WHERE catalog_idempotency.created_at_ms <= :since";

    /** A token, and whose and for what it is. */
    public record Token(AccountId account, Region region, String operation, String token) {}

    /**
     * What a token stands for.
     *
     * @param requestHash of the request that came with it
     * @param createdId the id of what was made
     */
    public record Use(String requestHash, String createdId) {}

    /** The use of a token since a moment; an older one is as good as none. */
    public Optional<Use> find(Handle db, Token token, Instant since) {
        return db.createQuery(FIND)
                .bind("account", token.account().value())
                .bind("region", token.region().value())
                .bind("operation", token.operation())
                .bind("token", token.token())
                .bind("since", since.toEpochMilli())
                .map(row -> new Use(row.getString("request_hash"), row.getString("created_id")))
                .findOne();
    }

    /**
     * Remembers a use, unless there is one since a moment: one statement, since a look before it
     * would take long, and on PostgreSQL be in the way of all who make something at the time.
     *
     * @return whether there was none
     */
    public boolean claim(Handle db, Token token, Use use, Instant now, Instant since) {
        return bind(db.createUpdate(CLAIM), token, use, now)
                        .bind("since", since.toEpochMilli())
                        .execute()
                == 1;
    }

    /** Remembers a use in place of any other. */
    public void put(Handle db, Token token, Use use, Instant now) {
        bind(db.createUpdate(PUT), token, use, now).execute();
    }

    private static Update bind(Update update, Token token, Use use, Instant now) {
        return update.bind("account", token.account().value())
                .bind("region", token.region().value())
                .bind("operation", token.operation())
                .bind("token", token.token())
                .bind("requestHash", use.requestHash())
                .bind("createdId", use.createdId())
                .bind("createdAt", now.toEpochMilli());
    }
}
