package dev.wheelhouse.identity.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.PasswordPolicy;
import dev.wheelhouse.store.sql.Handle;
import java.util.Optional;

/**
 * What IAM remembers of an account as a whole: its alias and its password policy. Each method runs
 * in the transaction of the handle it is given.
 */
public final class AccountSettingStore {
    private static final String PUT_ALIAS =
            """
            INSERT INTO iam_account_alias (account, alias) VALUES (:account, :alias)
            ON CONFLICT (account) DO UPDATE SET alias = excluded.alias
            """;
    private static final String ALIAS_TAKEN =
            "SELECT count(*) FROM iam_account_alias WHERE alias = :alias AND account <> :account";
    private static final String ALIAS =
            "SELECT alias FROM iam_account_alias WHERE account = :account";
    private static final String DELETE_ALIAS =
            "DELETE FROM iam_account_alias WHERE account = :account AND alias = :alias";
    private static final String PUT_POLICY =
            """
            INSERT INTO iam_password_policy
                (account, minimum_length, require_symbols, require_numbers, require_uppercase,
                 require_lowercase, users_may_change, max_age_days, remembered, hard_expiry)
            VALUES
                (:account, :length, :symbols, :numbers, :uppercase, :lowercase, :change, :age,
                 :remembered, :hard)
            """;
    private static final String POLICY =
            """
            SELECT minimum_length, require_symbols, require_numbers, require_uppercase,
                   require_lowercase, users_may_change, max_age_days, remembered, hard_expiry
            FROM iam_password_policy
            WHERE account = :account
            """;
    private static final String DELETE_POLICY =
            "DELETE FROM iam_password_policy WHERE account = :account";

    /** Whether it is the account's alias now: false when another account has it. */
    public boolean putAlias(Handle db, AccountId account, String alias) {
        var others =
                db.createQuery(ALIAS_TAKEN)
                        .bind("alias", alias)
                        .bind("account", account.value())
                        .mapTo(Integer.class)
                        .one();
        if (others > 0) {
            return false;
        }
        db.createUpdate(PUT_ALIAS).bind("account", account.value()).bind("alias", alias).execute();
        return true;
    }

    public Optional<String> alias(Handle db, AccountId account) {
        return db.createQuery(ALIAS).bind("account", account.value()).mapTo(String.class).findOne();
    }

    /** Whether it was the account's alias. */
    public boolean deleteAlias(Handle db, AccountId account, String alias) {
        return db.createUpdate(DELETE_ALIAS)
                        .bind("account", account.value())
                        .bind("alias", alias)
                        .execute()
                == 1;
    }

    public void putPasswordPolicy(Handle db, AccountId account, PasswordPolicy policy) {
        deletePasswordPolicy(db, account);
        db.createUpdate(PUT_POLICY)
                .bind("account", account.value())
                .bind("length", policy.minimumLength())
                .bind("symbols", policy.requireSymbols() ? 1 : 0)
                .bind("numbers", policy.requireNumbers() ? 1 : 0)
                .bind("uppercase", policy.requireUppercase() ? 1 : 0)
                .bind("lowercase", policy.requireLowercase() ? 1 : 0)
                .bind("change", policy.usersMayChange() ? 1 : 0)
                .bind("age", policy.maxAgeDays())
                .bind("remembered", policy.remembered())
                .bind("hard", policy.hardExpiry() ? 1 : 0)
                .execute();
    }

    public Optional<PasswordPolicy> passwordPolicy(Handle db, AccountId account) {
        return db.createQuery(POLICY)
                .bind("account", account.value())
                .map(row ->
                        new PasswordPolicy(
                                row.getInt("minimum_length"),
                                row.getInt("require_symbols") == 1,
                                row.getInt("require_numbers") == 1,
                                row.getInt("require_uppercase") == 1,
                                row.getInt("require_lowercase") == 1,
                                row.getInt("users_may_change") == 1,
                                row.getInt("max_age_days"),
                                row.getInt("remembered"),
                                row.getInt("hard_expiry") == 1))
                .findOne();
    }

    public void deletePasswordPolicy(Handle db, AccountId account) {
        db.createUpdate(DELETE_POLICY).bind("account", account.value()).execute();
    }
}
