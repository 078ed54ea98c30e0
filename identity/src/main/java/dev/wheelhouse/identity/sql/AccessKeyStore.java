package dev.wheelhouse.identity.sql;

import dev.wheelhouse.identity.AccessKey;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.util.List;
import java.util.Optional;

/**
 * The access keys of users, secrets sealed. Each method runs in the transaction of the handle it is
 * given.
 */
public final class AccessKeyStore {
    private static final String COLUMNS =
            """
            SELECT id, account, user_id, active, secret_sealed, created_at_ms
            FROM iam_access_key
            """;

    private static final String FIND = COLUMNS + "WHERE id = :id";

    private static final String OF_USER =
            COLUMNS + "WHERE account = :account AND user_id = :user ORDER BY created_at_ms, id";

    private static final String INSERT =
            """
            INSERT INTO iam_access_key (id, account, user_id, active, secret_sealed, created_at_ms)
            VALUES (:id, :account, :user, :active, :secret, :created_at_ms)
            """;

    private static final String SET_ACTIVE =
            "UPDATE iam_access_key SET active = :active WHERE account = :account AND id = :id";

    private static final String DELETE =
            "DELETE FROM iam_access_key WHERE account = :account AND id = :id";

    /** A key with its account and its sealed secret. */
    public record Sealed(AccountId account, AccessKey key, String secret) {}

    public void insert(Handle db, AccountId account, AccessKey key, String sealedSecret) {
        db.createUpdate(INSERT)
                .bind("id", key.id())
                .bind("account", account.value())
                .bind("user", key.userId())
                .bind("active", key.active() ? 1 : 0)
                .bind("secret", sealedSecret)
                .bind("created_at_ms", key.created().toEpochMilli())
                .execute();
    }

    /** By id, over all accounts: a request carries nothing else. */
    public Optional<Sealed> find(Handle db, String id) {
        return db.createQuery(FIND)
                .bind("id", id)
                .map(row ->
                        new Sealed(
                                new AccountId(row.getString("account")),
                                read(row),
                                row.getString("secret_sealed")))
                .findOne();
    }

    /** A user's keys, oldest first. */
    public List<AccessKey> of(Handle db, AccountId account, String userId) {
        return db.createQuery(OF_USER)
                .bind("account", account.value())
                .bind("user", userId)
                .map(row -> read(row))
                .list();
    }

    public void setActive(Handle db, AccountId account, String id, boolean active) {
        db.createUpdate(SET_ACTIVE)
                .bind("active", active ? 1 : 0)
                .bind("account", account.value())
                .bind("id", id)
                .execute();
    }

    public void delete(Handle db, AccountId account, String id) {
        db.createUpdate(DELETE).bind("account", account.value()).bind("id", id).execute();
    }

    private static AccessKey read(Row row) {
        return new AccessKey(
                row.getString("id"),
                row.getString("user_id"),
                row.getInt("active") == 1,
                Columns.instant(row, "created_at_ms"));
    }
}
