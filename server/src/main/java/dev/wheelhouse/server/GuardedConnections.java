package dev.wheelhouse.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.common.task.InterruptableTask;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.LockSupport;

/**
 * HTTP/1.1 connections that end when their client is silent or too slow: with a request line and
 * headers that do not get finished, or with an answer that it does not take. Bodies are timed where
 * they are received. Thread-safe.
 */
final class GuardedConnections implements ServerConnectionSelector, AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final Limits limits;
    private final Http1ConnectionSelector http;
    private final Set<Guarded> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    GuardedConnections(Limits limits, Http1Config.Builder config) {
        this.limits = limits;
        this.http =
                Http1ConnectionSelector.builder()
                        .config(
                                config.addReceiveListener(new Received())
                                        .addSendListener(new Sent())
                                        .build())
                        .build();
    }

    /** Begins to watch. */
    void start() {
        Thread.ofVirtual().name("slow-clients").start(this::watch);
    }

    private void watch() {
        while (!closed) {
            var now = System.nanoTime();
            for (var connection : open) {
                if (connection.isTooSlow(now)) {
                    connection.cut();
                }
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    /** How many connections are open. */
    int count() {
        return open.size();
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public int bytesToIdentifyConnection() {
        return 0; // it is the only protocol: nothing is read before a connection is watched
    }

    @Override
    public Support supports(BufferData data) {
        return Support.SUPPORTED;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        var guarded = new Guarded(context);
        return new Watched(guarded, http.connection(guarded));
    }

    private static final class Received implements Http1ConnectionListener {
        @Override
        public void headers(ConnectionContext context, Headers headers) {
            if (context instanceof Guarded guarded) {
                guarded.headIsRead();
            }
        }
    }

    private static final class Sent implements Http1ConnectionListener {
        @Override
        public void status(ConnectionContext context, Status status) {
            if (context instanceof Guarded guarded && status.code() >= 200) {
                guarded.isAnswered();
            }
        }
    }

    /** A connection that is watched for as long as it is served. */
    private final class Watched implements ServerConnection, InterruptableTask<Void> {
        private final Guarded guarded;
        private final ServerConnection connection;

        Watched(Guarded guarded, ServerConnection connection) {
            this.guarded = guarded;
            this.connection = connection;
        }

        @Override
        public void handle(Limit limit) throws InterruptedException {
            open.add(guarded);
            try {
                connection.handle(limit);
            } finally {
                open.remove(guarded);
            }
        }

        @Override
        public Duration idleTime() {
            return connection.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            connection.close(interrupt);
        }

        @Override
        public boolean canInterrupt() {
            return connection instanceof InterruptableTask<?> task && task.canInterrupt();
        }
    }

    /** A connection's context whose reads and writes are timed. */
    private final class Guarded implements ConnectionContext {
        private final ConnectionContext context;
        private final DataReader reader;
        private final DataWriter writer;

        /** Since when a request's head is being read; 0 while none is. */
        private volatile long headSince;

        /** Since when the client is silent though it should speak; 0 while nobody listens. */
        private volatile long readSince;

        /** Since when an answer is being written; 0 while none is. */
        private volatile long writeSince;

        private volatile boolean readingHead = true;

        Guarded(ConnectionContext context) {
            this.context = context;
            this.reader = DataReader.create(this::pull);
            this.writer = new TimedWriter(this, context.dataWriter());
        }

        private byte[] pull() {
            var from = context.dataReader();
            readSince = nanos();
            try {
                from.ensureAvailable();
            } finally {
                readSince = 0;
            }
            var bytes = from.readBytes(from.available());
            if (readingHead && headSince == 0) {
                headSince = nanos();
            }
            return bytes;
        }

        private static long nanos() {
            return Math.max(1, System.nanoTime());
        }

        void headIsRead() {
            readingHead = false;
            headSince = 0;
        }

        void isAnswered() {
            readingHead = true;
            headSince = 0;
        }

        void writing(boolean begins) {
            writeSince = begins ? nanos() : 0;
        }

        boolean isTooSlow(long now) {
            return isOver(headSince, limits.headers(), now)
                    || isOver(readSince, limits.idle(), now)
                    || isOver(writeSince, limits.idle(), now);
        }

        private static boolean isOver(long since, Duration limit, long now) {
            return since != 0 && now - since > limit.toNanos();
        }

        void cut() {
            context.serverSocket().close();
        }

        @Override
        public DataReader dataReader() {
            return reader;
        }

        @Override
        public DataWriter dataWriter() {
            return writer;
        }

        @Override
        public ListenerContext listenerContext() {
            return context.listenerContext();
        }

        @Override
        public ExecutorService executor() {
            return context.executor();
        }

        @Override
        public Router router() {
            return context.router();
        }

        @Override
        public Optional<ProxyProtocolData> proxyProtocolData() {
            return context.proxyProtocolData();
        }

        @Override
        public HelidonSocket serverSocket() {
            return context.serverSocket();
        }

        @Override
        public PeerInfo remotePeer() {
            return context.remotePeer();
        }

        @Override
        public PeerInfo localPeer() {
            return context.localPeer();
        }

        @Override
        public boolean isSecure() {
            return context.isSecure();
        }

        @Override
        public String socketId() {
            return context.socketId();
        }

        @Override
        public String childSocketId() {
            return context.childSocketId();
        }
    }

    /** Notes when a write begins and when it ends. */
    private record TimedWriter(Guarded guarded, DataWriter out) implements DataWriter {
        @Override
        public void write(BufferData... buffers) {
            timed(() -> out.write(buffers));
        }

        @Override
        public void write(BufferData buffer) {
            timed(() -> out.write(buffer));
        }

        @Override
        public void writeNow(BufferData... buffers) {
            timed(() -> out.writeNow(buffers));
        }

        @Override
        public void writeNow(BufferData buffer) {
            timed(() -> out.writeNow(buffer));
        }

        @Override
        public void flush() {
            timed(out::flush);
        }

        @Override
        public void close() {
            out.close();
        }

        private void timed(Runnable write) {
            guarded.writing(true);
            try {
                write.run();
            } finally {
                guarded.writing(false);
            }
        }
    }
}
