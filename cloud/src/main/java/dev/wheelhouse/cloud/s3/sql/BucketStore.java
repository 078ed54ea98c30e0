package dev.wheelhouse.cloud.s3.sql;

import dev.wheelhouse.cloud.s3.Bucket;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Buckets. Their names are one space for all accounts, so they are found by name alone. Each method
 * runs in the transaction of the handle it is given.
 */
public final class BucketStore {
    private static final String INSERT =
            """
            INSERT INTO s3_bucket (name, account, region, policy, tags, created_at_ms)
            VALUES (:name, :account, :region, :policy, :tags, :created_at)
            ON CONFLICT (name) DO NOTHING
            """;

    private static final String FIND =
            """
            SELECT name, account, region, policy, tags, created_at_ms
            FROM s3_bucket
            WHERE name = :name
            """;

    private static final String OF_ACCOUNT =
            """
            SELECT name, account, region, policy, tags, created_at_ms
            FROM s3_bucket
            WHERE account = :account
            ORDER BY name
            """;

    private static final String UPDATE =
            """
            UPDATE s3_bucket SET policy = :policy, tags = :tags
            WHERE name = :name AND account = :account
            """;

    private static final String DELETE =
            "DELETE FROM s3_bucket WHERE name = :name AND account = :account";

    private static final String DROP_PARTS =
            """
            INSERT INTO s3_garbage (body, since_ms)
            SELECT part.body, 0
            FROM s3_part part
            JOIN s3_upload upload ON upload.bucket = part.bucket AND upload.id = part.upload
            WHERE upload.bucket = :name AND upload.account = :account AND part.size > 0
            ON CONFLICT (body) DO NOTHING
            """;

    private static final String DELETE_PARTS =
            """
            DELETE FROM s3_part
            WHERE bucket = :name
              AND upload IN (
                  SELECT id FROM s3_upload WHERE bucket = :name AND account = :account)
            """;

    private static final String DELETE_UPLOADS =
            "DELETE FROM s3_upload WHERE bucket = :name AND account = :account";

    /**
     * Stores a new bucket.
     *
     * @return false if anybody has one of that name
     */
    public boolean insert(Handle db, Bucket bucket) {
        return db.createUpdate(INSERT)
                        .bind("name", bucket.name())
                        .bind("account", bucket.account().value())
                        .bind("region", bucket.region().value())
                        .bind("policy", bucket.policy().orElse(null))
                        .bind("tags", JsonColumns.write(bucket.tags()))
                        .bind("created_at", bucket.createdAt().toEpochMilli())
                        .execute()
                == 1;
    }

    public Optional<Bucket> find(Handle db, String name) {
        return db.createQuery(FIND).bind("name", name).map((row, context) -> read(row)).findOne();
    }

    /** An account's buckets in the order of their names. */
    public List<Bucket> of(Handle db, AccountId account) {
        return db.createQuery(OF_ACCOUNT)
                .bind("account", account.value())
                .map((row, context) -> read(row))
                .list();
    }

    /** Stores what can change of a bucket. */
    public void update(Handle db, Bucket bucket) {
        db.createUpdate(UPDATE)
                .bind("name", bucket.name())
                .bind("account", bucket.account().value())
                .bind("policy", bucket.policy().orElse(null))
                .bind("tags", JsonColumns.write(bucket.tags()))
                .execute();
    }

    /** Deletes a bucket, and with it the uploads under way in it: a bucket to come has none. */
    public void delete(Handle db, Bucket bucket) {
        for (var statement : List.of(DROP_PARTS, DELETE_PARTS, DELETE_UPLOADS, DELETE)) {
            db.createUpdate(statement)
                    .bind("name", bucket.name())
                    .bind("account", bucket.account().value())
                    .execute();
        }
    }

    private static Bucket read(ResultSet row) throws SQLException {
        return new Bucket(
                row.getString("name"),
                new AccountId(row.getString("account")),
                new Region(row.getString("region")),
                Optional.ofNullable(row.getString("policy")),
                JsonColumns.read(row.getString("tags")),
                Instant.ofEpochMilli(row.getLong("created_at_ms")));
    }
}
