package dev.wheelhouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One HTTP/1.1 connection that is kept; as little work as an answer allows. For one thread. */
final class Connection implements AutoCloseable {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private byte[] buffer = new byte[64 * 1024];

    Connection(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /**
     * Sends a request and takes its answer.
     *
     * @return the answer's body
     * @throws IllegalStateException if the status is not 200
     */
    String send(byte[] request) {
        var answer = exchange(request);
        return new String(buffer, answer.from(), answer.length(), StandardCharsets.UTF_8);
    }

    /** As {@link #send}, without a look at the body. */
    void drop(byte[] request) {
        exchange(request);
    }

    /** Where an answer's body stands in the buffer. */
    private record Answer(int from, int length) {}

    private Answer exchange(byte[] request) {
        try {
            socket.getOutputStream().write(request);
            var in = socket.getInputStream();
            var filled = 0;
            var body = -1;
            while (body < 0) {
                filled += some(in.read(buffer, filled, buffer.length - filled));
                body = endOfHead(filled);
            }
            var length = contentLength(body);
            if (body + length > buffer.length) {
                buffer = Arrays.copyOf(buffer, body + length);
            }
            while (filled < body + length) {
                filled += some(in.read(buffer, filled, body + length - filled));
            }
            if (buffer[9] != '2') {
                throw new IllegalStateException(
                        new String(buffer, 0, filled, StandardCharsets.UTF_8));
            }
            return new Answer(body, length);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static int some(int read) throws IOException {
        if (read < 0) {
            throw new IOException("The server closed the connection");
        }
        return read;
    }

    private int endOfHead(int filled) {
        for (var at = 3; at < filled; at++) {
            if (buffer[at] == '\n'
                    && buffer[at - 1] == '\r'
                    && buffer[at - 2] == '\n'
                    && buffer[at - 3] == '\r') {
                return at + 1;
            }
        }
        return -1;
    }

    private int contentLength(int end) {
        for (var at = 0; at < end - LENGTH.length; at++) {
            if (buffer[at] == '\n' && isLength(at + 1)) {
                var value = 0;
                for (var digit = at + 1 + LENGTH.length; buffer[digit] != '\r'; digit++) {
                    if (buffer[digit] != ' ') {
                        value = value * 10 + buffer[digit] - '0';
                    }
                }
                return value;
            }
        }
        throw new IllegalStateException("An answer without its length");
    }

    private boolean isLength(int from) {
        for (var at = 0; at < LENGTH.length; at++) {
            if ((buffer[from + at] | (at == 7 || at == 14 ? 0 : 0x20)) != LENGTH[at]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
