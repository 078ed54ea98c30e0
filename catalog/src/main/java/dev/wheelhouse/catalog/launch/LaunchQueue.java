package dev.wheelhouse.catalog.launch;

import dev.wheelhouse.catalog.ProvisioningRecord;
import dev.wheelhouse.catalog.RecordId;
import dev.wheelhouse.catalog.sql.RecordStore;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.Jobs;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.store.sql.Handle;
import java.util.Optional;

/** Records what is to be done, and gives it out to the worker. */
public final class LaunchQueue {
    /** The kind of the jobs. */
    public static final String KIND = "catalog.launch";

    private final Jobs jobs;
    private final Sealer sealer;
    private final RecordStore records;

    public LaunchQueue(Jobs jobs, Sealer sealer, RecordStore records) {
        this.jobs = jobs;
        this.sealer = sealer;
        this.records = records;
    }

    /** Which record a job is about. */
    record Key(AccountId account, Region region, RecordId record) {
        static Key of(ProvisioningRecord record) {
            return new Key(record.account(), record.region(), record.id());
        }

        static Key from(Value payload) {
            if (payload instanceof Value.Members members) {
                return new Key(
                        new AccountId(members.text("account").orElseThrow()),
                        new Region(members.text("region").orElseThrow()),
                        new RecordId(members.text("record").orElseThrow()));
            }
            throw new IllegalArgumentException("Not a launch: " + payload.kind());
        }

        Value.Members toValue() {
            return Value.object("account", Value.text(account.value()))
                    .with("region", Value.text(region.value()))
                    .with("record", Value.text(record.value()));
        }

        private String jobId() {
            return account + "/" + region + "/" + record;
        }

        private String sealingContext() {
            return "catalog-record/" + account + "/" + region + "/" + record;
        }
    }

    /** Inserts a record with the work on it, and the job that does it. */
    public void submit(Handle db, ProvisioningRecord record, LaunchWork work) {
        var key = Key.of(record);
        records.insert(db, record, sealer.seal(key.sealingContext(), work.toJson()));
        var payload = key.toValue().with("requestId", Value.text(work.requestId()));
        jobs.submit(db, KIND, key.jobId(), payload);
    }

    /** Updates a record that has ended and forgets its job: one change. */
    void end(Handle db, ProvisioningRecord record) {
        records.update(db, record);
        jobs.finish(db, KIND, Key.of(record).jobId());
    }

    /** A record that has not ended, and the work on it. */
    record Open(ProvisioningRecord record, LaunchWork work) {}

    /** The record of a job, if it has not ended. */
    Optional<Open> open(Handle db, Key key) {
        return records.open(db, key.account(), key.region(), key.record())
                .map(open ->
                        new Open(
                                open.record(),
                                LaunchWork.fromJson(
                                        sealer.openText(key.sealingContext(), open.sealedWork()))));
    }
}
