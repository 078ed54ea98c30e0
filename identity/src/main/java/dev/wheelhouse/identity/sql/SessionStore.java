package dev.wheelhouse.identity.sql;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.identity.CallerReference;
import dev.wheelhouse.store.sql.Handle;
import java.time.Instant;
import java.util.Optional;

/**
 * Sessions with temporary credentials, secret and token sealed. Each method runs in the transaction
 * of the handle it is given.
 */
public final class SessionStore {
    private static final String INSERT =
            """
            INSERT INTO sts_session
                (access_key_id, account, caller, secret_sealed, token_sealed,
                 issued_at_ms, expires_at_ms)
            VALUES
                (:key, :account, :caller, :secret, :token, :issued_at_ms, :expires_at_ms)
            """;

    private static final String FIND =
            """
            SELECT caller, secret_sealed, token_sealed, issued_at_ms, expires_at_ms
            FROM sts_session
            WHERE access_key_id = :key
            """;

    private static final String FORGET = "DELETE FROM sts_session WHERE expires_at_ms < :before";

    /**
     * A session.
     *
     * @param accessKeyId {@code ASIA...}
     * @param caller who acts in it
     */
    public record Session(
            String accessKeyId,
            CallerReference caller,
            String sealedSecret,
            String sealedToken,
            Instant issued,
            Instant expires) {}

    public void insert(Handle db, Session session) {
        db.createUpdate(INSERT)
                .bind("key", session.accessKeyId())
                .bind("account", session.caller().account().value())
                .bind("caller", Json.write(session.caller().toValue()))
                .bind("secret", session.sealedSecret())
                .bind("token", session.sealedToken())
                .bind("issued_at_ms", session.issued().toEpochMilli())
                .bind("expires_at_ms", session.expires().toEpochMilli())
                .execute();
    }

    /** By access key id, over all accounts; expired ones too. */
    public Optional<Session> find(Handle db, String accessKeyId) {
        return db.createQuery(FIND)
                .bind("key", accessKeyId)
                .map(row ->
                        new Session(
                                accessKeyId,
                                CallerReference.from(Json.read(row.getString("caller"))),
                                row.getString("secret_sealed"),
                                row.getString("token_sealed"),
                                Columns.instant(row, "issued_at_ms"),
                                Columns.instant(row, "expires_at_ms")))
                .findOne();
    }

    /** Forgets sessions that expired before an instant. */
    public void forgetExpired(Handle db, Instant before) {
        db.createUpdate(FORGET).bind("before", before.toEpochMilli()).execute();
    }
}
