package dev.wheelhouse.cloud.s3.api;

import dev.wheelhouse.cloud.s3.Bucket;
import dev.wheelhouse.cloud.s3.StoredObject;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.JournalEntry;
import dev.wheelhouse.store.sql.Handle;
import java.util.Optional;

/** Records what becomes of objects. */
final class ObjectJournal {
    private final Journal journal;

    ObjectJournal(Journal journal) {
        this.journal = journal;
    }

    void put(Handle db, Call call, Bucket bucket, String action, StoredObject object) {
        append(db, call, bucket, action, object, Optional.empty(), Optional.of(describe(object)));
    }

    void deleted(Handle db, Call call, Bucket bucket, StoredObject object) {
        append(
                db,
                call,
                bucket,
                "s3:DeleteObject",
                object,
                Optional.of(describe(object)),
                Optional.empty());
    }

    void tagged(Handle db, Call call, Bucket bucket, StoredObject before, StoredObject after) {
        append(
                db,
                call,
                bucket,
                "s3:PutObjectTagging",
                after,
                Optional.of(Tags.value(before.tags())),
                Optional.of(Tags.value(after.tags())));
    }

    private void append(
            Handle db,
            Call call,
            Bucket bucket,
            String action,
            StoredObject object,
            Optional<Value> before,
            Optional<Value> after) {
        journal.append(
                db,
                new JournalEntry(
                        bucket.account().value(),
                        bucket.region().value(),
                        call.caller().arn(),
                        action,
                        Bucket.arn(bucket.name(), object.key()),
                        before,
                        after));
    }

    private static Value describe(StoredObject object) {
        return Value.object("Size", Value.number(object.size()))
                .with("ETag", Value.text(object.etag()));
    }
}
