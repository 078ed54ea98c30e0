package dev.wheelhouse.cloud.s3.sql;

import dev.wheelhouse.cloud.s3.Bucket;
import dev.wheelhouse.cloud.s3.BucketSettings;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import dev.wheelhouse.store.sql.Update;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Buckets. Their names are one space for all accounts, so they are found by name alone. Each method
 * runs in the transaction of the handle it is given.
 */
public final class BucketStore {
    private static final String INSERT =
            """
            INSERT INTO s3_bucket (name, account, region, policy, tags, public_access_block,
                object_ownership, bucket_key, created_at_ms)
            VALUES (:name, :account, :region, :policy, :tags, :public_access_block,
                :object_ownership, :bucket_key, :created_at)
            ON CONFLICT (name) DO NOTHING
            """;

    private static final String FIND =
            """
            SELECT name, account, region, policy, tags, public_access_block, object_ownership,
                bucket_key, created_at_ms
            FROM s3_bucket
            WHERE name = :name
            """;

    private static final String OF_ACCOUNT =
            """
            SELECT name, account, region, policy, tags, public_access_block, object_ownership,
                bucket_key, created_at_ms
            FROM s3_bucket
            WHERE account = :account
            ORDER BY name
            """;

    private static final String UPDATE =
            """
            UPDATE s3_bucket SET policy = :policy, tags = :tags,
                public_access_block = :public_access_block,
                object_ownership = :object_ownership, bucket_key = :bucket_key
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
        return changeable(db.createUpdate(INSERT), bucket)
                        .bind("name", bucket.name())
                        .bind("account", bucket.account().value())
                        .bind("region", bucket.region().value())
                        .bind("created_at", bucket.createdAt().toEpochMilli())
                        .execute()
                == 1;
    }

    public Optional<Bucket> find(Handle db, String name) {
        return db.createQuery(FIND).bind("name", name).map(row -> read(row)).findOne();
    }

    /** An account's buckets in the order of their names. */
    public List<Bucket> of(Handle db, AccountId account) {
        return db.createQuery(OF_ACCOUNT)
                .bind("account", account.value())
                .map(row -> read(row))
                .list();
    }

    /** Stores what can change of a bucket. */
    public void update(Handle db, Bucket bucket) {
        changeable(db.createUpdate(UPDATE), bucket)
                .bind("name", bucket.name())
                .bind("account", bucket.account().value())
                .execute();
    }

    private static Update changeable(Update statement, Bucket bucket) {
        var settings = bucket.settings();
        return statement
                .bind("policy", bucket.policy().orElse(null))
                .bind("tags", JsonColumns.write(bucket.tags()))
                .bind(
                        "public_access_block",
                        settings.publicAccessBlock().map(JsonColumns::write).orElse(null))
                .bind("object_ownership", settings.ownership().orElse(null))
                .bind("bucket_key", settings.bucketKey() ? 1 : 0);
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

    private static Bucket read(Row row) {
        return new Bucket(
                row.getString("name"),
                new AccountId(row.getString("account")),
                new Region(row.getString("region")),
                row.findString("policy"),
                JsonColumns.read(row.getString("tags")),
                new BucketSettings(
                        row.findString("public_access_block").map(JsonColumns::readBlock),
                        row.findString("object_ownership"),
                        row.getInt("bucket_key") == 1),
                Instant.ofEpochMilli(row.getLong("created_at_ms")));
    }
}
