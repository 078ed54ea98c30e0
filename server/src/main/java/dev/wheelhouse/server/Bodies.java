package dev.wheelhouse.server;

import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.error.WireFault;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Request bodies: small ones stay in memory, large ones go to a temporary file that lives as long
 * as the request. Thread-safe.
 */
final class Bodies {
    /** Up to this many bytes a body stays in memory. */
    static final int IN_MEMORY_BYTES = 1024 * 1024;

    /** For a client that does not say how long its body is. */
    static final long UNKNOWN = -1;

    /** Up to this many bytes, room is made on the client's word. */
    private static final int ROOM = 16 * 1024;

    private final Path folder;
    private final Limits limits;

    /**
     * @param folder where temporary files go
     * @param limits how large a body may be and how slow
     */
    Bodies(Path folder, Limits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    /** A body that was received whole. */
    interface Received extends Payload, AutoCloseable {
        @Override
        void close();
    }

    /**
     * Reads a body to its end.
     *
     * @param announced how many bytes the client said it has, or {@link #UNKNOWN}; only for making
     *     room
     * @throws RefusedException if it is larger than the limit, or comes too slowly
     * @throws UnkeptException if the disk does not take it
     * @throws IOException if it does not come whole
     */
    Received receive(InputStream body, long announced) throws IOException {
        var in = new Timed(body, limits);
        var most = (int) Math.min(IN_MEMORY_BYTES, limits.maxBodyBytes() + 1);
        var head = announced >= 0 && announced < ROOM ? small(in, announced) : in.readNBytes(most);
        if (head.length > limits.maxBodyBytes()) {
            throw tooLarge();
        }
        if (head.length < IN_MEMORY_BYTES) {
            return new InMemory(head);
        }
        var file = temporary();
        var complete = false;
        try (var out = kept(file)) {
            keep(out, head, head.length);
            var written = (long) head.length;
            var buffer = new byte[1 << 16];
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                written += read;
                if (written > limits.maxBodyBytes()) {
                    throw tooLarge();
                }
                keep(out, buffer, read);
            }
            complete = true;
            return new InFile(file, written);
        } finally {
            if (!complete) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Path temporary() {
        try {
            Files.createDirectories(folder);
            return Files.createTempFile(folder, "body", ".tmp");
        } catch (IOException cause) {
            throw new UnkeptException(folder, cause);
        }
    }

    private OutputStream kept(Path file) {
        try {
            return Files.newOutputStream(file);
        } catch (IOException cause) {
            throw new UnkeptException(folder, cause);
        }
    }

    private void keep(OutputStream out, byte[] bytes, int length) {
        try {
            out.write(bytes, 0, length);
        } catch (IOException cause) {
            throw new UnkeptException(folder, cause);
        }
    }

    private static byte[] small(InputStream in, long announced) throws IOException {
        var bytes = new byte[(int) announced];
        var read = in.readNBytes(bytes, 0, bytes.length);
        return read == bytes.length ? bytes : Arrays.copyOf(bytes, read);
    }

    private RefusedException tooLarge() {
        return new RefusedException(
                WireFault.TOO_LARGE,
                "The body is larger than " + limits.maxBodyBytes() + " bytes.");
    }

    /** Gives up on a body that comes in slower than it must. */
    private static final class Timed extends FilterInputStream {
        private final Limits limits;
        private final long since = System.nanoTime();
        private long received;

        Timed(InputStream in, Limits limits) {
            super(in);
            this.limits = limits;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            var read = super.read(bytes, offset, length);
            received += Math.max(0, read);
            var allowed =
                    limits.idle().plusNanos((long) (received * 1e9 / limits.bodyBytesPerSecond()));
            if (read >= 0 && System.nanoTime() - since > allowed.toNanos()) {
                throw new RefusedException(
                        WireFault.REQUEST_TIMEOUT,
                        "Your socket connection to the server was not read from or written to"
                                + " within the timeout period.");
            }
            return read;
        }
    }

    private static final class InMemory implements Received {
        private final byte[] bytes;

        private InMemory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public void close() {}
    }

    private record InFile(Path file, long length) implements Received {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }
    }

    /** A body for which the disk has no room. */
    static final class UnkeptException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnkeptException(Path folder, IOException cause) {
            super("Cannot keep a request's body in " + folder + ": " + cause.getMessage(), cause);
        }
    }

    /** A body that is not taken. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final WireFault fault;

        RefusedException(WireFault fault, String message) {
            super(message, null, false, false);
            this.fault = fault;
        }

        WireFault fault() {
            return fault;
        }
    }
}
