package dev.wheelhouse.server;

import java.time.Duration;

/**
 * What a server takes at most, from one client and from all.
 *
 * @param maxBodyBytes the largest request body
 * @param maxConnections how many connections may be open at once
 * @param maxRequests how many requests may be answered at once; further ones get a 503
 * @param idle how long a connection may be silent, while reading or while writing
 * @param headers how long a request line and its headers may take, from their first byte
 * @param bodyBytesPerSecond how fast a body must come, on average, once it took longer than {@link
 *     #idle}
 * @param logBytes how long the log gets before the next file is begun
 * @param logFiles how many files of the log are kept, the current one included
 */
public record Limits(
        long maxBodyBytes,
        int maxConnections,
        int maxRequests,
        Duration idle,
        Duration headers,
        long bodyBytesPerSecond,
        long logBytes,
        int logFiles) {
    /** What holds where nothing else is said: a whole S3 object of 256 MiB and its framing fit. */
    public static final Limits USUAL =
            new Limits(
                    260L * 1024 * 1024,
                    4096,
                    1024,
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(20),
                    1024,
                    64L * 1024 * 1024,
                    5);

    public Limits {
        positive("max-body-bytes", maxBodyBytes);
        positive("max-connections", maxConnections);
        positive("max-requests", maxRequests);
        positive("idle-seconds", idle.toMillis());
        positive("header-seconds", headers.toMillis());
        positive("body-bytes-per-second", bodyBytesPerSecond);
        positive("log-bytes", logBytes);
        positive("log-files", logFiles);
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be more than 0");
        }
    }
}
