package dev.wheelhouse.server;

import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.SealException;
import dev.wheelhouse.store.TransactionListener;
import dev.wheelhouse.store.sql.DatabaseException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The embedded cloud, running in this process. */
public final class WheelhouseServer implements AutoCloseable {
    private final ServerSettings settings;
    private final Wiring wiring;
    private final HttpFront front;

    private WheelhouseServer(ServerSettings settings, Wiring wiring, HttpFront front) {
        this.settings = settings;
        this.wiring = wiring;
        this.front = front;
    }

    /**
     * Opens the database (making and migrating it as needed), founds the organization where there
     * is none, starts the workers and listens.
     *
     * @param settings how to run
     * @param keep told the hub's keys when the organization is founded, before that is committed:
     *     what it throws undoes the founding
     * @throws StartException if it cannot start: the message says why and what to do
     */
    public static WheelhouseServer start(ServerSettings settings, Consumer<HubKeys> keep) {
        return start(settings, keep, database -> database.clock(InstantSource.system()));
    }

    /** As {@link #start(ServerSettings, Consumer)}, by another clock. */
    static WheelhouseServer start(
            ServerSettings settings, Consumer<HubKeys> keep, InstantSource clock) {
        return start(settings, keep, _ -> clock);
    }

    private static WheelhouseServer start(
            ServerSettings settings,
            Consumer<HubKeys> keep,
            Function<Database, InstantSource> clock) {
        if (settings.exposure() instanceof Exposure.Encrypted files) {
            try {
                PemFiles.check(files);
            } catch (PemFiles.UnusableException cause) {
                throw new StartException(String.valueOf(cause.getMessage()), cause);
            }
        }
        var folder = new DataFolder(settings.data());
        folder.create();
        try {
            HttpFront.requireFree(settings);
        } catch (HttpFront.PortTakenException cause) {
            throw portTaken(settings, cause);
        }
        Wiring wiring;
        try {
            wiring = Wiring.open(settings, folder, clock);
        } catch (DatabaseException | SealException cause) {
            throw new StartException(String.valueOf(cause.getMessage()), cause);
        }
        try {
            wiring.found(keep);
            wiring.startWorkers();
            var front =
                    new HttpFront(
                            settings,
                            wiring.dispatcher(),
                            new Bodies(folder.temporary(), settings.limits()),
                            wiring.probes(),
                            wiring.malformed());
            front.start();
            wiring.servedAt(settings.url(front.port()));
            return new WheelhouseServer(settings, wiring, front);
        } catch (HttpFront.PortTakenException cause) {
            wiring.close();
            throw portTaken(settings, cause);
        } catch (PemFiles.UnusableException cause) {
            wiring.close();
            throw new StartException(String.valueOf(cause.getMessage()), cause);
        } catch (RuntimeException cause) {
            wiring.close();
            throw cause;
        }
    }

    private static StartException portTaken(
            ServerSettings settings, HttpFront.PortTakenException cause) {
        var elsewhere = !settings.isOfThisMachine();
        return new StartException(
                "Cannot listen on "
                        + settings.bind()
                        + ":"
                        + settings.port()
                        + ": "
                        + cause.getMessage()
                        + (elsewhere
                                ? ". The address is not one of this machine's; choose one that is"
                                        + " with --bind."
                                : ". Another program has the port; choose another with --port."),
                cause);
    }

    /** The port that it listens on. */
    public int port() {
        return front.port();
    }

    /** Where this machine reaches it. */
    public URI url() {
        return settings.url(port());
    }

    /** The names of the actions that are built, by service: what the server answers to. */
    public Map<String, Set<String>> actions() {
        return wiring.dispatcher().actions();
    }

    /** Tells a listener each of the server's transactions from now on: for measurements. */
    public void listen(TransactionListener listener) {
        wiring.listen(listener);
    }

    /** Whether an access key exists on this server's database, and is active. */
    public boolean knows(String accessKeyId) {
        return wiring.knows(accessKeyId);
    }

    /** How many connections are open. */
    int connections() {
        return front.connections();
    }

    @Override
    public void close() {
        front.close();
        wiring.close();
    }
}
