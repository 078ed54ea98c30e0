package dev.wheelhouse.cloud.s3.operation;

import dev.wheelhouse.cloud.s3.StoredObject;
import dev.wheelhouse.cloud.s3.StoredObject.Segment;
import dev.wheelhouse.cloud.s3.sql.BodyStore;
import dev.wheelhouse.cloud.s3.sql.ObjectStore;
import dev.wheelhouse.store.sql.Handle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Puts and deletes objects, the right to it given; drops the bodies that nothing needs any more.
 */
public final class ObjectWriter {
    private final ObjectStore objects = new ObjectStore();
    private final BodyStore bodies = new BodyStore();
    private final InstantSource clock;
    private final RandomGenerator random;

    public ObjectWriter(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** Bytes that can be read more than once. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /** Stores a body. */
    public List<Segment> body(Handle db, Content content) {
        var name = newName();
        try (var in = content.open()) {
            long size = bodies.write(db, name, in);
            return size == 0 ? List.of() : List.of(new Segment(name, size));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Copies bodies. */
    public List<Segment> copy(Handle db, List<Segment> segments) {
        return segments.stream()
                .map(segment -> {
                    var name = newName();
                    bodies.copy(db, segment.body(), name);
                    return new Segment(name, segment.size());
                })
                .toList();
    }

    /** Stores an object whose bodies are stored, in place of one with the same key. */
    public void put(Handle db, StoredObject object) {
        objects.find(db, object.account(), object.bucket(), object.key())
                .ifPresent(before -> drop(db, before.segments()));
        objects.put(db, object);
        bodies.sweep(db, clock.instant());
    }

    /** Deletes an object. */
    public void delete(Handle db, StoredObject object) {
        drop(db, object.segments());
        objects.delete(db, object.account(), object.bucket(), object.key());
        bodies.sweep(db, clock.instant());
    }

    /** Drops bodies. */
    public void drop(Handle db, List<Segment> segments) {
        segments.forEach(segment -> bodies.drop(db, segment.body(), clock.instant()));
    }

    /** A name that nothing has yet. */
    public String newName() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
