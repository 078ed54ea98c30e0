package dev.wheelhouse.cloud.s3.sql;

import dev.wheelhouse.cloud.s3.StoredObject;
import dev.wheelhouse.cloud.s3.StoredObject.Part;
import dev.wheelhouse.cloud.s3.StoredObject.Segment;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Objects without their bodies. A bucket's name says whose they are. Each method runs in the
 * transaction of the handle it is given.
 */
public final class ObjectStore {
    private static final String COLUMNS =
            """
            SELECT account, bucket, object_key, size, etag, segments, parts, headers, metadata,
                checksums, tags, modified_at_ms
            FROM s3_object
            """;

    private static final String PUT =
            """
            INSERT INTO s3_object (
                account, bucket, object_key, size, etag, segments, parts, headers, metadata,
                checksums, tags, modified_at_ms)
            VALUES (
                :account, :bucket, :key, :size, :etag, :segments, :parts, :headers, :metadata,
                :checksums, :tags, :modified_at)
            ON CONFLICT (bucket, object_key) DO UPDATE
            SET size = excluded.size, etag = excluded.etag, segments = excluded.segments,
                parts = excluded.parts, headers = excluded.headers, metadata = excluded.metadata,
                checksums = excluded.checksums, tags = excluded.tags,
                modified_at_ms = excluded.modified_at_ms
            """;

    private static final String FIND =
            COLUMNS + "WHERE account = :account AND bucket = :bucket AND object_key = :key";

    private static final String PAGE =
            COLUMNS
                    + """
                    WHERE account = :account AND bucket = :bucket AND object_key > :after
                      AND object_key >= :prefix
                    ORDER BY object_key
                    LIMIT :limit
                    """;

    private static final String DELETE =
            """
            DELETE FROM s3_object
            WHERE account = :account AND bucket = :bucket AND object_key = :key
            """;

    private static final String ANY =
            """
            SELECT 1 FROM s3_object WHERE account = :account AND bucket = :bucket LIMIT 1
            """;

    /** Stores an object, in place of one with the same key. */
    public void put(Handle db, StoredObject object) {
        db.createUpdate(PUT)
                .bind("account", object.account().value())
                .bind("bucket", object.bucket())
                .bind("key", object.key())
                .bind("size", object.size())
                .bind("etag", object.etag())
                .bind("segments", JsonColumns.writeSegments(object.segments()))
                .bind(
                        "parts",
                        object.parts().isEmpty() ? null : JsonColumns.writeParts(object.parts()))
                .bind("headers", JsonColumns.write(object.headers()))
                .bind("metadata", JsonColumns.write(object.metadata()))
                .bind("checksums", JsonColumns.write(object.checksums()))
                .bind("tags", JsonColumns.write(object.tags()))
                .bind("modified_at", object.modifiedAt().toEpochMilli())
                .execute();
    }

    public Optional<StoredObject> find(Handle db, AccountId account, String bucket, String key) {
        return db.createQuery(FIND)
                .bind("account", account.value())
                .bind("bucket", bucket)
                .bind("key", key)
                .map(row -> read(row))
                .findOne();
    }

    /**
     * Objects in the order of their keys, by code points.
     *
     * @param after keys beyond this one
     * @param prefix keys not before this one; what comes after those that begin with it is the
     *     caller's to leave out
     */
    public List<StoredObject> page(
            Handle db, AccountId account, String bucket, String prefix, String after, int limit) {
        return db.createQuery(PAGE)
                .bind("account", account.value())
                .bind("bucket", bucket)
                .bind("prefix", prefix)
                .bind("after", after)
                .bind("limit", limit)
                .map(row -> read(row))
                .list();
    }

    public void delete(Handle db, AccountId account, String bucket, String key) {
        db.createUpdate(DELETE)
                .bind("account", account.value())
                .bind("bucket", bucket)
                .bind("key", key)
                .execute();
    }

    public boolean isEmpty(Handle db, AccountId account, String bucket) {
        return db.createQuery(ANY)
                .bind("account", account.value())
                .bind("bucket", bucket)
                .mapTo(Integer.class)
                .findOne()
                .isEmpty();
    }

    private static StoredObject read(Row row) {
        var segments = JsonColumns.readSegments(row.getString("segments"));
        return new StoredObject(
                new AccountId(row.getString("account")),
                row.getString("bucket"),
                row.getString("object_key"),
                row.getLong("size"),
                row.getString("etag"),
                segments,
                row.findString("parts")
                        .map(JsonColumns::readParts)
                        .orElseGet(() -> parts(row.getString("etag"), segments)),
                JsonColumns.read(row.getString("headers")),
                JsonColumns.read(row.getString("metadata")),
                JsonColumns.read(row.getString("checksums")),
                JsonColumns.read(row.getString("tags")),
                Instant.ofEpochMilli(row.getLong("modified_at_ms")));
    }

    /** The parts of an object of before parts were kept: its segments, and perhaps an empty one. */
    private static List<Part> parts(String etag, List<Segment> segments) {
        int dash = etag.indexOf('-');
        if (dash < 0) {
            return List.of();
        }
        var parts = new ArrayList<Part>();
        segments.forEach(segment -> parts.add(new Part(segment.size(), Map.of())));
        if (parts.size() < Integer.parseInt(etag.substring(dash + 1))) {
            parts.add(new Part(0, Map.of()));
        }
        return parts;
    }
}
