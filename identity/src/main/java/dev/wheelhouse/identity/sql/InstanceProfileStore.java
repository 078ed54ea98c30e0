package dev.wheelhouse.identity.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.InstanceProfile;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.util.List;
import java.util.Optional;

/** The table of profiles. Each method runs in the transaction of the handle it is given. */
public final class InstanceProfileStore {
    private static final String COLUMNS =
            """
            SELECT account, id, name, path, role_id, created_at_ms
            FROM iam_instance_profile
            """;

    private static final String FIND = COLUMNS + "WHERE account = :account AND name_key = :key";

    private static final String FIND_BY_ID = COLUMNS + "WHERE account = :account AND id = :id";

    private static final String LIST =
            COLUMNS
                    + """
                    WHERE account = :account AND name_key > :after
                      AND substr(path, 1, length(:prefix)) = :prefix
                    ORDER BY name_key
                    LIMIT :limit
                    """;

    private static final String COUNT =
            "SELECT count(*) FROM iam_instance_profile WHERE account = :account";

    private static final String INSERT =
            """
            INSERT INTO iam_instance_profile (account, name_key, id, name, path, role_id, created_at_ms)
            VALUES (:account, :key, :id, :name, :path, :role_id, :created_at_ms)
            ON CONFLICT DO NOTHING
            """;

    private static final String DELETE =
            "DELETE FROM iam_instance_profile WHERE account = :account AND id = :id";

    /** Whether it was inserted: false when the name is taken. */
    public boolean insert(Handle db, InstanceProfile profile) {
        return db.createUpdate(INSERT)
                        .bind("account", profile.account().value())
                        .bind("key", Columns.key(profile.name()))
                        .bind("id", profile.id())
                        .bind("name", profile.name())
                        .bind("path", profile.path())
                        .bind("created_at_ms", profile.created().toEpochMilli())
                        .bind("role_id", profile.roleId().orElse(null))
                        .execute()
                == 1;
    }

    /** By name, in whatever case. */
    public Optional<InstanceProfile> find(Handle db, AccountId account, String name) {
        return db.createQuery(FIND)
                .bind("account", account.value())
                .bind("key", Columns.key(name))
                .map(row -> read(row))
                .findOne();
    }

    /** By unique id. */
    public Optional<InstanceProfile> findById(Handle db, AccountId account, String id) {
        return db.createQuery(FIND_BY_ID)
                .bind("account", account.value())
                .bind("id", id)
                .map(row -> read(row))
                .findOne();
    }

    /**
     * In the order of names without case.
     *
     * @param after the name to start behind, or empty
     * @param pathPrefix what paths must begin with, {@code /} for all
     */
    public List<InstanceProfile> list(
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

    /** The profiles that hold a role, in the order of names. */
    public List<InstanceProfile> withRole(
            Handle db, AccountId account, String roleId, String after, int limit) {
        return db.createQuery(
                        COLUMNS
                                + """
                                WHERE account = :account AND role_id = :role_id
                                  AND name_key > :after
                                ORDER BY name_key
                                LIMIT :limit
                                """)
                .bind("account", account.value())
                .bind("role_id", roleId)
                .bind("after", Columns.key(after))
                .bind("limit", limit)
                .map(row -> read(row))
                .list();
    }

    /** Puts a role in, or takes it out. */
    public void setRole(Handle db, InstanceProfile profile, Optional<String> roleId) {
        db.createUpdate(
                        """
                        UPDATE iam_instance_profile SET role_id = :role_id
                        WHERE account = :account AND id = :id
                        """)
                .bind("role_id", roleId.orElse(null))
                .bind("account", profile.account().value())
                .bind("id", profile.id())
                .execute();
    }

    public void delete(Handle db, InstanceProfile profile) {
        db.createUpdate(DELETE)
                .bind("account", profile.account().value())
                .bind("id", profile.id())
                .execute();
    }

    static InstanceProfile read(Row row) {
        return new InstanceProfile(
                new AccountId(row.getString("account")),
                row.getString("id"),
                row.getString("name"),
                row.getString("path"),
                Columns.instant(row, "created_at_ms"),
                Columns.optional(row, "role_id"));
    }
}
