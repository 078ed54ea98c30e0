package dev.wheelhouse.stacks.sql;

import dev.wheelhouse.stacks.StackEvent;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.time.Instant;
import java.util.List;

/** The stack_event table. Each method runs in the transaction of the handle it is given. */
public final class EventStore {
    private static final String INSERT =
            """
            INSERT INTO stack_event (account, region, stack_id, sequence, event_id, logical_id,
                physical_id, type, status, status_reason, properties, client_request_token,
                happened_at_ms)
            VALUES (:account, :region, :stack_id, :sequence, :event_id, :logical_id,
                :physical_id, :type, :status, :status_reason, :properties,
                :client_request_token, :happened_at_ms)
            """;

    private static final String LAST =
            """
            SELECT COALESCE(MAX(sequence), 0)
            FROM stack_event
            WHERE account = :account AND region = :region AND stack_id = :stack_id
            """;

    /** Newest first, from a given event on. */
    private static final String LIST =
            """
            SELECT sequence, event_id, logical_id, physical_id, type, status, status_reason,
                properties, client_request_token, happened_at_ms
            FROM stack_event
            WHERE account = :account AND region = :region AND stack_id = :stack_id
              AND sequence < :before
            ORDER BY sequence DESC, event_id DESC
            LIMIT :n
            """;

    /** Appends events. */
    public void append(Handle db, StackId stack, List<StackEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        var batch = db.prepareBatch(INSERT);
        for (var event : events) {
            batch.bind("account", stack.account().value())
                    .bind("region", stack.region().value())
                    .bind("stack_id", stack.arn())
                    .bind("sequence", event.sequence())
                    .bind("event_id", event.eventId())
                    .bind("logical_id", event.logicalId())
                    .bind("physical_id", event.physicalId())
                    .bind("type", event.type())
                    .bind("status", event.status())
                    .bind("status_reason", event.reason().orElse(null))
                    .bind("properties", event.properties().orElse(null))
                    .bind("client_request_token", event.clientRequestToken().orElse(null))
                    .bind("happened_at_ms", event.time().toEpochMilli())
                    .add();
        }
        batch.execute();
    }

    /** The highest sequence number of a stack's events; 0 when it has none. */
    public long lastSequence(Handle db, StackId stack) {
        return db.createQuery(LAST)
                .bind("account", stack.account().value())
                .bind("region", stack.region().value())
                .bind("stack_id", stack.arn())
                .mapTo(Long.class)
                .one();
    }

    /** Events, newest first, those before a sequence number. */
    public List<StackEvent> list(Handle db, StackId stack, long before, int atMost) {
        return db.createQuery(LIST)
                .bind("account", stack.account().value())
                .bind("region", stack.region().value())
                .bind("stack_id", stack.arn())
                .bind("before", before)
                .bind("n", atMost)
                .map(row -> read(row))
                .list();
    }

    private static StackEvent read(Row row) {
        return new StackEvent(
                row.getLong("sequence"),
                row.getString("event_id"),
                row.getString("logical_id"),
                row.getString("physical_id"),
                row.getString("type"),
                row.getString("status"),
                Columns.text(row, "status_reason"),
                Columns.text(row, "properties"),
                Columns.text(row, "client_request_token"),
                Instant.ofEpochMilli(row.getLong("happened_at_ms")));
    }
}
