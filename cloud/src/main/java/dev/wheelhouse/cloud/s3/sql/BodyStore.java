package dev.wheelhouse.cloud.s3.sql;

import dev.wheelhouse.store.sql.Handle;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Bodies of objects and parts, in rows of 1 MiB. A body never changes; one that nothing refers to
 * any more is kept for {@link #KEPT}, so that whoever is reading it can finish.
 *
 * <p>Each method runs in the transaction of the handle it is given.
 */
public final class BodyStore {
    /** The size of a row, but for the last. */
    public static final int CHUNK_BYTES = 1 << 20;

    /** How long a body stays readable once it is dropped. */
    public static final Duration KEPT = Duration.ofMinutes(15);

    private static final int SWEEP_AT_ONCE = 16;

    private static final String INSERT =
            "INSERT INTO s3_chunk (body, number, bytes) VALUES (:body, :number, :bytes)";

    private static final String FIND =
            "SELECT bytes FROM s3_chunk WHERE body = :body AND number = :number";

    private static final String COPY =
            """
            INSERT INTO s3_chunk (body, number, bytes)
            SELECT :copy, number, bytes FROM s3_chunk WHERE body = :body
            """;

    private static final String DROP =
            """
            INSERT INTO s3_garbage (body, since_ms) VALUES (:body, :since)
            ON CONFLICT (body) DO NOTHING
            """;

    private static final String DROPPED =
            """
            SELECT body FROM s3_garbage WHERE since_ms < :before
            ORDER BY since_ms, body
            LIMIT :limit
            """;

    private static final String DELETE_CHUNKS = "DELETE FROM s3_chunk WHERE body = :body";

    private static final String FORGET = "DELETE FROM s3_garbage WHERE body = :body";

    /**
     * Stores a body.
     *
     * @return its size in bytes
     */
    public long write(Handle db, String body, InputStream content) throws IOException {
        long size = 0;
        for (int number = 0; ; number++) {
            var chunk = content.readNBytes(CHUNK_BYTES);
            if (chunk.length == 0) {
                return size;
            }
            db.createUpdate(INSERT)
                    .bind("body", body)
                    .bind("number", number)
                    .bind("bytes", chunk)
                    .execute();
            size += chunk.length;
        }
    }

    /** Stores a body once more, under another name. */
    public void copy(Handle db, String body, String copy) {
        db.createUpdate(COPY).bind("body", body).bind("copy", copy).execute();
    }

    /** A row of a body, counted from 0; empty beyond its end. */
    public Optional<byte[]> chunk(Handle db, String body, int number) {
        return db.createQuery(FIND)
                .bind("body", body)
                .bind("number", number)
                .map(row -> row.getBytes("bytes"))
                .findOne();
    }

    /** The first bytes of a body, at most so many. */
    public byte[] head(Handle db, String body, int limit) {
        var bytes = new java.io.ByteArrayOutputStream();
        for (int number = 0; bytes.size() < limit; number++) {
            var chunk = chunk(db, body, number);
            if (chunk.isEmpty()) {
                break;
            }
            bytes.writeBytes(chunk.get());
        }
        return bytes.size() <= limit
                ? bytes.toByteArray()
                : Arrays.copyOf(bytes.toByteArray(), limit);
    }

    /** Drops a body: it will be deleted in a while. */
    public void drop(Handle db, String body, Instant now) {
        db.createUpdate(DROP).bind("body", body).bind("since", now.toEpochMilli()).execute();
    }

    /** Deletes some of the bodies that were dropped long enough ago. */
    public void sweep(Handle db, Instant now) {
        var bodies =
                db.createQuery(DROPPED)
                        .bind("before", now.minus(KEPT).toEpochMilli())
                        .bind("limit", SWEEP_AT_ONCE)
                        .mapTo(String.class)
                        .list();
        for (var body : bodies) {
            db.createUpdate(DELETE_CHUNKS).bind("body", body).execute();
            db.createUpdate(FORGET).bind("body", body).execute();
        }
    }
}
