package dev.wheelhouse.stacks.sql;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.stacks.FailurePolicy;
import dev.wheelhouse.stacks.Stack;
import dev.wheelhouse.stacks.Stack.Settings;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.stacks.StackState;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import dev.wheelhouse.store.sql.SqlStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The stack table. Each method runs in the transaction of the handle it is given. */
public final class StackStore {
    private static final String COLUMNS =
            """
            account, region, stack_id, status, status_reason, operation, stable_operation,
            definition_document, previous_document, on_failure, timeout_ms, role_arn, termination_protection,
            client_request_token, failure, created_at_ms, updated_at_ms, deleted_at_ms,
            outputs_document, change_set_id, policy, overriding_policy, retain_except_on_create,
            force_delete
            """;

    private static final String FIND =
            "SELECT "
                    + COLUMNS
                    + " FROM stack WHERE account = :account AND region = :region AND stack_id ="
                    + " :stack_id";

    private static final String FIND_BY_NAME =
            "SELECT "
                    + COLUMNS
                    + " FROM stack WHERE account = :account AND region = :region AND name = :name"
                    + " AND gone_at_ms IS NULL";

    private static final String STANDING =
            """
            SELECT operation, status
            FROM stack
            WHERE account = :account AND region = :region AND stack_id = :stack_id
            """;

    /** Newest first, from a given stack on. */
    private static final String LIST =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM stack
                    WHERE account = :account AND region = :region
                      AND (gone_at_ms IS NULL OR gone_at_ms >= :gone_since_ms)
                      AND (created_at_ms < :created_at_ms
                           OR (created_at_ms = :created_at_ms AND stack_id < :before_id))
                    ORDER BY created_at_ms DESC, stack_id DESC
                    LIMIT :n
                    """;

    private static final String INSERT =
            """
            INSERT INTO stack (account, region, stack_id, name, status, status_reason, operation,
                stable_operation, definition_document, previous_document, on_failure, timeout_ms, role_arn,
                termination_protection, client_request_token, failure, created_at_ms,
                updated_at_ms, deleted_at_ms, outputs_document, change_set_id, policy,
                overriding_policy, retain_except_on_create, force_delete)
            VALUES (:account, :region, :stack_id, :name, :status, :status_reason, :operation,
                :stable_operation, :definition, :previous, :on_failure, :timeout_ms, :role_arn,
                :termination_protection, :client_request_token, :failure, :created_at_ms,
                :updated_at_ms, :deleted_at_ms, :outputs, :change_set_id, :policy,
                :overriding_policy, :retain_except_on_create, :force_delete)
            """;

    private static final String UPDATE =
            """
            UPDATE stack
            SET status = :status, status_reason = :status_reason, operation = :operation,
                stable_operation = :stable_operation, definition_document = :definition, previous_document = :previous,
                on_failure = :on_failure, timeout_ms = :timeout_ms, role_arn = :role_arn,
                client_request_token = :client_request_token, failure = :failure,
                updated_at_ms = :updated_at_ms, deleted_at_ms = :deleted_at_ms,
                outputs_document = :outputs,
                change_set_id = :change_set_id,
                overriding_policy = :overriding_policy,
                retain_except_on_create = :retain_except_on_create,
                force_delete = :force_delete
            WHERE account = :account AND region = :region AND stack_id = :stack_id
            """;

    // On its own, since SQLite writes an index anew when its columns are set, be it to what they
    // are.
    private static final String GONE =
            """
            UPDATE stack SET gone_at_ms = :gone_at_ms
            WHERE account = :account AND region = :region AND stack_id = :stack_id
            """;

    private static final String CONTROL =
            """
            UPDATE stack
            SET policy = :policy, termination_protection = :termination_protection
            WHERE account = :account AND region = :region AND stack_id = :stack_id
            """;

    private final StackDocuments documents;

    public StackStore(Sealer sealer) {
        this.documents = new StackDocuments(sealer);
    }

    /** Which operation a stack is in, and how far. */
    public record Standing(long operation, String status) {}

    /** Where a list goes on: after this stack. */
    public record Position(Instant createdAt, String stackId) {
        /** Before all stacks. */
        public static Position start() {
            return new Position(Instant.ofEpochMilli(Long.MAX_VALUE), "");
        }
    }

    /** The stack of that id, deleted ones too. */
    public Optional<Stack> find(Handle db, StackId id) {
        return identified(db.createQuery(FIND), id).map(row -> read(row)).findOne();
    }

    /** The stack that bears the name now. */
    public Optional<Stack> findByName(Handle db, AccountId account, Region region, String name) {
        return db.createQuery(FIND_BY_NAME)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("name", name)
                .map(row -> read(row))
                .findOne();
    }

    /** Which operation a stack is in, and how far. */
    public Optional<Standing> standing(Handle db, StackId id) {
        return identified(db.createQuery(STANDING), id)
                .map(row -> new Standing(row.getLong("operation"), row.getString("status")))
                .findOne();
    }

    /**
     * Stacks, newest first.
     *
     * @param goneSince deleted ones only when that was not before
     * @param after where to go on
     * @param atMost how many
     */
    public List<Stack> list(
            Handle db,
            AccountId account,
            Region region,
            Instant goneSince,
            Position after,
            int atMost) {
        return db.createQuery(LIST)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("gone_since_ms", goneSince.toEpochMilli())
                .bind("created_at_ms", after.createdAt().toEpochMilli())
                .bind("before_id", after.stackId())
                .bind("n", atMost)
                .map(row -> read(row))
                .list();
    }

    public void insert(Handle db, Stack stack) {
        bind(db.createUpdate(INSERT), stack)
                .bind("name", stack.name())
                .bind("termination_protection", protection(stack))
                .bind("policy", stack.settings().policy().orElse(null))
                .bind("created_at_ms", stack.createdAt().toEpochMilli())
                .execute();
    }

    /** Records a stack's policy and its termination protection. */
    public void control(Handle db, Stack stack) {
        identified(db.createUpdate(CONTROL), stack.id())
                .bind("policy", stack.settings().policy().orElse(null))
                .bind("termination_protection", protection(stack))
                .execute();
    }

    private static int protection(Stack stack) {
        return stack.settings().terminationProtection() ? 1 : 0;
    }

    /**
     * Records everything about a stack that an operation may change. What {@link #control} records
     * may be set while an operation goes on, which must not undo it.
     *
     * @param time when, for a stack that is now gone
     */
    public void update(Handle db, Stack stack, Instant time) {
        bind(db.createUpdate(UPDATE), stack).execute();
        if (stack.state().deleted()) {
            identified(db.createUpdate(GONE), stack.id())
                    .bind("gone_at_ms", time.toEpochMilli())
                    .execute();
        }
    }

    private <S extends SqlStatement<S>> S identified(S statement, StackId id) {
        return statement
                .bind("account", id.account().value())
                .bind("region", id.region().value())
                .bind("stack_id", id.arn());
    }

    private <S extends SqlStatement<S>> S bind(S statement, Stack stack) {
        var settings = stack.settings();
        var context = context(stack.id().arn());
        return identified(statement, stack.id())
                .bind("status", stack.state().status())
                .bind("status_reason", stack.state().because().orElse(null))
                .bind("operation", stack.operation())
                .bind("stable_operation", stack.stable())
                .bind("definition", documents.write(context, stack.definition()))
                .bind(
                        "previous",
                        stack.previous()
                                .map(before -> documents.write(context, before))
                                .orElse(null))
                .bind("on_failure", settings.onFailure().name())
                .bind("timeout_ms", settings.timeout().map(Duration::toMillis).orElse(null))
                .bind("role_arn", settings.roleArn().orElse(null))
                .bind("client_request_token", stack.clientRequestToken().orElse(null))
                .bind("failure", stack.failure().orElse(null))
                .bind("updated_at_ms", stack.updatedAt().map(Instant::toEpochMilli).orElse(null))
                .bind("deleted_at_ms", stack.deletedAt().map(Instant::toEpochMilli).orElse(null))
                .bind("outputs", documents.write(context, stack.outputs()))
                .bind("change_set_id", stack.changeSetId().orElse(null))
                .bind("overriding_policy", settings.overridingPolicy().orElse(null))
                .bind("retain_except_on_create", settings.retainExceptOnCreate() ? 1 : 0)
                .bind("force_delete", settings.forceDelete() ? 1 : 0);
    }

    private static String context(String stackId) {
        return "stack/" + stackId;
    }

    private Stack read(Row row) {
        var context = context(row.getString("stack_id"));
        return new Stack(
                StackId.of(row.getString("stack_id")),
                StackState.of(row.getString("status"), Columns.text(row, "status_reason")),
                row.getLong("operation"),
                row.getLong("stable_operation"),
                documents.definition(context, row.getString("definition_document")),
                Columns.text(row, "previous_document")
                        .map(before -> documents.definition(context, before)),
                new Settings(
                        FailurePolicy.valueOf(row.getString("on_failure")),
                        Columns.number(row, "timeout_ms").map(Duration::ofMillis),
                        Columns.text(row, "role_arn"),
                        row.getInt("termination_protection") == 1,
                        Columns.text(row, "policy"),
                        Columns.text(row, "overriding_policy"),
                        row.getInt("retain_except_on_create") == 1,
                        row.getInt("force_delete") == 1),
                Columns.text(row, "client_request_token"),
                Columns.text(row, "failure"),
                Instant.ofEpochMilli(row.getLong("created_at_ms")),
                Columns.time(row, "updated_at_ms"),
                Columns.time(row, "deleted_at_ms"),
                documents.outputs(context, row.getString("outputs_document")),
                Columns.text(row, "change_set_id"));
    }
}
