package dev.wheelhouse.cloud.s3.api;

import dev.wheelhouse.cloud.s3.StoredObject.Segment;
import dev.wheelhouse.cloud.s3.sql.BodyStore;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.wire.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * The bytes of an object, or of a part of it, read row by row while they are sent: no transaction
 * stays open meanwhile, and no more than one row is in memory.
 */
final class StoredPayload implements Payload {
    private static final BodyStore BODIES = new BodyStore();

    private final RowSource rows;
    private final List<Segment> segments;
    private final long first;
    private final long length;

    /** Where rows of bodies come from. */
    @FunctionalInterface
    private interface RowSource {
        Optional<byte[]> read(String body, int number);
    }

    /**
     * @param first the offset of the first byte
     * @param length how many bytes
     */
    StoredPayload(Database database, List<Segment> segments, long first, long length) {
        this(
                (body, number) -> database.read(db -> BODIES.chunk(db, body, number)),
                segments,
                first,
                length);
    }

    private StoredPayload(RowSource rows, List<Segment> segments, long first, long length) {
        this.rows = rows;
        this.segments = segments;
        this.first = first;
        this.length = length;
    }

    /** The same bytes, read in a transaction that is open already. */
    StoredPayload in(Handle db) {
        return new StoredPayload(
                (body, number) -> BODIES.chunk(db, body, number), segments, first, length);
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public InputStream open() {
        return new Rows();
    }

    private byte[] row(long offset) throws IOException {
        long start = 0;
        for (var segment : segments) {
            if (offset < start + segment.size()) {
                int number = (int) ((offset - start) / BodyStore.CHUNK_BYTES);
                return rows.read(segment.body(), number)
                        .orElseThrow(() -> new IOException("The object was replaced meanwhile"));
            }
            start += segment.size();
        }
        throw new IOException("The object ends before byte " + offset);
    }

    private int offsetInRow(long offset) {
        long start = 0;
        for (var segment : segments) {
            if (offset < start + segment.size()) {
                return (int) ((offset - start) % BodyStore.CHUNK_BYTES);
            }
            start += segment.size();
        }
        return 0;
    }

    private final class Rows extends InputStream {
        private byte[] row = new byte[0];
        private int position;
        private long sent;

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            if (count == 0) {
                return 0;
            }
            if (sent == length) {
                return -1;
            }
            if (position == row.length) {
                row = row(first + sent);
                position = offsetInRow(first + sent);
            }
            int part = (int) Math.min(Math.min(count, row.length - position), length - sent);
            System.arraycopy(row, position, target, offset, part);
            position += part;
            sent += part;
            return part;
        }
    }
}
