package dev.wheelhouse.identity.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Organization;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.util.Optional;

/** The organizations. Each method runs in the transaction of the handle it is given. */
public final class OrganizationStore {
    private static final String COLUMNS =
            """
            SELECT o.id, o.root_id, o.management_account, o.management_email, o.feature_set,
                   o.created_at_ms
            FROM organization o
            """;

    private static final String OF_ACCOUNT =
            COLUMNS + "JOIN account a ON a.organization_id = o.id WHERE a.id = :account";

    private static final String FIRST = COLUMNS + "ORDER BY o.created_at_ms, o.id LIMIT 1";

    private static final String INSERT =
            """
            INSERT INTO organization
                (id, root_id, management_account, management_email, feature_set, created_at_ms)
            VALUES
                (:id, :root, :management, :email, :features, :created_at_ms)
            """;

    public void insert(Handle db, Organization organization) {
        db.createUpdate(INSERT)
                .bind("id", organization.id())
                .bind("root", organization.rootId())
                .bind("management", organization.managementAccount().value())
                .bind("email", organization.managementEmail())
                .bind("features", organization.allFeatures() ? "ALL" : "CONSOLIDATED_BILLING")
                .bind("created_at_ms", organization.created().toEpochMilli())
                .execute();
    }

    /** The organization that an account belongs to. */
    public Optional<Organization> of(Handle db, AccountId account) {
        return db.createQuery(OF_ACCOUNT)
                .bind("account", account.value())
                .map(row -> read(row))
                .findOne();
    }

    /** The oldest organization: that of the management account that was founded first. */
    public Optional<Organization> first(Handle db) {
        return db.createQuery(FIRST).map(row -> read(row)).findOne();
    }

    private static Organization read(Row row) {
        return new Organization(
                row.getString("id"),
                row.getString("root_id"),
                new AccountId(row.getString("management_account")),
                row.getString("management_email"),
                row.getString("feature_set").equals("ALL"),
                Columns.instant(row, "created_at_ms"));
    }
}
