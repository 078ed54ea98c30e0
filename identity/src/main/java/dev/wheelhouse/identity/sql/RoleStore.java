package dev.wheelhouse.identity.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Arn;
import dev.wheelhouse.identity.Role;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The table of roles. Each method runs in the transaction of the handle it is given. */
public final class RoleStore {
    private static final String COLUMNS =
            """
            SELECT account, id, name, path, description, trust_policy, max_session_s, boundary_arn, created_at_ms
            FROM iam_role
            """;

    private static final String FIND = COLUMNS + "WHERE account = :account AND name_key = :key";

    private static final String FIND_BY_ID = COLUMNS + "WHERE account = :account AND id = :id";

    private static final String FIND_ANYWHERE = COLUMNS + "WHERE id = :id";

    private static final String LIST =
            COLUMNS
                    + """
                    WHERE account = :account AND name_key > :after
                      AND substr(path, 1, length(:prefix)) = :prefix
                    ORDER BY name_key
                    LIMIT :limit
                    """;

    private static final String COUNT = "SELECT count(*) FROM iam_role WHERE account = :account";

    private static final String INSERT =
            """
            INSERT INTO iam_role (account, name_key, id, name, path, description, trust_policy, max_session_s, boundary_arn, created_at_ms)
            VALUES (:account, :key, :id, :name, :path, :description, :trust_policy, :max_session_s, :boundary_arn, :created_at_ms)
            ON CONFLICT DO NOTHING
            """;

    private static final String DELETE =
            "DELETE FROM iam_role WHERE account = :account AND id = :id";

    /** Whether it was inserted: false when the name is taken. */
    public boolean insert(Handle db, Role role) {
        return db.createUpdate(INSERT)
                        .bind("account", role.account().value())
                        .bind("key", Columns.key(role.name()))
                        .bind("id", role.id())
                        .bind("name", role.name())
                        .bind("path", role.path())
                        .bind("created_at_ms", role.created().toEpochMilli())
                        .bind("description", role.description())
                        .bind("trust_policy", role.trustPolicy())
                        .bind("max_session_s", role.maxSession().toSeconds())
                        .bind("boundary_arn", role.boundary().orElse(null))
                        .execute()
                == 1;
    }

    /** The role of this ARN; the path counts. */
    public Optional<Role> findByArn(Handle db, String roleArn) {
        return Arn.find(roleArn)
                .filter(arn -> arn.service().equals("iam") && arn.resourceType().equals("role"))
                .filter(arn -> arn.accountId().isPresent())
                .flatMap(arn -> find(db, arn.accountId().orElseThrow(), arn.resourceName()))
                .filter(role -> role.arn().equals(roleArn));
    }

    /** By name, in whatever case. */
    public Optional<Role> find(Handle db, AccountId account, String name) {
        return db.createQuery(FIND)
                .bind("account", account.value())
                .bind("key", Columns.key(name))
                .map(row -> read(row))
                .findOne();
    }

    /** By unique id. */
    public Optional<Role> findById(Handle db, AccountId account, String id) {
        return db.createQuery(FIND_BY_ID)
                .bind("account", account.value())
                .bind("id", id)
                .map(row -> read(row))
                .findOne();
    }

    /** By unique id, in whatever account. */
    public Optional<Role> findById(Handle db, String id) {
        return db.createQuery(FIND_ANYWHERE).bind("id", id).map(row -> read(row)).findOne();
    }

    /**
     * In the order of names without case.
     *
     * @param after the name to start behind, or empty
     * @param pathPrefix what paths must begin with, {@code /} for all
     */
    public List<Role> list(
            Handle db, AccountId account, String pathPrefix, String after, int limit) {
        return db.createQuery(LIST)
                .bind("account", account.value())
                .bind("prefix", pathPrefix)
                .bind("after", Columns.key(after))
                .bind("limit", limit)
                .map(row -> read(row))
                .list();
    }

    public int count(Handle db, AccountId account) {
        return db.createQuery(COUNT).bind("account", account.value()).mapTo(Integer.class).one();
    }

    /** Sets or, when empty, removes the permissions boundary. */
    public void setBoundary(Handle db, Role role, Optional<String> policyArn) {
        db.createUpdate(
                        """
                        UPDATE iam_role SET boundary_arn = :boundary_arn
                        WHERE account = :account AND id = :id
                        """)
                .bind("boundary_arn", policyArn.orElse(null))
                .bind("account", role.account().value())
                .bind("id", role.id())
                .execute();
    }

    /** Changes what UpdateRole and UpdateAssumeRolePolicy change. */
    public void update(
            Handle db, Role role, String description, Duration maxSession, String trustPolicy) {
        db.createUpdate(
                        """
                        UPDATE iam_role
                        SET description = :description, max_session_s = :max_session_s,
                            trust_policy = :trust_policy
                        WHERE account = :account AND id = :id
                        """)
                .bind("description", description)
                .bind("max_session_s", maxSession.toSeconds())
                .bind("trust_policy", trustPolicy)
                .bind("account", role.account().value())
                .bind("id", role.id())
                .execute();
    }

    public void delete(Handle db, Role role) {
        db.createUpdate(DELETE)
                .bind("account", role.account().value())
                .bind("id", role.id())
                .execute();
    }

    static Role read(Row row) {
        return new Role(
                new AccountId(row.getString("account")),
                row.getString("id"),
                row.getString("name"),
                row.getString("path"),
                Columns.instant(row, "created_at_ms"),
                row.getString("description"),
                row.getString("trust_policy"),
                Duration.ofSeconds(row.getLong("max_session_s")),
                Columns.optional(row, "boundary_arn"));
    }
}
