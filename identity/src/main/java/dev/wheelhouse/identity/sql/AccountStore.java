package dev.wheelhouse.identity.sql;

import dev.wheelhouse.identity.Account;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.util.List;
import java.util.Optional;

/** The accounts. Each method runs in the transaction of the handle it is given. */
public final class AccountStore {
    private static final String COLUMNS =
            """
            SELECT id, organization_id, name, email, joined_method, joined_at_ms
            FROM account
            """;

    private static final String FIND = COLUMNS + "WHERE id = :id";

    private static final String FIND_BY_EMAIL = COLUMNS + "WHERE email_key = :key";

    private static final String LIST =
            COLUMNS
                    + """
                    WHERE organization_id = :organization AND id > :after
                    ORDER BY id
                    LIMIT :limit
                    """;

    private static final String INSERT =
            """
            INSERT INTO account
                (id, organization_id, name, email, email_key, joined_method, joined_at_ms)
            VALUES
                (:id, :organization, :name, :email, :key, :method, :joined_at_ms)
            ON CONFLICT DO NOTHING
            """;

    private static final String JOIN =
            """
            UPDATE account
            SET organization_id = :organization, joined_method = :method, joined_at_ms = :joined_at_ms
            WHERE id = :id
            """;

    /** Whether it was inserted: false when the id or the address is taken. */
    public boolean insert(Handle db, Account account) {
        return db.createUpdate(INSERT)
                        .bind("id", account.id().value())
                        .bind("organization", account.organization().orElse(null))
                        .bind("name", account.name())
                        .bind("email", account.email())
                        .bind("key", Columns.key(account.email()))
                        .bind("method", method(account))
                        .bind("joined_at_ms", account.joined().toEpochMilli())
                        .execute()
                == 1;
    }

    /** Puts an account that is there into the organization that it now names. */
    public void join(Handle db, Account account) {
        db.createUpdate(JOIN)
                .bind("organization", account.organization().orElse(null))
                .bind("method", method(account))
                .bind("joined_at_ms", account.joined().toEpochMilli())
                .bind("id", account.id().value())
                .execute();
    }

    public Optional<Account> find(Handle db, AccountId id) {
        return db.createQuery(FIND).bind("id", id.value()).map(row -> read(row)).findOne();
    }

    /** By address, in whatever case. */
    public Optional<Account> findByEmail(Handle db, String email) {
        return db.createQuery(FIND_BY_EMAIL)
                .bind("key", Columns.key(email))
                .map(row -> read(row))
                .findOne();
    }

    /** The accounts of an organization in the order of ids, behind {@code after}. */
    public List<Account> list(Handle db, String organization, String after, int limit) {
        return db.createQuery(LIST)
                .bind("organization", organization)
                .bind("after", after)
                .bind("limit", limit)
                .map(row -> read(row))
                .list();
    }

    private static String method(Account account) {
        return account.invited() ? "INVITED" : "CREATED";
    }

    private static Account read(Row row) {
        return new Account(
                new AccountId(row.getString("id")),
                Columns.optional(row, "organization_id"),
                row.getString("name"),
                row.getString("email"),
                row.getString("joined_method").equals("INVITED"),
                Columns.instant(row, "joined_at_ms"));
    }
}
