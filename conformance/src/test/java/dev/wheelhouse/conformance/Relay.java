package dev.wheelhouse.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A wire between a node and its database that can be cut and mended. */
final class Relay implements AutoCloseable {
    private final int target;
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    /**
     * @param target the port on this machine that it leads to
     */
    Relay(int target) {
        this.target = target;
        try {
            this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Ends all connections; new ones end at once. */
    void cut() {
        cut = true;
        open.forEach(Relay::end);
    }

    void mend() {
        cut = false;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                relay(listening.accept());
            } catch (IOException _) {
                // The other side, or this relay, has gone: nothing is owed to anybody.
            }
        }
    }

    private void relay(Socket near) throws IOException {
        open.add(near);
        if (cut) {
            end(near);
            return;
        }
        var far = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(far);
        if (cut) {
            end(near);
            end(far);
            return;
        }
        Thread.startVirtualThread(() -> copy(near, far));
        Thread.startVirtualThread(() -> copy(far, near));
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException cut) {
            open.remove(to); // one of both has ended: so does the other
        } finally {
            open.remove(from);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    @Override
    public void close() {
        cut();
        try {
            listening.close();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
