package dev.wheelhouse.cloud.s3.sql;

import dev.wheelhouse.cloud.s3.Upload;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Multipart uploads under way and their parts. Each method runs in the transaction of the handle it
 * is given.
 */
public final class UploadStore {
    private static final String COLUMNS =
            """
            SELECT account, bucket, id, object_key, headers, metadata, tags, checksum_algorithm,
                checksum_type, initiator, started_at_ms
            FROM s3_upload
            """;

    private static final String INSERT =
            """
            INSERT INTO s3_upload (
                account, bucket, id, object_key, headers, metadata, tags, checksum_algorithm,
                checksum_type, initiator, started_at_ms)
            VALUES (
                :account, :bucket, :id, :key, :headers, :metadata, :tags, :algorithm,
                :checksum_type, :initiator, :started_at)
            """;

    private static final String FIND =
            COLUMNS + "WHERE account = :account AND bucket = :bucket AND id = :id";

    private static final String ALL =
            COLUMNS
                    + """
                    WHERE account = :account AND bucket = :bucket
                    ORDER BY object_key, started_at_ms, id
                    """;

    private static final String DELETE =
            "DELETE FROM s3_upload WHERE account = :account AND bucket = :bucket AND id = :id";

    private static final String PUT_PART =
            """
            INSERT INTO s3_part (
                bucket, upload, number, body, size, etag, checksums, modified_at_ms)
            VALUES (:bucket, :upload, :number, :body, :size, :etag, :checksums, :modified_at)
            ON CONFLICT (bucket, upload, number) DO UPDATE
            SET body = excluded.body, size = excluded.size, etag = excluded.etag,
                checksums = excluded.checksums, modified_at_ms = excluded.modified_at_ms
            """;

    private static final String PARTS =
            """
            SELECT number, body, size, etag, checksums, modified_at_ms
            FROM s3_part
            WHERE bucket = :bucket AND upload = :upload
            ORDER BY number
            """;

    private static final String DELETE_PARTS =
            "DELETE FROM s3_part WHERE bucket = :bucket AND upload = :upload";

    public void insert(Handle db, Upload upload) {
        db.createUpdate(INSERT)
                .bind("account", upload.account().value())
                .bind("bucket", upload.bucket())
                .bind("id", upload.id())
                .bind("key", upload.key())
                .bind("headers", JsonColumns.write(upload.headers()))
                .bind("metadata", JsonColumns.write(upload.metadata()))
                .bind("tags", JsonColumns.write(upload.tags()))
                .bind("algorithm", upload.checksumAlgorithm().orElse(null))
                .bind("checksum_type", upload.checksumType().orElse(null))
                .bind("initiator", upload.initiator())
                .bind("started_at", upload.startedAt().toEpochMilli())
                .execute();
    }

    public Optional<Upload> find(Handle db, AccountId account, String bucket, String id) {
        return db.createQuery(FIND)
                .bind("account", account.value())
                .bind("bucket", bucket)
                .bind("id", id)
                .map(row -> read(row))
                .findOne();
    }

    /** A bucket's uploads by key, then by age. */
    public List<Upload> all(Handle db, AccountId account, String bucket) {
        return db.createQuery(ALL)
                .bind("account", account.value())
                .bind("bucket", bucket)
                .map(row -> read(row))
                .list();
    }

    /** Forgets an upload and its parts, not their bodies. */
    public void delete(Handle db, Upload upload) {
        db.createUpdate(DELETE_PARTS)
                .bind("bucket", upload.bucket())
                .bind("upload", upload.id())
                .execute();
        db.createUpdate(DELETE)
                .bind("account", upload.account().value())
                .bind("bucket", upload.bucket())
                .bind("id", upload.id())
                .execute();
    }

    /** Stores a part, in place of one with the same number. */
    public void put(Handle db, Upload upload, Upload.Part part) {
        db.createUpdate(PUT_PART)
                .bind("bucket", upload.bucket())
                .bind("upload", upload.id())
                .bind("number", part.number())
                .bind("body", part.body())
                .bind("size", part.size())
                .bind("etag", part.etag())
                .bind("checksums", JsonColumns.write(part.checksums()))
                .bind("modified_at", part.modifiedAt().toEpochMilli())
                .execute();
    }

    /** An upload's parts in order. */
    public List<Upload.Part> parts(Handle db, Upload upload) {
        return db.createQuery(PARTS)
                .bind("bucket", upload.bucket())
                .bind("upload", upload.id())
                .map(row ->
                        new Upload.Part(
                                row.getInt("number"),
                                row.getString("body"),
                                row.getLong("size"),
                                row.getString("etag"),
                                JsonColumns.read(row.getString("checksums")),
                                Instant.ofEpochMilli(row.getLong("modified_at_ms"))))
                .list();
    }

    private static Upload read(Row row) {
        return new Upload(
                new AccountId(row.getString("account")),
                row.getString("bucket"),
                row.getString("id"),
                row.getString("object_key"),
                JsonColumns.read(row.getString("headers")),
                JsonColumns.read(row.getString("metadata")),
                JsonColumns.read(row.getString("tags")),
                row.findString("checksum_algorithm"),
                row.findString("checksum_type"),
                row.getString("initiator"),
                Instant.ofEpochMilli(row.getLong("started_at_ms")));
    }
}
