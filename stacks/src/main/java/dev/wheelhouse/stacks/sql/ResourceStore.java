package dev.wheelhouse.stacks.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.stacks.ResourceStatus;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.stacks.StackResource;
import dev.wheelhouse.stacks.StackResource.Standing;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import dev.wheelhouse.store.sql.SqlStatement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The stack_resource table. Each method runs in the transaction of the handle it is given. */
public final class ResourceStore {
    private static final String OF_STACK =
            """
            SELECT *
            FROM stack_resource
            WHERE account = :account AND region = :region AND stack_id = :stack_id
            ORDER BY logical_id, incarnation
            """;

    private static final String STANDING =
            """
            SELECT status, changed_by, attempts
            FROM stack_resource
            WHERE account = :account AND region = :region AND stack_id = :stack_id
              AND logical_id = :logical_id AND incarnation = :incarnation
            """;

    private static final String STACK_OF_PHYSICAL =
            """
            SELECT stack_id
            FROM stack_resource
            WHERE account = :account AND region = :region AND physical_id = :physical_id
            ORDER BY changed_at_ms DESC, stack_id
            LIMIT 1
            """;

    private static final String HOLDER =
            """
            SELECT stack_id
            FROM stack_resource
            WHERE account = :account AND region = :region AND type = :type
              AND physical_id = :physical_id
              AND status NOT IN ('DELETE_COMPLETE', 'DELETE_SKIPPED')
            ORDER BY changed_at_ms DESC, stack_id
            LIMIT 1
            """;

    private static final String PUT =
            """
            INSERT INTO stack_resource (account, region, stack_id, logical_id, incarnation,
                standing, type, status, status_reason, physical_id, content_document,
                previous_document, made_by, changed_by, changed_at_ms, proceed_at_ms, attempts)
            VALUES (:account, :region, :stack_id, :logical_id, :incarnation, :standing, :type,
                :status, :status_reason, :physical_id, :content, :previous, :made_by,
                :changed_by, :changed_at_ms, :proceed_at_ms, :attempts)
            ON CONFLICT (account, region, stack_id, logical_id, incarnation) DO UPDATE
            SET standing = excluded.standing, type = excluded.type, status = excluded.status,
                status_reason = excluded.status_reason, physical_id = excluded.physical_id,
                content_document = excluded.content_document,
                previous_document = excluded.previous_document, made_by = excluded.made_by,
                changed_by = excluded.changed_by, changed_at_ms = excluded.changed_at_ms,
                proceed_at_ms = excluded.proceed_at_ms, attempts = excluded.attempts
            """;

    private static final String DELETE =
            """
            DELETE FROM stack_resource
            WHERE account = :account AND region = :region AND stack_id = :stack_id
              AND logical_id = :logical_id AND incarnation = :incarnation
            """;

    private final StackDocuments documents;

    public ResourceStore(Sealer sealer) {
        this.documents = new StackDocuments(sealer);
    }

    /** How far a resource is. */
    public record Progressed(ResourceStatus status, long changedBy, int attempts) {}

    /** All physical resources of a stack, superseded ones too, by logical id. */
    public List<StackResource> of(Handle db, StackId stack) {
        return ofStack(db.createQuery(OF_STACK), stack).map(row -> read(row)).list();
    }

    /** How far a resource is; empty when there is none. */
    public Optional<Progressed> progress(Handle db, StackId stack, StackResource.Key key) {
        return keyed(db.createQuery(STANDING), stack, key)
                .map(row ->
                        new Progressed(
                                ResourceStatus.valueOf(row.getString("status")),
                                row.getLong("changed_by"),
                                row.getInt("attempts")))
                .findOne();
    }

    /** The stack that a physical resource belongs to. */
    public Optional<StackId> stackOf(
            Handle db, AccountId account, Region region, String physicalId) {
        return db.createQuery(STACK_OF_PHYSICAL)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("physical_id", physicalId)
                .mapTo(String.class)
                .findOne()
                .map(StackId::of);
    }

    /** The stack that has a resource of a type and name now. */
    public Optional<StackId> holder(
            Handle db, AccountId account, Region region, String type, String physicalId) {
        return db.createQuery(HOLDER)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("type", type)
                .bind("physical_id", physicalId)
                .mapTo(String.class)
                .findOne()
                .map(StackId::of);
    }

    /** Records a resource, new or changed. */
    public void put(Handle db, StackId stack, StackResource resource) {
        var context = context(stack.arn(), resource.logicalId(), resource.incarnation());
        keyed(db.createUpdate(PUT), stack, resource.key())
                .bind("standing", resource.standing().name())
                .bind("type", resource.type())
                .bind("status", resource.status().name())
                .bind("status_reason", resource.reason().orElse(null))
                .bind("physical_id", resource.physicalId().orElse(null))
                .bind("content", documents.write(context, resource.content()))
                .bind(
                        "previous",
                        resource.previous()
                                .map(before -> documents.write(context, before))
                                .orElse(null))
                .bind("made_by", resource.madeBy())
                .bind("changed_by", resource.changedBy())
                .bind("changed_at_ms", resource.changedAt().toEpochMilli())
                .bind("proceed_at_ms", resource.proceedAt().map(Instant::toEpochMilli).orElse(null))
                .bind("attempts", resource.attempts())
                .execute();
    }

    /** Forgets a resource. */
    public void remove(Handle db, StackId stack, StackResource.Key key) {
        keyed(db.createUpdate(DELETE), stack, key).execute();
    }

    private <S extends SqlStatement<S>> S ofStack(S statement, StackId stack) {
        return statement
                .bind("account", stack.account().value())
                .bind("region", stack.region().value())
                .bind("stack_id", stack.arn());
    }

    private <S extends SqlStatement<S>> S keyed(S statement, StackId stack, StackResource.Key key) {
        return ofStack(statement, stack)
                .bind("logical_id", key.logicalId())
                .bind("incarnation", key.incarnation());
    }

    private static String context(String stackId, String logicalId, int incarnation) {
        return "stack-resource/" + stackId + "/" + logicalId + "/" + incarnation;
    }

    private StackResource read(Row row) {
        var context =
                context(
                        row.getString("stack_id"),
                        row.getString("logical_id"),
                        row.getInt("incarnation"));
        return new StackResource(
                row.getString("logical_id"),
                row.getInt("incarnation"),
                Standing.valueOf(row.getString("standing")),
                row.getString("type"),
                ResourceStatus.valueOf(row.getString("status")),
                Columns.text(row, "status_reason"),
                Columns.text(row, "physical_id"),
                documents.content(context, row.getString("content_document")),
                Columns.text(row, "previous_document")
                        .map(before -> documents.content(context, before)),
                row.getLong("made_by"),
                row.getLong("changed_by"),
                Instant.ofEpochMilli(row.getLong("changed_at_ms")),
                Columns.time(row, "proceed_at_ms"),
                row.getInt("attempts"));
    }
}
