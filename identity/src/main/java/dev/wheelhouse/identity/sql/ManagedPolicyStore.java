package dev.wheelhouse.identity.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.ManagedPolicy;
import dev.wheelhouse.identity.PolicyVersion;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The managed policies that customers made, and their versions. Each method runs in the transaction
 * of the handle it is given.
 */
public final class ManagedPolicyStore {
    private static final String COLUMNS =
            """
            SELECT arn, id, name, path, description, default_version, created_at_ms, updated_at_ms
            FROM iam_policy
            """;

    private static final String FIND = COLUMNS + "WHERE account = :account AND arn = :arn";

    private static final String LIST =
            COLUMNS
                    + """
                    WHERE account = :account AND name_key > :after
                      AND substr(path, 1, length(:prefix)) = :prefix
                    ORDER BY name_key
                    LIMIT :limit
                    """;

    private static final String INSERT =
            """
            INSERT INTO iam_policy
                (account, name_key, arn, id, name, path, description, default_version, last_version,
                 created_at_ms, updated_at_ms)
            VALUES
                (:account, :key, :arn, :id, :name, :path, :description, 1, 1,
                 :created_at_ms, :created_at_ms)
            ON CONFLICT DO NOTHING
            """;

    private static final String INSERT_VERSION =
            """
            INSERT INTO iam_policy_version (account, policy_arn, version, document, created_at_ms)
            VALUES (:account, :arn, :version, :document, :created_at_ms)
            """;

    private static final String NEXT_VERSION =
            """
            UPDATE iam_policy SET last_version = last_version + 1, updated_at_ms = :now
            WHERE account = :account AND arn = :arn
            """;

    private static final String LAST_VERSION =
            "SELECT last_version FROM iam_policy WHERE account = :account AND arn = :arn";

    private static final String VERSIONS =
            """
            SELECT version, document, created_at_ms FROM iam_policy_version
            WHERE account = :account AND policy_arn = :arn
            ORDER BY version DESC
            """;

    private static final String SET_DEFAULT =
            """
            UPDATE iam_policy SET default_version = :version, updated_at_ms = :now
            WHERE account = :account AND arn = :arn
            """;

    private static final String DELETE_VERSION =
            """
            DELETE FROM iam_policy_version
            WHERE account = :account AND policy_arn = :arn AND version = :version
            """;

    private static final String DELETE_VERSIONS =
            "DELETE FROM iam_policy_version WHERE account = :account AND policy_arn = :arn";

    private static final String DELETE =
            "DELETE FROM iam_policy WHERE account = :account AND arn = :arn";

    /** Whether it was inserted, with its first version: false when the name is taken. */
    public boolean insert(Handle db, AccountId account, ManagedPolicy policy, String document) {
        var inserted =
                db.createUpdate(INSERT)
                        .bind("account", account.value())
                        .bind("key", Columns.key(policy.name()))
                        .bind("arn", policy.arn())
                        .bind("id", policy.id())
                        .bind("name", policy.name())
                        .bind("path", policy.path())
                        .bind("description", policy.description())
                        .bind("created_at_ms", policy.created().toEpochMilli())
                        .execute();
        if (inserted == 1) {
            insertVersion(
                    db, account, policy.arn(), new PolicyVersion(1, document, policy.created()));
        }
        return inserted == 1;
    }

    public Optional<ManagedPolicy> find(Handle db, AccountId account, String arn) {
        return db.createQuery(FIND)
                .bind("account", account.value())
                .bind("arn", arn)
                .map(row -> read(row))
                .findOne();
    }

    /** In the order of names without case, behind {@code after}. */
    public List<ManagedPolicy> list(
            Handle db, AccountId account, String pathPrefix, String after, int limit) {
        return db.createQuery(LIST)
                .bind("account", account.value())
                .bind("prefix", pathPrefix)
                .bind("after", Columns.key(after))
                .bind("limit", limit)
                .map(row -> read(row))
                .list();
    }

    /** Adds a version under the next number; it is not yet the default. */
    public PolicyVersion addVersion(
            Handle db, AccountId account, String arn, String document, Instant now) {
        db.createUpdate(NEXT_VERSION)
                .bind("now", now.toEpochMilli())
                .bind("account", account.value())
                .bind("arn", arn)
                .execute();
        var number =
                db.createQuery(LAST_VERSION)
                        .bind("account", account.value())
                        .bind("arn", arn)
                        .mapTo(Integer.class)
                        .one();
        var version = new PolicyVersion(number, document, now);
        insertVersion(db, account, arn, version);
        return version;
    }

    /** All versions, newest first. */
    public List<PolicyVersion> versions(Handle db, AccountId account, String arn) {
        return db.createQuery(VERSIONS)
                .bind("account", account.value())
                .bind("arn", arn)
                .map(row ->
                        new PolicyVersion(
                                row.getInt("version"),
                                row.getString("document"),
                                Columns.instant(row, "created_at_ms")))
                .list();
    }

    public void setDefault(Handle db, AccountId account, String arn, int version, Instant now) {
        db.createUpdate(SET_DEFAULT)
                .bind("version", version)
                .bind("now", now.toEpochMilli())
                .bind("account", account.value())
                .bind("arn", arn)
                .execute();
    }

    public void deleteVersion(Handle db, AccountId account, String arn, int version) {
        db.createUpdate(DELETE_VERSION)
                .bind("account", account.value())
                .bind("arn", arn)
                .bind("version", version)
                .execute();
    }

    /** Deletes a policy with all its versions. */
    public void delete(Handle db, AccountId account, String arn) {
        db.createUpdate(DELETE_VERSIONS)
                .bind("account", account.value())
                .bind("arn", arn)
                .execute();
        db.createUpdate(DELETE).bind("account", account.value()).bind("arn", arn).execute();
    }

    private static void insertVersion(
            Handle db, AccountId account, String arn, PolicyVersion version) {
        db.createUpdate(INSERT_VERSION)
                .bind("account", account.value())
                .bind("arn", arn)
                .bind("version", version.number())
                .bind("document", version.document())
                .bind("created_at_ms", version.created().toEpochMilli())
                .execute();
    }

    private static ManagedPolicy read(Row row) {
        return new ManagedPolicy(
                row.getString("arn"),
                row.getString("id"),
                row.getString("name"),
                row.getString("path"),
                row.getString("description"),
                row.getInt("default_version"),
                Columns.instant(row, "created_at_ms"),
                Columns.instant(row, "updated_at_ms"));
    }
}
