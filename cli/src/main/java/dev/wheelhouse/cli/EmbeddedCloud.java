package dev.wheelhouse.cli;

import dev.wheelhouse.server.DataFolder;
import dev.wheelhouse.server.Exposure;
import dev.wheelhouse.server.ServerSettings;
import dev.wheelhouse.server.WheelhouseServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/**
 * The embedded cloud of a data folder, running in this process, with its organization and its
 * profiles.
 */
final class EmbeddedCloud implements AutoCloseable {
    private final WheelhouseServer server;
    private final DataFolder.Taken taken;
    private final String readyLine;

    /**
     * A secret is told once: nobody can write the hub's profile anew on an initialised database.
     */
    private static final String NO_KEYS =
            "; no profiles: the database is initialised and aws/credentials there has no keys of the hub";

    private EmbeddedCloud(WheelhouseServer server, DataFolder.Taken taken, String readyLine) {
        this.server = server;
        this.taken = taken;
        this.readyLine = readyLine;
    }

    /**
     * Starts a server on the folder, makes what is missing of hub and spokes, and writes the
     * profiles.
     *
     * @throws dev.wheelhouse.server.StartException if it cannot start; the message says why
     */
    static EmbeddedCloud start(DataFolder folder, ServerSettings settings, int spokes)
            throws InterruptedException {
        var taken = folder.take();
        WheelhouseServer server = null;
        try {
            var profiles = new ProfileFiles(folder);
            server =
                    WheelhouseServer.start(
                            settings,
                            keys ->
                                    profiles.save(
                                            "hub",
                                            new ProfileFiles.Keys(
                                                    keys.accessKeyId(), keys.secretAccessKey())));
            var known = server;
            if (settings.exposure() instanceof Exposure.Encrypted files) {
                keepCertificates(folder, files);
            }
            var address = ServerAddress.of(folder, server.url());
            // Keys of another database, or of a founding that was not committed, are not the hub's.
            var hub = profiles.keys("hub").filter(keys -> known.knows(keys.accessKeyId()));
            List<ProfileFiles.Spoke> all = List.of();
            if (hub.isPresent()) {
                all = EmbeddedOrganization.of(folder, address).ensureSpokes(hub.get(), spokes);
                profiles.writeConfig(address, all);
            }
            taken.announce(server.url());
            var line =
                    Detached.READY
                            + ": "
                            + address.url()
                            + (hub.isPresent() ? accounts(all.size()) : "")
                            + ", data in "
                            + folder.path()
                            + (hub.isPresent() ? "" : NO_KEYS);
            return new EmbeddedCloud(server, taken, line);
        } catch (RuntimeException | InterruptedException cause) {
            if (server != null) {
                server.close();
            }
            taken.close();
            throw cause;
        }
    }

    private static void keepCertificates(DataFolder folder, Exposure.Encrypted files) {
        try {
            DataFolder.writeAtomically(
                    folder.certificates(), Files.readString(files.certificate()), false);
        } catch (IOException cause) {
            throw new UncheckedIOException("Cannot read " + files.certificate(), cause);
        }
    }

    private static String accounts(int spokes) {
        return ", hub and " + spokes + (spokes == 1 ? " spoke" : " spokes");
    }

    /** The one line that says that it is ready. */
    String readyLine() {
        return readyLine;
    }

    @Override
    public void close() {
        server.close();
        taken.close();
    }
}
