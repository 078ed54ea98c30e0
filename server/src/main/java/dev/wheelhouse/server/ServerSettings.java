package dev.wheelhouse.server;

import dev.wheelhouse.catalog.CatalogSettings;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a server runs.
 *
 * @param data the data folder; made when missing
 * @param bind the address to listen on
 * @param port the TCP port, 0 for any free one
 * @param exposure plain, encrypted, or behind a proxy
 * @param databaseUrl {@code jdbc:postgresql://...}; empty for the file in the data folder
 * @param limits what it takes at most
 * @param catalog what is set about Service Catalog
 */
public record ServerSettings(
        Path data,
        String bind,
        int port,
        Exposure exposure,
        Optional<String> databaseUrl,
        Limits limits,
        CatalogSettings catalog) {
    /** Where a server listens when nothing else is said. */
    public static final String LOOPBACK = "127.0.0.1";

    /**
     * @throws IllegalArgumentException if the address is none of this machine's own loopback and
     *     nothing encrypts
     */
    public ServerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "--port takes a number from 0 to 65535, not " + port);
        }
        if (exposure instanceof Exposure.Local && !isLoopback(bind)) {
            throw new IllegalArgumentException(
                    "--bind "
                            + bind
                            + " can be reached from other machines, and signatures do not hide"
                            + " what is sent: add --tls-cert FILE and --tls-key FILE, or"
                            + " --behind-proxy where a proxy encrypts.");
        }
    }

    /** A server of this machine alone, on the file in the data folder. */
    public static ServerSettings local(Path data, int port) {
        return new ServerSettings(
                data,
                LOOPBACK,
                port,
                new Exposure.Local(),
                Optional.empty(),
                Limits.USUAL,
                CatalogSettings.standard());
    }

    /** The same with a database of its own. */
    public ServerSettings withDatabaseUrl(String url) {
        return new ServerSettings(data, bind, port, exposure, Optional.of(url), limits, catalog);
    }

    /** The same with other limits. */
    public ServerSettings withLimits(Limits others) {
        return new ServerSettings(data, bind, port, exposure, databaseUrl, others, catalog);
    }

    /** The same on another address. */
    public ServerSettings exposed(String address, Exposure how) {
        return new ServerSettings(data, address, port, how, databaseUrl, limits, catalog);
    }

    /**
     * Where this machine reaches the server.
     *
     * @param actualPort the port that it listens on
     */
    URI url(int actualPort) {
        var scheme = exposure instanceof Exposure.Encrypted ? "https" : "http";
        var anywhere = List.of("0.0.0.0", "::").contains(bind);
        var host = anywhere ? LOOPBACK : bind;
        return URI.create(
                scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + actualPort);
    }

    /** Whether the address to listen on is one that this machine has. */
    boolean isOfThisMachine() {
        try {
            var address = InetAddress.getByName(bind);
            return address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (UnknownHostException | SocketException unknown) {
            return false;
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException(
                    "--bind takes an address of this machine, not " + address, unknown);
        }
    }

    @Override
    public String toString() {
        return "ServerSettings[" + data + ", " + bind + ":" + port + ", " + exposure + "]";
    }
}
