package dev.wheelhouse.identity.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.ControlPolicy;
import dev.wheelhouse.identity.OrganizationalUnit;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Service control policies and what they are attached to. Each method runs in the transaction of
 * the handle it is given.
 */
public final class ControlPolicyStore {
    private static final String TYPE = "SERVICE_CONTROL_POLICY";
    private static final String ENABLE =
            """
            INSERT INTO organization_policy_type (organization_id, type)
            VALUES (:organization, :type)
            ON CONFLICT DO NOTHING
            """;
    private static final String ENABLED =
            """
            SELECT count(*) FROM organization_policy_type
            WHERE organization_id = :organization AND type = :type
            """;
    private static final String COLUMNS =
            "SELECT id, name, description, content FROM organization_policy ";
    private static final String FIND =
            COLUMNS + "WHERE organization_id = :organization AND id = :id";
    private static final String LIST =
            COLUMNS + "WHERE organization_id = :organization ORDER BY id";
    private static final String NAMED =
            """
            SELECT id FROM organization_policy
            WHERE organization_id = :organization AND name = :name
            """;
    private static final String INSERT =
            """
            INSERT INTO organization_policy (organization_id, id, name, description, content)
            VALUES (:organization, :id, :name, :description, :content)
            """;
    private static final String UPDATE =
            """
            UPDATE organization_policy
            SET name = :name, description = :description, content = :content
            WHERE organization_id = :organization AND id = :id
            """;
    private static final String DELETE =
            "DELETE FROM organization_policy WHERE organization_id = :organization AND id = :id";
    private static final String ATTACH =
            """
            INSERT INTO organization_policy_attachment (organization_id, target_id, policy_id)
            VALUES (:organization, :target, :policy)
            ON CONFLICT DO NOTHING
            """;
    private static final String DETACH =
            """
            DELETE FROM organization_policy_attachment
            WHERE organization_id = :organization AND target_id = :target AND policy_id = :policy
            """;
    private static final String OF_TARGET =
            """
            SELECT policy_id FROM organization_policy_attachment
            WHERE organization_id = :organization AND target_id = :target
            ORDER BY policy_id
            """;
    private static final String TARGETS =
            """
            SELECT target_id FROM organization_policy_attachment
            WHERE organization_id = :organization AND policy_id = :policy
            ORDER BY target_id
            """;

    private final OrganizationTreeStore tree = new OrganizationTreeStore();

    /** Whether it was not enabled before. */
    public boolean enable(Handle db, String organization) {
        return db.createUpdate(ENABLE)
                        .bind("organization", organization)
                        .bind("type", TYPE)
                        .execute()
                == 1;
    }

    /** Whether service control policies are in force. */
    public boolean enabled(Handle db, String organization) {
        return db.createQuery(ENABLED)
                        .bind("organization", organization)
                        .bind("type", TYPE)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /** Attaches FullAWSAccess to what is new, where the type is enabled. */
    public void welcome(Handle db, String organization, String target) {
        if (enabled(db, organization)) {
            attach(db, organization, target, ControlPolicy.FULL_AWS_ACCESS.id());
        }
    }

    /** Whether another policy of the organization has that name. */
    public boolean nameTaken(Handle db, String organization, String name, String id) {
        return name.equals(ControlPolicy.FULL_AWS_ACCESS.name())
                || db
                        .createQuery(NAMED)
                        .bind("organization", organization)
                        .bind("name", name)
                        .mapTo(String.class)
                        .list()
                        .stream()
                        .anyMatch(other -> !other.equals(id));
    }

    public void insert(Handle db, String organization, ControlPolicy policy) {
        write(db, INSERT, organization, policy);
    }

    public void update(Handle db, String organization, ControlPolicy policy) {
        write(db, UPDATE, organization, policy);
    }

    private static void write(Handle db, String sql, String organization, ControlPolicy policy) {
        db.createUpdate(sql)
                .bind("organization", organization)
                .bind("id", policy.id())
                .bind("name", policy.name())
                .bind("description", policy.description())
                .bind("content", policy.content())
                .execute();
    }

    public void delete(Handle db, String organization, String id) {
        db.createUpdate(DELETE).bind("organization", organization).bind("id", id).execute();
    }

    /** By id; AWS's own too. */
    public Optional<ControlPolicy> find(Handle db, String organization, String id) {
        if (id.equals(ControlPolicy.FULL_AWS_ACCESS.id())) {
            return Optional.of(ControlPolicy.FULL_AWS_ACCESS);
        }
        return db.createQuery(FIND)
                .bind("organization", organization)
                .bind("id", id)
                .map(row -> read(row))
                .findOne();
    }

    /** All policies in the order of ids, AWS's own first. */
    public List<ControlPolicy> list(Handle db, String organization) {
        var all = new ArrayList<ControlPolicy>();
        all.add(ControlPolicy.FULL_AWS_ACCESS);
        all.addAll(
                db.createQuery(LIST)
                        .bind("organization", organization)
                        .map(row -> read(row))
                        .list());
        return all;
    }

    /** Whether it was not attached before. */
    public boolean attach(Handle db, String organization, String target, String policy) {
        return attachment(db, ATTACH, organization, target, policy);
    }

    /** Whether it was attached. */
    public boolean detach(Handle db, String organization, String target, String policy) {
        return attachment(db, DETACH, organization, target, policy);
    }

    private static boolean attachment(
            Handle db, String sql, String organization, String target, String policy) {
        return db.createUpdate(sql)
                        .bind("organization", organization)
                        .bind("target", target)
                        .bind("policy", policy)
                        .execute()
                == 1;
    }

    /** What is attached to a root, unit or account, in the order of ids. */
    public List<ControlPolicy> ofTarget(Handle db, String organization, String target) {
        return db
                .createQuery(OF_TARGET)
                .bind("organization", organization)
                .bind("target", target)
                .mapTo(String.class)
                .list()
                .stream()
                .flatMap(id -> find(db, organization, id).stream())
                .toList();
    }

    /** The ids of what a policy is attached to, in order. */
    public List<String> targets(Handle db, String organization, String policy) {
        return db.createQuery(TARGETS)
                .bind("organization", organization)
                .bind("policy", policy)
                .mapTo(String.class)
                .list();
    }

    /** The policies that bind an account, by level from the root to the account. */
    public List<List<ControlPolicy>> levels(
            Handle db, String organization, String root, AccountId account) {
        var levels = new ArrayList<List<ControlPolicy>>();
        levels.add(ofTarget(db, organization, account.value()));
        var unit =
                tree.place(db, organization, account)
                        .flatMap(id -> tree.find(db, organization, id));
        while (unit.isPresent()) {
            levels.addFirst(ofTarget(db, organization, unit.get().id()));
            unit = parent(db, organization, unit.get());
        }
        levels.addFirst(ofTarget(db, organization, root));
        return levels;
    }

    private Optional<OrganizationalUnit> parent(
            Handle db, String organization, OrganizationalUnit unit) {
        return tree.find(db, organization, unit.parentId());
    }

    private static ControlPolicy read(Row row) {
        return new ControlPolicy(
                row.getString("id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("content"));
    }
}
