package dev.wheelhouse.identity.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.LoginProfile;
import dev.wheelhouse.store.sql.Handle;
import java.util.Optional;

/** Users' passwords, hashed. Each method runs in the transaction of the handle it is given. */
public final class LoginProfileStore {
    private static final String INSERT =
            """
            INSERT INTO iam_login_profile
                (account, user_id, password_hash, reset_required, created_at_ms)
            VALUES (:account, :user, :hash, :reset, :created_at_ms)
            ON CONFLICT DO NOTHING
            """;
    private static final String UPDATE =
            """
            UPDATE iam_login_profile SET password_hash = :hash, reset_required = :reset
            WHERE account = :account AND user_id = :user
            """;
    private static final String FIND =
            """
            SELECT password_hash, reset_required, created_at_ms FROM iam_login_profile
            WHERE account = :account AND user_id = :user
            """;
    private static final String DELETE =
            "DELETE FROM iam_login_profile WHERE account = :account AND user_id = :user";

    /** Whether it was inserted: false when the user has one. */
    public boolean insert(Handle db, LoginProfile profile) {
        return db.createUpdate(INSERT)
                        .bind("account", profile.account().value())
                        .bind("user", profile.userId())
                        .bind("hash", profile.passwordHash())
                        .bind("reset", profile.resetRequired() ? 1 : 0)
                        .bind("created_at_ms", profile.created().toEpochMilli())
                        .execute()
                == 1;
    }

    public void update(Handle db, LoginProfile profile) {
        db.createUpdate(UPDATE)
                .bind("hash", profile.passwordHash())
                .bind("reset", profile.resetRequired() ? 1 : 0)
                .bind("account", profile.account().value())
                .bind("user", profile.userId())
                .execute();
    }

    public Optional<LoginProfile> find(Handle db, AccountId account, String userId) {
        return db.createQuery(FIND)
                .bind("account", account.value())
                .bind("user", userId)
                .map(row ->
                        new LoginProfile(
                                account,
                                userId,
                                row.getString("password_hash"),
                                row.getInt("reset_required") == 1,
                                Columns.instant(row, "created_at_ms")))
                .findOne();
    }

    public void delete(Handle db, AccountId account, String userId) {
        db.createUpdate(DELETE).bind("account", account.value()).bind("user", userId).execute();
    }
}
