package dev.wheelhouse.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Bytes over a socket of its own, and what comes back. */
record RawClient(int port) {
    private static final int PATIENCE_MS = 20_000;

    /** An answer; status 0 when the server closed the connection without one. */
    record Answer(int status, String head, String body) {
        static final Answer CLOSED = new Answer(0, "", "");

        Optional<String> header(String name) {
            return head.lines()
                    .filter(line ->
                            line.toLowerCase(Locale.ROOT)
                                    .startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        /** The error's code, in whichever shape it came. */
        String code() {
            var xml = body.indexOf("<Code>");
            if (xml >= 0) {
                return body.substring(xml + 6, body.indexOf("</Code>"));
            }
            var json = body.indexOf("\"__type\":\"");
            return json < 0 ? "" : body.substring(json + 10, body.indexOf('"', json + 10));
        }
    }

    Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    Answer send(byte[] request) {
        try (var socket = connect()) {
            try {
                socket.getOutputStream().write(request);
                socket.getOutputStream().flush();
            } catch (SocketException refused) {
                // the server need not read all of what it refuses; its answer may be there
            }
            return read(socket);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    Answer send(SignedRequest request) {
        return send(request.bytes());
    }

    /** Reads one answer. */
    static Answer read(Socket socket) throws IOException {
        var in = socket.getInputStream();
        try {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                var next = in.read();
                if (next < 0) {
                    return Answer.CLOSED;
                }
                head.append((char) next);
            }
            var answer = new Answer(Integer.parseInt(head.substring(9, 12)), head.toString(), "");
            var length = answer.header("Content-Length").map(Integer::parseInt);
            var body = length.isPresent() ? in.readNBytes(length.get()) : rest(in, answer);
            return new Answer(
                    answer.status(), answer.head(), new String(body, StandardCharsets.UTF_8));
        } catch (SocketException reset) {
            return Answer.CLOSED;
        }
    }

    private static byte[] rest(InputStream in, Answer answer) throws IOException {
        if (answer.status() == 204 || answer.status() == 304) {
            return new byte[0];
        }
        var out = new ByteArrayOutputStream();
        in.transferTo(out);
        return out.toByteArray();
    }
}
