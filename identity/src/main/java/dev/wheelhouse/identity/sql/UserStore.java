package dev.wheelhouse.identity.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.User;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.util.List;
import java.util.Optional;

/** The table of users. Each method runs in the transaction of the handle it is given. */
public final class UserStore {
    private static final String COLUMNS =
            """
            SELECT account, id, name, path, boundary_arn, created_at_ms
            FROM iam_user
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

    private static final String COUNT = "SELECT count(*) FROM iam_user WHERE account = :account";

    private static final String INSERT =
            """
            INSERT INTO iam_user (account, name_key, id, name, path, boundary_arn, created_at_ms)
            VALUES (:account, :key, :id, :name, :path, :boundary_arn, :created_at_ms)
            ON CONFLICT DO NOTHING
            """;

    private static final String DELETE =
            "DELETE FROM iam_user WHERE account = :account AND id = :id";

    /** Whether it was inserted: false when the name is taken. */
    public boolean insert(Handle db, User user) {
        return db.createUpdate(INSERT)
                        .bind("account", user.account().value())
                        .bind("key", Columns.key(user.name()))
                        .bind("id", user.id())
                        .bind("name", user.name())
                        .bind("path", user.path())
                        .bind("created_at_ms", user.created().toEpochMilli())
                        .bind("boundary_arn", user.boundary().orElse(null))
                        .execute()
                == 1;
    }

    /** By name, in whatever case. */
    public Optional<User> find(Handle db, AccountId account, String name) {
        return db.createQuery(FIND)
                .bind("account", account.value())
                .bind("key", Columns.key(name))
                .map(row -> read(row))
                .findOne();
    }

    /** By unique id. */
    public Optional<User> findById(Handle db, AccountId account, String id) {
        return db.createQuery(FIND_BY_ID)
                .bind("account", account.value())
                .bind("id", id)
                .map(row -> read(row))
                .findOne();
    }

    /** By unique id, in whatever account. */
    public Optional<User> findById(Handle db, String id) {
        return db.createQuery(FIND_ANYWHERE).bind("id", id).map(row -> read(row)).findOne();
    }

    /**
     * In the order of names without case.
     *
     * @param after the name to start behind, or empty
     * @param pathPrefix what paths must begin with, {@code /} for all
     */
    public List<User> list(
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
    public boolean rename(Handle db, User user, String name, String path) {
        var taken = find(db, user.account(), name);
        if (taken.isPresent() && !taken.get().id().equals(user.id())) {
            return false;
        }
        db.createUpdate(
                        """
                        UPDATE iam_user SET name = :name, name_key = :key, path = :path
                        WHERE account = :account AND id = :id
                        """)
                .bind("name", name)
                .bind("key", Columns.key(name))
                .bind("path", path)
                .bind("account", user.account().value())
                .bind("id", user.id())
                .execute();
        return true;
    }

    /** Sets or, when empty, removes the permissions boundary. */
    public void setBoundary(Handle db, User user, Optional<String> policyArn) {
        db.createUpdate(
                        """
                        UPDATE iam_user SET boundary_arn = :boundary_arn
                        WHERE account = :account AND id = :id
                        """)
                .bind("boundary_arn", policyArn.orElse(null))
                .bind("account", user.account().value())
                .bind("id", user.id())
                .execute();
    }

    public void delete(Handle db, User user) {
        db.createUpdate(DELETE)
                .bind("account", user.account().value())
                .bind("id", user.id())
                .execute();
    }

    static User read(Row row) {
        return new User(
                new AccountId(row.getString("account")),
                row.getString("id"),
                row.getString("name"),
                row.getString("path"),
                Columns.instant(row, "created_at_ms"),
                Columns.optional(row, "boundary_arn"));
    }
}
