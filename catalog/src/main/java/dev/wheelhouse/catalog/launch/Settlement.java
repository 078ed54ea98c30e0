package dev.wheelhouse.catalog.launch;

import dev.wheelhouse.catalog.ProvisionedProduct;
import dev.wheelhouse.catalog.ProvisioningRecord;
import dev.wheelhouse.catalog.ProvisioningRecord.Output;
import dev.wheelhouse.catalog.ProvisioningRecord.Problem;
import dev.wheelhouse.catalog.sql.ProvisionedProductStore;
import dev.wheelhouse.catalog.sql.RecordStore;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.stacks.StackEngine;
import dev.wheelhouse.stacks.StackEngine.Outcome;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.JournalEntry;
import dev.wheelhouse.store.sql.Handle;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How records end: record, outputs and provisioned product in one transaction. A record that has
 * ended is never settled again.
 */
public final class Settlement {
    private final Database database;
    private final RecordStore records;
    private final ProvisionedProductStore products;
    private final Journal journal;
    private final LaunchQueue queue;
    private final InstantSource clock;

    public Settlement(
            Database database,
            RecordStore records,
            ProvisionedProductStore products,
            Journal journal,
            LaunchQueue queue,
            InstantSource clock) {
        this.database = database;
        this.records = records;
        this.products = products;
        this.journal = journal;
        this.queue = queue;
        this.clock = clock;
    }

    /** A record that has not ended, the work on it, and what it is about. */
    record Open(ProvisioningRecord record, LaunchWork work, ProvisionedProduct product) {}

    Instant now() {
        return clock.instant();
    }

    /** Keeps a record in step with its stack operation, in the transactions of the latter. */
    Settling of(LaunchQueue.Key key) {
        return new Settling(key);
    }

    /** One record that is to be kept in step. */
    final class Settling implements StackEngine.Completion {
        private final LaunchQueue.Key key;
        private volatile boolean settled;

        private Settling(LaunchQueue.Key key) {
            this.key = key;
        }

        @Override
        public void turnedBack(Handle db) {
            open(db, key)
                    .ifPresent(open -> records.update(db, open.record().inProgressInError(now())));
        }

        @Override
        public void completed(Handle db, Outcome outcome) {
            settle(db, key, outcome);
            database.afterCommit(db, () -> settled = true);
        }

        /** Settles the record if its stack operation ended before, and that was not done. */
        void ensure(Outcome outcome) {
            if (!settled && database.read(db -> open(db, key)).isPresent()) {
                database.write(db -> {
                    settle(db, key, outcome);
                    return outcome;
                });
            }
        }
    }

    /** Settles a record as its stack operation ended. */
    private void settle(Handle db, LaunchQueue.Key key, Outcome outcome) {
        open(db, key)
                .ifPresent(open -> {
                    switch (outcome) {
                        case Outcome.Waiting _ -> {}
                        case Outcome.Succeeded end -> succeeded(db, open, end);
                        case Outcome.Failed end -> stackFailed(db, open, end);
                    }
                });
    }

    /** Settles a record that came to nothing before any resource was touched. */
    void failed(Handle db, LaunchQueue.Key key, Problem problem) {
        open(db, key)
                .ifPresent(open -> {
                    if (open.record().type()
                                    == ProvisioningRecord.Type.TERMINATE_PROVISIONED_PRODUCT
                            && open.work().ignoreErrors()) {
                        terminated(db, open);
                    } else {
                        var ran = open.product().history().lastSuccessful().isPresent();
                        fail(db, open, problem, ran);
                    }
                });
    }

    /** Settles an update that asked for what runs already. */
    void unchanged(Handle db, LaunchQueue.Key key) {
        open(db, key)
                .ifPresent(open -> {
                    var outputs =
                            open.product()
                                    .history()
                                    .lastSuccessful()
                                    .flatMap(last ->
                                            records.find(db, key.account(), key.region(), last))
                                    .map(ProvisioningRecord::outputs)
                                    .orElse(List.of());
                    done(db, open, outputs);
                });
    }

    /** Settles a termination: the provisioned product is gone, its records stay. */
    void terminated(Handle db, Open open) {
        journal(db, open, Optional.empty());
        queue.end(db, open.record().succeeded(open.record().tags(), List.of(), now()));
        products.delete(db, open.product());
    }

    private void succeeded(Handle db, Open open, Outcome.Succeeded end) {
        switch (open.record().type()) {
            case TERMINATE_PROVISIONED_PRODUCT -> terminated(db, open);
            case PROVISION_PRODUCT, UPDATE_PROVISIONED_PRODUCT -> {
                var outputs = stackOutput(open.product());
                end.outputs()
                        .forEach(output ->
                                outputs.add(
                                        new Output(
                                                output.key(),
                                                output.value(),
                                                output.description())));
                done(db, open, outputs);
            }
        }
    }

    private void done(Handle db, Open open, List<Output> outputs) {
        var record = open.record();
        var tags = record.tags().under(open.work().systemTags());
        var product = open.product().changed(record.target(), tags, record.id());
        journal(db, open, Optional.of(product));
        queue.end(db, record.succeeded(tags, outputs, now()));
        products.update(db, open.product(), product);
    }

    private void stackFailed(Handle db, Open open, Outcome.Failed end) {
        var terminating =
                open.record().type() == ProvisioningRecord.Type.TERMINATE_PROVISIONED_PRODUCT;
        if (terminating && open.work().ignoreErrors()) {
            terminated(db, open);
            return;
        }
        fail(
                db,
                open,
                new Problem(end.status(), end.reason()),
                end.status().equals("UPDATE_ROLLBACK_COMPLETE"));
    }

    private void fail(Handle db, Open open, Problem problem, boolean running) {
        var record = open.record();
        var product =
                open.product()
                        .in(open.product().state().changeFailed(problem.description(), running));
        journal(db, open, Optional.of(product));
        queue.end(db, record.failed(problem, stackOutput(product), now()));
        products.update(db, open.product(), product);
    }

    private static List<Output> stackOutput(ProvisionedProduct product) {
        var outputs = new ArrayList<Output>();
        product.stackArn()
                .ifPresent(arn ->
                        outputs.add(
                                new Output(
                                        "CloudformationStackARN",
                                        arn,
                                        Optional.of(
                                                "The ARN of the launched Cloudformation"
                                                        + " Stack"))));
        return outputs;
    }

    private Optional<Open> open(Handle db, LaunchQueue.Key key) {
        return queue.open(db, key)
                .flatMap(open ->
                        products.find(
                                        db,
                                        key.account(),
                                        key.region(),
                                        open.record().provisionedProduct())
                                .map(product -> new Open(open.record(), open.work(), product)));
    }

    private void journal(Handle db, Open open, Optional<ProvisionedProduct> after) {
        var record = open.record();
        journal.append(
                db,
                new JournalEntry(
                        record.account().value(),
                        record.region().value(),
                        open.work().requester(),
                        action(record),
                        open.product().arn(),
                        Optional.of(state(open.product())),
                        after.map(Settlement::state)));
    }

    private static String action(ProvisioningRecord record) {
        return switch (record.type()) {
            case PROVISION_PRODUCT -> "servicecatalog:ProvisionProduct";
            case UPDATE_PROVISIONED_PRODUCT -> "servicecatalog:UpdateProvisionedProduct";
            case TERMINATE_PROVISIONED_PRODUCT -> "servicecatalog:TerminateProvisionedProduct";
        };
    }

    private static Value state(ProvisionedProduct product) {
        return Value.object("Status", Value.text(product.state().status()))
                .with("StatusMessage", Value.text(product.state().statusMessage().orElse("")))
                .with("ProvisioningArtifactId", Value.text(product.running().artifact().value()));
    }
}
