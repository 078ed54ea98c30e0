package dev.wheelhouse.identity.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Tag;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;

/**
 * The tags of IAM's nouns, which are named by unique id (a managed policy by ARN). Keys are unique
 * without regard to case. Each method runs in the transaction of the handle it is given.
 */
public final class TagStore {
    private static final String PUT =
            """
            INSERT INTO iam_tag (account, owner_id, tag_key_key, tag_key, tag_value)
            VALUES (:account, :owner, :key_key, :key, :value)
            ON CONFLICT (account, owner_id, tag_key_key)
            DO UPDATE SET tag_key = excluded.tag_key, tag_value = excluded.tag_value
            """;

    private static final String LIST =
            """
            SELECT tag_key, tag_value FROM iam_tag
            WHERE account = :account AND owner_id = :owner
            ORDER BY tag_key_key
            """;

    private static final String REMOVE =
            """
            DELETE FROM iam_tag
            WHERE account = :account AND owner_id = :owner AND tag_key_key = :key_key
            """;

    private static final String CLEAR =
            "DELETE FROM iam_tag WHERE account = :account AND owner_id = :owner";

    public void put(Handle db, AccountId account, String owner, List<Tag> tags) {
        for (var tag : tags) {
            db.createUpdate(PUT)
                    .bind("account", account.value())
                    .bind("owner", owner)
                    .bind("key_key", Columns.key(tag.key()))
                    .bind("key", tag.key())
                    .bind("value", tag.value())
                    .execute();
        }
    }

    /** All tags, in the order of keys without case. */
    public List<Tag> list(Handle db, AccountId account, String owner) {
        return db.createQuery(LIST)
                .bind("account", account.value())
                .bind("owner", owner)
                .map(row -> new Tag(row.getString("tag_key"), row.getString("tag_value")))
                .list();
    }

    public void remove(Handle db, AccountId account, String owner, List<String> keys) {
        for (var key : keys) {
            db.createUpdate(REMOVE)
                    .bind("account", account.value())
                    .bind("owner", owner)
                    .bind("key_key", Columns.key(key))
                    .execute();
        }
    }

    /** Removes all tags of what is deleted. */
    public void clear(Handle db, AccountId account, String owner) {
        db.createUpdate(CLEAR).bind("account", account.value()).bind("owner", owner).execute();
    }
}
