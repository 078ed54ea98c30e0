package dev.wheelhouse.stacks.sql;

import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.stacks.Signal;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.stacks.StackResource;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import java.time.Instant;
import java.util.List;

/** The stack_signal table. Each method runs in the transaction of the handle it is given. */
public final class SignalStore {
    private static final String INSERT =
            """
            INSERT INTO stack_signal (account, region, target, unique_id, succeeded,
                content_document, received_at_ms)
            VALUES (:account, :region, :target, :unique_id, :succeeded, :content, :received_at_ms)
            ON CONFLICT (account, region, target, unique_id) DO NOTHING
            """;

    private static final String LIST =
            """
            SELECT target, unique_id, succeeded, content_document
            FROM stack_signal
            WHERE account = :account AND region = :region AND target = :target
            ORDER BY received_at_ms, unique_id
            """;

    private static final String DELETE =
            """
            DELETE FROM stack_signal
            WHERE account = :account AND region = :region AND target = :target
            """;

    private final StackDocuments documents;

    public SignalStore(Sealer sealer) {
        this.documents = new StackDocuments(sealer);
    }

    /** What is signalled. */
    public record Target(AccountId account, Region region, String name) {
        /** A wait condition's handle. */
        public static Target handle(AccountId account, Region region, String handleId) {
            return new Target(account, region, "handle/" + handleId);
        }

        /** A resource of a stack. */
        public static Target resource(StackId stack, StackResource.Key resource) {
            return new Target(
                    stack.account(),
                    stack.region(),
                    "resource/"
                            + stack.arn()
                            + "/"
                            + resource.logicalId()
                            + "/"
                            + resource.incarnation());
        }
    }

    /**
     * Records a signal.
     *
     * @return whether it is the first of its sender: later ones change nothing
     */
    public boolean insert(Handle db, Target target, Signal signal, Instant time) {
        var content =
                Value.object("data", Value.text(signal.data()))
                        .with("reason", Value.text(signal.reason()));
        return db.createUpdate(INSERT)
                        .bind("account", target.account().value())
                        .bind("region", target.region().value())
                        .bind("target", target.name())
                        .bind("unique_id", signal.uniqueId())
                        .bind("succeeded", signal.succeeded() ? 1 : 0)
                        .bind(
                                "content",
                                documents.seal(context(target.name(), signal.uniqueId()), content))
                        .bind("received_at_ms", time.toEpochMilli())
                        .execute()
                > 0;
    }

    /** The signals that something was sent, oldest first. */
    public List<Signal> of(Handle db, Target target) {
        return db.createQuery(LIST)
                .bind("account", target.account().value())
                .bind("region", target.region().value())
                .bind("target", target.name())
                .map(row -> read(row))
                .list();
    }

    /** Forgets the signals that something was sent. */
    public void delete(Handle db, Target target) {
        db.createUpdate(DELETE)
                .bind("account", target.account().value())
                .bind("region", target.region().value())
                .bind("target", target.name())
                .execute();
    }

    private static String context(String target, String uniqueId) {
        return "stack-signal/" + target + "/" + uniqueId;
    }

    private Signal read(Row row) {
        var uniqueId = row.getString("unique_id");
        var content =
                documents.open(
                        context(row.getString("target"), uniqueId),
                        row.getString("content_document"));
        return new Signal(
                uniqueId,
                row.getInt("succeeded") == 1,
                content.text("data").orElseThrow(),
                content.text("reason").orElseThrow());
    }
}
