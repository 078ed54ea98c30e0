package dev.wheelhouse.server;

import dev.wheelhouse.catalog.api.ServiceCatalogService;
import dev.wheelhouse.catalog.api.StoredTemplates;
import dev.wheelhouse.cloud.ec2.api.Ec2Service;
import dev.wheelhouse.cloud.inventory.CloudInventory;
import dev.wheelhouse.cloud.resource.GeneratedNames;
import dev.wheelhouse.cloud.resource.ResourceProviders;
import dev.wheelhouse.cloud.s3.api.S3Service;
import dev.wheelhouse.cloud.s3.operation.ObjectReader;
import dev.wheelhouse.cloud.ssm.api.SsmService;
import dev.wheelhouse.cloud.wiring.CloudProviders;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.access.KnownKey;
import dev.wheelhouse.identity.api.IdentityServices;
import dev.wheelhouse.stacks.StackRefusal;
import dev.wheelhouse.stacks.api.CloudFormationService;
import dev.wheelhouse.stacks.api.TemplateSource;
import dev.wheelhouse.stacks.api.WaitConditionSignals;
import dev.wheelhouse.stacks.engine.DurableStackEngine;
import dev.wheelhouse.stacks.operation.WaitHandles;
import dev.wheelhouse.stacks.provider.WaitConditionHandleProvider;
import dev.wheelhouse.stacks.provider.WaitConditionProvider;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Jobs;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.store.TransactionListener;
import dev.wheelhouse.wire.ServiceApi;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/** What is made of what: the whole server, wired by constructor. */
final class Wiring implements AutoCloseable {
    private final Database database;
    private final Jobs jobs;
    private final IdentityServices identity;
    private final RequestLog log;
    private final Metrics metrics;
    private final MalformedRequests malformed;
    private final Dispatcher dispatcher;
    private final LibraryLog libraries;
    private final DatabaseProbe probe;
    private final AtomicReference<URI> served;
    private volatile boolean ready;

    private Wiring(
            DataFolder folder, Database database, ServerSettings settings, InstantSource clock) {
        var random = new SecureRandom();
        served = new AtomicReference<>(settings.url(settings.port()));
        this.database = database;
        probe = new DatabaseProbe(database);
        var sealer = Sealer.open(database, folder.key(), random);
        var journal = new Journal(clock);
        log = new RequestLog(folder.log(), settings.limits());
        libraries = new LibraryLog(log, clock);
        jobs = new Jobs(database, clock, happening -> log.job(clock.instant(), happening));
        metrics = new Metrics(database.commitTimes(), this::queue, probe::takesChanges, log::lost);
        malformed = new MalformedRequests(clock, log, metrics);
        identity = new IdentityServices(database, journal, sealer, clock, random);
        var handles = new WaitHandles(sealer, clock, random);
        var types =
                new ArrayList<>(
                        CloudProviders.all(
                                identity.iamActions(), database, journal, sealer, clock, random));
        types.add(new WaitConditionHandleProvider(handles, served::get));
        types.add(new WaitConditionProvider(handles, new GeneratedNames(random)));
        var providers = new ResourceProviders(types);
        var engine =
                new DurableStackEngine(
                        database,
                        providers,
                        new CloudInventory(clock),
                        sealer,
                        journal,
                        clock,
                        random);
        var objects = new ObjectReader();
        var services =
                List.<ServiceApi<Call>>of(
                        identity.iam().api(),
                        identity.sts().api(),
                        identity.organizations().api(),
                        new S3Service(database, journal, clock, random).api(),
                        new Ec2Service(database, journal, sealer, clock, random).api(),
                        new SsmService(database, journal, sealer, clock).api(),
                        new CloudFormationService(
                                        database,
                                        engine,
                                        jobs,
                                        identity.callers(),
                                        templatesIn(objects),
                                        sealer)
                                .api(),
                        new ServiceCatalogService(
                                        database,
                                        journal,
                                        jobs,
                                        sealer,
                                        clock,
                                        random,
                                        new StoredTemplates(objects, engine),
                                        identity.callers(),
                                        engine,
                                        settings.catalog())
                                .api());
        dispatcher =
                new Dispatcher(
                        clock,
                        database,
                        identity.secrets(),
                        identity.callers(),
                        identity.uses(),
                        services,
                        new WaitConditionSignals(database, handles, journal),
                        log,
                        metrics);
    }

    /**
     * @param clock what time it is, for everybody who works on the database
     */
    static Wiring open(
            ServerSettings settings, DataFolder folder, Function<Database, InstantSource> clock) {
        var database =
                settings.databaseUrl()
                        .map(Database::open)
                        .orElseGet(() -> Database.open(folder.database()));
        try {
            var wiring = new Wiring(folder, database, settings, clock.apply(database));
            wiring.libraries.attach();
            return wiring;
        } catch (RuntimeException cause) {
            database.close();
            throw cause;
        }
    }

    /**
     * CloudFormation's template URLs: objects of the embedded S3, read with the caller's rights.
     */
    private static TemplateSource templatesIn(ObjectReader objects) {
        return (db, caller, url, endpoint) -> {
            try {
                return objects.template(db, caller, url, endpoint);
            } catch (ObjectReader.UnreadableException cause) {
                throw new StackRefusal("ValidationError", cause.text());
            }
        };
    }

    /** The jobs that there are, while the database answers. */
    private Optional<Jobs.Queue> queue() {
        return probe.answers() ? Optional.of(jobs.queue()) : Optional.empty();
    }

    /**
     * Founds the organization where there is none; the keys are kept before that is committed. Of
     * several nodes that start at once on one database, one founds, and the others are told
     * nothing.
     */
    void found(Consumer<HubKeys> keep) {
        database.writeAlone(
                "organization",
                db -> {
                    if (identity.founder().managementAccount(db).isEmpty()) {
                        var founded =
                                identity.founder().found(db, "hub", "hub@example.com", "admin");
                        keep.accept(new HubKeys(founded.key().key().id(), founded.key().secret()));
                    }
                    return null;
                });
    }

    void listen(TransactionListener listener) {
        database.listen(listener);
    }

    /** Says where the server is reached, once it knows its port. */
    void servedAt(URI url) {
        served.set(url);
    }

    void startWorkers() {
        jobs.start();
        ready = true;
    }

    /** Whether an access key exists and is active. */
    boolean knows(String accessKeyId) {
        return database.read(db -> KnownKey.find(db, accessKeyId)).isPresent();
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    MalformedRequests malformed() {
        return malformed;
    }

    HttpFront.Probes probes() {
        return new HttpFront.Probes() {
            @Override
            public Optional<String> obstacle() {
                if (!ready) {
                    return Optional.of("starting");
                }
                if (!probe.answers()) {
                    return Optional.of("the database does not answer");
                }
                return probe.takesChanges()
                        ? Optional.empty()
                        : Optional.of("the disk of the database is full or takes no changes");
            }

            @Override
            public String metrics(int connections) {
                return metrics.text(connections);
            }
        };
    }

    @Override
    public void close() {
        ready = false;
        jobs.stop();
        database.close();
        libraries.close();
        log.close();
    }
}
