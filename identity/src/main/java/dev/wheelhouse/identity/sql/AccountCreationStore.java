package dev.wheelhouse.identity.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Requests to create accounts. Each method runs in the transaction of the handle it is given. */
public final class AccountCreationStore {
    private static final String COLUMNS =
            """
            SELECT id, account_name, account, failure_reason, requested_at_ms, completed_at_ms
            FROM account_creation
            """;

    private static final String FIND =
            COLUMNS + "WHERE organization_id = :organization AND id = :id";

    private static final String LIST =
            COLUMNS
                    + """
                    WHERE organization_id = :organization AND id > :after
                    ORDER BY id
                    LIMIT :limit
                    """;

    private static final String INSERT =
            """
            INSERT INTO account_creation
                (organization_id, id, account_name, account, state, failure_reason,
                 requested_at_ms, completed_at_ms)
            VALUES
                (:organization, :id, :name, :account, :state, :reason, :requested, :completed)
            """;

    /**
     * A request, done at once.
     *
     * @param account the account that was made; empty when it failed
     * @param failureReason for example {@code EMAIL_ALREADY_EXISTS}; empty when it succeeded
     */
    public record Creation(
            String id,
            String accountName,
            Optional<AccountId> account,
            Optional<String> failureReason,
            Instant requested,
            Instant completed) {
        /** {@code SUCCEEDED} or {@code FAILED}. */
        public String state() {
            return account.isPresent() ? "SUCCEEDED" : "FAILED";
        }
    }

    public void insert(Handle db, String organization, Creation creation) {
        db.createUpdate(INSERT)
                .bind("organization", organization)
                .bind("id", creation.id())
                .bind("name", creation.accountName())
                .bind("account", creation.account().map(AccountId::value).orElse(null))
                .bind("state", creation.state())
                .bind("reason", creation.failureReason().orElse(null))
                .bind("requested", creation.requested().toEpochMilli())
                .bind("completed", creation.completed().toEpochMilli())
                .execute();
    }

    public Optional<Creation> find(Handle db, String organization, String id) {
        return db.createQuery(FIND)
                .bind("organization", organization)
                .bind("id", id)
                .map(row -> read(row))
                .findOne();
    }

    /** In the order of ids, behind {@code after}. */
    public List<Creation> list(Handle db, String organization, String after, int limit) {
        return db.createQuery(LIST)
                .bind("organization", organization)
                .bind("after", after)
                .bind("limit", limit)
                .map(row -> read(row))
                .list();
    }

    private static Creation read(Row row) {
        return new Creation(
                row.getString("id"),
                row.getString("account_name"),
                Columns.optional(row, "account").map(AccountId::new),
                Columns.optional(row, "failure_reason"),
                Columns.instant(row, "requested_at_ms"),
                Columns.instant(row, "completed_at_ms"));
    }
}
