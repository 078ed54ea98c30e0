package dev.wheelhouse.wire.signature;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the data of a body in aws-chunked encoding; a listener sees chunks and trailers go by. */
final class ChunkedStream extends InputStream {
    private static final int MAX_LINE = 1024;
    private static final int MAX_TRAILERS = 16;

    /** Is told what the stream passes. */
    interface Listener {
        void data(byte[] bytes, int offset, int length);

        void endOfChunk(Optional<String> signature) throws IOException;

        void trailers(Map<String, String> trailers) throws IOException;
    }

    /** The body is not in aws-chunked encoding. */
    static final class MalformedChunkException extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedChunkException(String message) {
            super(message);
        }
    }

    private enum State {
        BEFORE_CHUNK,
        IN_CHUNK,
        IN_TRAILERS,
        AT_END
    }

    private final InputStream in;
    private final Listener listener;
    private State state = State.BEFORE_CHUNK;
    private long left;
    private Optional<String> signature = Optional.empty();

    ChunkedStream(InputStream in, Listener listener) {
        this.in = new BufferedInputStream(in, 64 * 1024);
        this.listener = listener;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (state == State.BEFORE_CHUNK) {
            begin();
        }
        if (state == State.AT_END) {
            return -1;
        }
        int n = in.read(bytes, offset, (int) Math.min(length, left));
        if (n < 0) {
            throw new EOFException("The body ends inside a chunk");
        }
        listener.data(bytes, offset, n);
        left -= n;
        if (left == 0) {
            if (!line().isEmpty()) {
                throw new MalformedChunkException("A chunk is longer than it says");
            }
            listener.endOfChunk(signature);
            state = State.BEFORE_CHUNK;
        }
        return n;
    }

    /** Reads {@code SIZE[;chunk-signature=SIGNATURE]}, and after the last chunk the trailers. */
    private void begin() throws IOException {
        var head = line();
        int semicolon = head.indexOf(';');
        var size = (semicolon < 0 ? head : head.substring(0, semicolon)).strip();
        if (!size.matches("[0-9a-fA-F]{1,12}")) {
            throw new MalformedChunkException("A chunk does not begin with its size");
        }
        signature =
                semicolon < 0
                        ? Optional.empty()
                        : Optional.of(head.substring(semicolon + 1))
                                .filter(text -> text.startsWith("chunk-signature="))
                                .map(text -> text.substring("chunk-signature=".length()).strip());
        left = Long.parseLong(size, 16);
        if (left > 0) {
            state = State.IN_CHUNK;
            return;
        }
        listener.endOfChunk(signature);
        state = State.IN_TRAILERS;
        listener.trailers(readTrailers());
        if (in.read() >= 0) {
            throw new MalformedChunkException("The body goes on after its end");
        }
        state = State.AT_END;
    }

    private Map<String, String> readTrailers() throws IOException {
        var trailers = new LinkedHashMap<String, String>();
        while (trailers.size() <= MAX_TRAILERS) {
            var line = line();
            if (line.isEmpty()) {
                return trailers;
            }
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new MalformedChunkException("A trailer has no name");
            }
            trailers.put(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        throw new MalformedChunkException("There are too many trailers");
    }

    /** A line without its end. */
    private String line() throws IOException {
        var bytes = new byte[MAX_LINE];
        int n = 0;
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                if (n == 0 && state == State.IN_TRAILERS) {
                    return ""; // some clients leave out the last, empty line
                }
                throw new EOFException("The body ends too early");
            }
            if (n == MAX_LINE) {
                throw new MalformedChunkException("A line is too long");
            }
            bytes[n++] = (byte) b;
        }
        if (n > 0 && bytes[n - 1] == '\r') {
            n--;
        }
        return new String(bytes, 0, n, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
