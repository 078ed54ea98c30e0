package dev.wheelhouse.server;

import dev.wheelhouse.wire.Payload;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Request bodies: small ones stay in memory, large ones go to a temporary file that lives as long
 * as the request. Thread-safe.
 */
final class Bodies {
    /** Up to this many bytes a body stays in memory. */
    static final int IN_MEMORY_BYTES = 1024 * 1024;

    private final Path folder;
    private final long maxBytes;

    /**
     * @param folder where temporary files go
     * @param maxBytes the largest body that is taken
     */
    Bodies(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    /** A body that was received whole. */
    interface Received extends Payload, AutoCloseable {
        @Override
        void close();
    }

    /**
     * Reads a body to its end.
     *
     * @throws TooLargeException if it is larger than the limit
     */
    Received receive(InputStream in) throws IOException {
        var head = in.readNBytes(IN_MEMORY_BYTES);
        if (head.length < IN_MEMORY_BYTES) {
            return new InMemory(head);
        }
        Files.createDirectories(folder);
        var file = Files.createTempFile(folder, "body", ".tmp");
        var complete = false;
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write(head);
            var written = (long) head.length;
            var buffer = new byte[1 << 16];
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                written += read;
                if (written > maxBytes) {
                    throw new TooLargeException(maxBytes);
                }
                out.write(buffer, 0, read);
            }
            complete = true;
            return new InFile(file, written);
        } finally {
            if (!complete) {
                Files.deleteIfExists(file);
            }
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

    /** A body beyond the limit. */
    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLargeException(long maxBytes) {
            super("The body is larger than " + maxBytes + " bytes");
        }
    }
}
