package dev.wheelhouse.server;

import dev.wheelhouse.identity.AwsManagedPolicies;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.access.Callers;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.wire.ServiceApi;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** What is made of what: the whole server, wired by constructor. */
final class Wiring implements AutoCloseable {
    private final Database database;
    private final RequestLog log;
    private final Metrics metrics = new Metrics();
    private final Dispatcher dispatcher;
    private volatile boolean ready;

    private Wiring(ServerSettings settings, DataFolder folder, Database database) {
        var clock = InstantSource.system();
        var random = new SecureRandom();
        this.database = database;
        var sealer = Sealer.open(database, folder.key(), random);
        var journal = new Journal(clock);
        var managed = AwsManagedPolicies.load();
        var callers = new Callers(clock, managed);
        var keys = (dev.wheelhouse.wire.signature.SigningKeys) id -> java.util.Optional.empty();
        var services = List.<ServiceApi<Call>>of();
        log = new RequestLog(folder.log());
        dispatcher = new Dispatcher(clock, database, keys, callers, services, log, metrics);
    }

    static Wiring open(ServerSettings settings, DataFolder folder) {
        var database = settings.databaseUrl().map(Database::open).orElseGet(() -> Database.open(folder.database()));
        try {
            return new Wiring(settings, folder, database);
        } catch (RuntimeException cause) {
            database.close();
            throw cause;
        }
    }

    void found(Consumer<HubKeys> keep) {}

    void startWorkers() {
        ready = true;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    HttpFront.Probes probes() {
        return new HttpFront.Probes() {
            @Override
            public boolean ready() {
                return ready;
            }

            @Override
            public String metrics() {
                return metrics.text();
            }
        };
    }

    @Override
    public void close() {
        ready = false;
        database.close();
        log.close();
    }
}
