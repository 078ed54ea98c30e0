package dev.wheelhouse.identity.api;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.Identifiers;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.JournalEntry;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What every action works with. */
record Desk(Database database, Journal journal, InstantSource clock, Identifiers identifiers) {
    /** Notes that something was made. */
    void created(Handle db, Call call, String action, String resource, Value after) {
        note(db, call, action, resource, Optional.empty(), Optional.of(after));
    }

    /** Notes that something was changed. */
    void changed(Handle db, Call call, String action, String resource, Value before, Value after) {
        note(db, call, action, resource, Optional.of(before), Optional.of(after));
    }

    /** Notes that something was deleted. */
    void deleted(Handle db, Call call, String action, String resource, Value before) {
        note(db, call, action, resource, Optional.of(before), Optional.empty());
    }

    private void note(
            Handle db,
            Call call,
            String action,
            String resource,
            Optional<Value> before,
            Optional<Value> after) {
        journal.append(
                db,
                new JournalEntry(
                        call.account().value(),
                        "aws-global",
                        call.caller().arn(),
                        action,
                        resource,
                        before,
                        after));
    }
}
