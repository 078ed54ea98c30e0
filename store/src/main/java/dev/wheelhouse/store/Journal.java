package dev.wheelhouse.store;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

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
        try (var update = db.createUpdate(APPEND)) {
            update.bind("account", entry.account())
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
    }

    /** The entries of an account, the oldest first. */
    public List<Recorded> entries(Handle db, String account) {
        return db.createQuery(FIND).bind("account", account).map((row, _) -> recorded(row)).list();
    }

    private static Recorded recorded(ResultSet row) throws SQLException {
        return new Recorded(
                row.getString("id"),
                Instant.ofEpochMilli(row.getLong("at_ms")),
                new JournalEntry(
                        row.getString("account"),
                        row.getString("region"),
                        row.getString("principal"),
                        row.getString("action"),
                        row.getString("resource"),
                        value(row.getString("before_json")),
                        value(row.getString("after_json"))));
    }

    private static Optional<Value> value(@Nullable String json) {
        return Optional.ofNullable(json).map(Json::read);
    }
}
