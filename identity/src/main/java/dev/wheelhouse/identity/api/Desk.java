package dev.wheelhouse.identity.api;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.Identifiers;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.JournalEntry;
import dev.wheelhouse.store.sql.Handle;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** What every action works with. */
record Desk(Work database, Journal journal, InstantSource clock, Identifiers identifiers) {
    /** Where an action's transactions come from. */
    interface Work {
        <T> T read(Function<Handle, T> work);

        <T> T write(Function<Handle, T> work);

        /** Each is a transaction of its own: for requests. */
        static Work of(Database database) {
            return new Work() {
                @Override
                public <T> T read(Function<Handle, T> work) {
                    return database.read(work);
                }

                @Override
                public <T> T write(Function<Handle, T> work) {
                    return database.write(work);
                }
            };
        }

        /** All are part of a transaction that runs: for steps of stacks. */
        static Work within(Handle db) {
            return new Work() {
                @Override
                public <T> T read(Function<Handle, T> work) {
                    return work.apply(db);
                }

                @Override
                public <T> T write(Function<Handle, T> work) {
                    return work.apply(db);
                }
            };
        }
    }

    /** The same desk inside a transaction that runs. */
    Desk within(Handle db) {
        return new Desk(Work.within(db), journal, clock, identifiers);
    }

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
