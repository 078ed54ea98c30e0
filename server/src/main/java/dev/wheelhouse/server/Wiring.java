package dev.wheelhouse.server;

import dev.wheelhouse.catalog.api.ServiceCatalogService;
import dev.wheelhouse.catalog.api.StoredTemplates;
import dev.wheelhouse.cloud.ec2.api.Ec2Service;
import dev.wheelhouse.cloud.inventory.CloudInventory;
import dev.wheelhouse.cloud.resource.ResourceProviders;
import dev.wheelhouse.cloud.s3.api.S3Service;
import dev.wheelhouse.cloud.s3.operation.ObjectReader;
import dev.wheelhouse.cloud.ssm.api.SsmService;
import dev.wheelhouse.cloud.wiring.CloudProviders;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.api.IdentityServices;
import dev.wheelhouse.stacks.StackRefusal;
import dev.wheelhouse.stacks.api.CloudFormationService;
import dev.wheelhouse.stacks.api.TemplateSource;
import dev.wheelhouse.stacks.engine.DurableStackEngine;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Jobs;
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
    private final Jobs jobs;
    private final IdentityServices identity;
    private final RequestLog log;
    private final Metrics metrics;
    private final Dispatcher dispatcher;
    private volatile boolean ready;

    private Wiring(
            DataFolder folder, Database database, ServerSettings settings, InstantSource clock) {
        var random = new SecureRandom();
        this.database = database;
        var sealer = Sealer.open(database, folder.key(), random);
        var journal = new Journal(clock);
        jobs = new Jobs(database, clock);
        metrics = new Metrics(database.commitTimes(), jobs::queue);
        identity = new IdentityServices(database, journal, sealer, clock, random);
        var providers = new ResourceProviders(CloudProviders.all(journal, sealer, clock, random));
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
        log = new RequestLog(folder.log(), settings.limits());
        dispatcher =
                new Dispatcher(
                        clock,
                        database,
                        identity.secrets(),
                        identity.callers(),
                        identity.uses(),
                        services,
                        log,
                        metrics);
    }

    static Wiring open(ServerSettings settings, DataFolder folder, InstantSource clock) {
        var database =
                settings.databaseUrl()
                        .map(Database::open)
                        .orElseGet(() -> Database.open(folder.database()));
        try {
            return new Wiring(folder, database, settings, clock);
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

    /** Founds the organization where there is none; the keys are kept before that is committed. */
    void found(Consumer<HubKeys> keep) {
        database.write(db -> {
            if (identity.founder().managementAccount(db).isEmpty()) {
                var founded = identity.founder().found(db, "hub", "hub@example.com", "admin");
                keep.accept(new HubKeys(founded.key().key().id(), founded.key().secret()));
            }
            return null;
        });
    }

    void startWorkers() {
        jobs.start();
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
        log.close();
    }
}
