package dev.wheelhouse.store;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Who changed what, when: appended to in the transaction of the change itself, never altered.
 * Thread-safe.
 */
public final class Journal {
    private static final String APPEND =
            """
            INSERT INTO journal (account, id, at_ms, region, principal, action, resource,
                                 before_json, after_json)
            VALUES (:account, :id, :at_ms, :region, :principal, :action, :resource,
                    :before_json, :after_json)
            """;

    private static final String FIND =
            """
            SELECT account, id, at_ms, region, principal, action, resource,
                   before_json, after_json
            FROM journal
            WHERE account = :account
            ORDER BY id
            """;

    private final InstantSource clock;
    private final OrderedIds ids = new OrderedIds();

    public Journal(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * One entry as it was written.
     *
     * @param id unique; the ids of one process sort in the order in which they were given
     * @param at when the change was made
     */
    public record Recorded(String id, Instant at, JournalEntry entry) {}

    /** Appends an entry, stamped with the clock's time, in the transaction of the handle. */
    public void append(Handle db, JournalEntry entry) {
        var now = clock.instant();
        db.createUpdate(APPEND)
                .bind("account", entry.account())
                .bind("id", ids.next(now))
                .bind("at_ms", now.toEpochMilli())
                .bind("region", entry.region())
                .bind("principal", entry.principal())
                .bind("action", entry.action())
                .bind("resource", entry.resource())
                .bind("before_json", entry.before().map(Json::write).orElse(null))
                .bind("after_json", entry.after().map(Json::write).orElse(null))
                .execute();
    }

    /** The entries of an account, the oldest first. */
    public List<Recorded> entries(Handle db, String account) {
        return db.createQuery(FIND).bind("account", account).map(row -> recorded(row)).list();
    }

    private static Recorded recorded(Row row) {
        return new Recorded(
                row.getString("id"),
                Instant.ofEpochMilli(row.getLong("at_ms")),
                new JournalEntry(
                        row.getString("account"),
                        row.getString("region"),
                        row.getString("principal"),
                        row.getString("action"),
                        row.getString("resource"),
                        row.findString("before_json").map(Json::read),
                        row.findString("after_json").map(Json::read)));
    }
}
