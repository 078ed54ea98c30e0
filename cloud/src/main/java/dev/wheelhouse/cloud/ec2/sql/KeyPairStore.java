package dev.wheelhouse.cloud.ec2.sql;

import dev.wheelhouse.cloud.ec2.KeyPair;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Key pairs. Each method runs in the transaction of the handle it is given. */
public final class KeyPairStore {
    private static final String INSERT =
            """
            INSERT INTO ec2_key_pair (
                account, region, name, id, type, fingerprint, public_key, created_at_ms)
            VALUES (:account, :region, :name, :id, :type, :fingerprint, :public_key, :created_at)
            ON CONFLICT (account, region, name) DO NOTHING
            """;

    private static final String ALL =
            """
            SELECT name, id, type, fingerprint, public_key, created_at_ms
            FROM ec2_key_pair
            WHERE account = :account AND region = :region
            ORDER BY created_at_ms, id
            """;

    private static final String FIND =
            """
            SELECT name, id, type, fingerprint, public_key, created_at_ms
            FROM ec2_key_pair
            WHERE account = :account AND region = :region AND name = :name
            """;

    private static final String DELETE =
            """
            DELETE FROM ec2_key_pair
            WHERE account = :account AND region = :region AND name = :name
            """;

    /**
     * Stores a new key pair.
     *
     * @return false if there is one of that name
     */
    public boolean insert(Handle db, AccountId account, Region region, KeyPair key) {
        return db.createUpdate(INSERT)
                        .bind("account", account.value())
                        .bind("region", region.value())
                        .bind("name", key.name())
                        .bind("id", key.id())
                        .bind("type", key.type())
                        .bind("fingerprint", key.fingerprint())
                        .bind("public_key", key.publicKey())
                        .bind("created_at", key.createdAt().toEpochMilli())
                        .execute()
                == 1;
    }

    public List<KeyPair> all(Handle db, AccountId account, Region region) {
        return db.createQuery(ALL)
                .bind("account", account.value())
                .bind("region", region.value())
                .map(row -> key(row))
                .list();
    }

    public Optional<KeyPair> find(Handle db, AccountId account, Region region, String name) {
        return db.createQuery(FIND)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("name", name)
                .map(row -> key(row))
                .findOne();
    }

    public void delete(Handle db, AccountId account, Region region, String name) {
        db.createUpdate(DELETE)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("name", name)
                .execute();
    }

    private static KeyPair key(Row row) {
        return new KeyPair(
                row.getString("name"),
                row.getString("id"),
                row.getString("type"),
                row.getString("fingerprint"),
                row.getString("public_key"),
                Instant.ofEpochMilli(row.getLong("created_at_ms")));
    }
}
