package dev.wheelhouse.server;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a server runs.
 *
 * @param data the data folder; made when missing
 * @param bind the address to listen on
 * @param port the TCP port, 0 for any free one
 * @param databaseUrl {@code jdbc:postgresql://...}; empty for the file in the data folder
 * @param maxBodyBytes the largest request body that is taken
 */
public record ServerSettings(
        Path data, String bind, int port, Optional<String> databaseUrl, long maxBodyBytes) {
    /** A whole S3 object of 256 MiB, and what framing adds to it. */
    public static final long DEFAULT_MAX_BODY_BYTES = 260L * 1024 * 1024;

    /** A server of this machine alone, on the file in the data folder. */
    public static ServerSettings local(Path data, int port) {
        return new ServerSettings(
                data, "127.0.0.1", port, Optional.empty(), DEFAULT_MAX_BODY_BYTES);
    }

    /** The same with a database of its own. */
    public ServerSettings withDatabaseUrl(String url) {
        return new ServerSettings(data, bind, port, Optional.of(url), maxBodyBytes);
    }
}
