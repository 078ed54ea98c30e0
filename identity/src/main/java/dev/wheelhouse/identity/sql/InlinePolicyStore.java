package dev.wheelhouse.identity.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Optional;

/**
 * Inline policies of users, groups and roles, who are named by unique id. Each method runs in the
 * transaction of the handle it is given.
 */
public final class InlinePolicyStore {
    private static final String PUT =
            """
            INSERT INTO iam_inline_policy (account, owner_id, name, document)
            VALUES (:account, :owner, :name, :document)
            ON CONFLICT (account, owner_id, name) DO UPDATE SET document = excluded.document
            """;

    private static final String FIND =
            """
            SELECT document FROM iam_inline_policy
            WHERE account = :account AND owner_id = :owner AND name = :name
            """;

    private static final String NAMES =
            """
            SELECT name FROM iam_inline_policy
            WHERE account = :account AND owner_id = :owner AND name > :after
            ORDER BY name
            LIMIT :limit
            """;

    private static final String SIZE =
            """
            SELECT COALESCE(sum(length(document)), 0) FROM iam_inline_policy
            WHERE account = :account AND owner_id = :owner AND name <> :name
            """;

    private static final String DELETE =
            """
            DELETE FROM iam_inline_policy
            WHERE account = :account AND owner_id = :owner AND name = :name
            """;

    public void put(Handle db, AccountId account, String owner, String name, String document) {
        db.createUpdate(PUT)
                .bind("account", account.value())
                .bind("owner", owner)
                .bind("name", name)
                .bind("document", document)
                .execute();
    }

    /** The document, as it was put. */
    public Optional<String> find(Handle db, AccountId account, String owner, String name) {
        return db.createQuery(FIND)
                .bind("account", account.value())
                .bind("owner", owner)
                .bind("name", name)
                .mapTo(String.class)
                .findOne();
    }

    /** The names in order, behind {@code after}. */
    public List<String> names(Handle db, AccountId account, String owner, String after, int limit) {
        return db.createQuery(NAMES)
                .bind("account", account.value())
                .bind("owner", owner)
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }

    /** The characters of all documents of an owner but the named one. */
    public int sizeOfOthers(Handle db, AccountId account, String owner, String name) {
        return db.createQuery(SIZE)
                .bind("account", account.value())
                .bind("owner", owner)
                .bind("name", name)
                .mapTo(Integer.class)
                .one();
    }

    /** Whether there was one. */
    public boolean delete(Handle db, AccountId account, String owner, String name) {
        return db.createUpdate(DELETE)
                        .bind("account", account.value())
                        .bind("owner", owner)
                        .bind("name", name)
                        .execute()
                == 1;
    }
}
