package dev.wheelhouse.identity.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Organization;
import dev.wheelhouse.identity.OrganizationalUnit;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.util.List;
import java.util.Optional;

/**
 * The units of an organization and which accounts are in them. Each method runs in the transaction
 * of the handle it is given.
 */
public final class OrganizationTreeStore {
    private static final String COLUMNS = "SELECT id, parent_id, name FROM organization_unit ";
    private static final String FIND =
            COLUMNS + "WHERE organization_id = :organization AND id = :id";
    private static final String ALL = COLUMNS + "WHERE organization_id = :organization ORDER BY id";
    private static final String OF_PARENT =
            COLUMNS
                    + """
                    WHERE organization_id = :organization AND parent_id = :parent AND id > :after
                    ORDER BY id
                    LIMIT :limit
                    """;
    private static final String INSERT =
            """
            INSERT INTO organization_unit (organization_id, id, parent_id, name)
            VALUES (:organization, :id, :parent, :name)
            ON CONFLICT DO NOTHING
            """;
    private static final String PLACE =
            """
            SELECT parent_id FROM organization_place
            WHERE organization_id = :organization AND account = :account
            """;
    private static final String MOVE =
            """
            INSERT INTO organization_place (organization_id, account, parent_id)
            VALUES (:organization, :account, :parent)
            ON CONFLICT (organization_id, account) DO UPDATE SET parent_id = excluded.parent_id
            """;
    private static final String ACCOUNTS =
            """
            SELECT a.id FROM account a
            LEFT JOIN organization_place p
                ON p.organization_id = a.organization_id AND p.account = a.id
            WHERE a.organization_id = :organization AND COALESCE(p.parent_id, :root) = :parent
              AND a.id > :after
            ORDER BY a.id
            LIMIT :limit
            """;

    /** Whether it was inserted: false when its parent has one of that name. */
    public boolean insert(Handle db, String organization, OrganizationalUnit unit) {
        return db.createUpdate(INSERT)
                        .bind("organization", organization)
                        .bind("id", unit.id())
                        .bind("parent", unit.parentId())
                        .bind("name", unit.name())
                        .execute()
                == 1;
    }

    public Optional<OrganizationalUnit> find(Handle db, String organization, String id) {
        return db.createQuery(FIND)
                .bind("organization", organization)
                .bind("id", id)
                .map(row -> read(row))
                .findOne();
    }

    /** All units, in the order of ids. */
    public List<OrganizationalUnit> all(Handle db, String organization) {
        return db.createQuery(ALL).bind("organization", organization).map(row -> read(row)).list();
    }

    /** The units directly in a root or unit, in the order of ids, behind {@code after}. */
    public List<OrganizationalUnit> units(
            Handle db, String organization, String parent, String after, int limit) {
        return db.createQuery(OF_PARENT)
                .bind("organization", organization)
                .bind("parent", parent)
                .bind("after", after)
                .bind("limit", limit)
                .map(row -> read(row))
                .list();
    }

    /** The accounts directly in a root or unit, in the order of ids, behind {@code after}. */
    public List<AccountId> accounts(
            Handle db, Organization organization, String parent, String after, int limit) {
        return db.createQuery(ACCOUNTS)
                .bind("organization", organization.id())
                .bind("root", organization.rootId())
                .bind("parent", parent)
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(String.class)
                .map(AccountId::new)
                .list();
    }

    /** The unit that an account was moved to; empty when it is directly under the root. */
    public Optional<String> place(Handle db, String organization, AccountId account) {
        return db.createQuery(PLACE)
                .bind("organization", organization)
                .bind("account", account.value())
                .mapTo(String.class)
                .findOne();
    }

    public void move(Handle db, String organization, AccountId account, String parent) {
        db.createUpdate(MOVE)
                .bind("organization", organization)
                .bind("account", account.value())
                .bind("parent", parent)
                .execute();
    }

    private static OrganizationalUnit read(Row row) {
        return new OrganizationalUnit(
                row.getString("id"), row.getString("parent_id"), row.getString("name"));
    }
}
