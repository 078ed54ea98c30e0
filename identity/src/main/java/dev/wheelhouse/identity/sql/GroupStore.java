package dev.wheelhouse.identity.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Group;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.util.List;
import java.util.Optional;

/** The table of groups. Each method runs in the transaction of the handle it is given. */
public final class GroupStore {
    private static final String COLUMNS =
            """
            SELECT account, id, name, path, created_at_ms
            FROM iam_group
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

    private static final String COUNT = "SELECT count(*) FROM iam_group WHERE account = :account";

    private static final String INSERT =
            """
            INSERT INTO iam_group (account, name_key, id, name, path, created_at_ms)
            VALUES (:account, :key, :id, :name, :path, :created_at_ms)
            ON CONFLICT DO NOTHING
            """;

    private static final String DELETE =
            "DELETE FROM iam_group WHERE account = :account AND id = :id";

    /** Whether it was inserted: false when the name is taken. */
    public boolean insert(Handle db, Group group) {
        return db.createUpdate(INSERT)
                        .bind("account", group.account().value())
                        .bind("key", Columns.key(group.name()))
                        .bind("id", group.id())
                        .bind("name", group.name())
                        .bind("path", group.path())
                        .bind("created_at_ms", group.created().toEpochMilli())
                        .execute()
                == 1;
    }

    /** By name, in whatever case. */
    public Optional<Group> find(Handle db, AccountId account, String name) {
        return db.createQuery(FIND)
                .bind("account", account.value())
                .bind("key", Columns.key(name))
                .map(row -> read(row))
                .findOne();
    }

    /** By unique id. */
    public Optional<Group> findById(Handle db, AccountId account, String id) {
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
    public List<Group> list(
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

    /** Gives it another name and path; false when the name is taken. */
    public boolean rename(Handle db, Group group, String name, String path) {
        var taken = find(db, group.account(), name);
        if (taken.isPresent() && !taken.get().id().equals(group.id())) {
            return false;
        }
        db.createUpdate(
                        """
                        UPDATE iam_group SET name = :name, name_key = :key, path = :path
                        WHERE account = :account AND id = :id
                        """)
                .bind("name", name)
                .bind("key", Columns.key(name))
                .bind("path", path)
                .bind("account", group.account().value())
                .bind("id", group.id())
                .execute();
        return true;
    }

    public void delete(Handle db, Group group) {
        db.createUpdate(DELETE)
                .bind("account", group.account().value())
                .bind("id", group.id())
                .execute();
    }

    static Group read(Row row) {
        return new Group(
                new AccountId(row.getString("account")),
                row.getString("id"),
                row.getString("name"),
                row.getString("path"),
                Columns.instant(row, "created_at_ms"));
    }
}
