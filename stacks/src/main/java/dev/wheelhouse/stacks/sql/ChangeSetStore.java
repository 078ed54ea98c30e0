package dev.wheelhouse.stacks.sql;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.stacks.ChangeSet;
import dev.wheelhouse.stacks.ChangeSet.State;
import dev.wheelhouse.stacks.FailurePolicy;
import dev.wheelhouse.stacks.ResourceChange;
import dev.wheelhouse.stacks.ResourceChange.Action;
import dev.wheelhouse.stacks.ResourceChange.Detail;
import dev.wheelhouse.stacks.ResourceChange.Replacement;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.stacks.StackSubmission;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.store.sql.Row;
import dev.wheelhouse.store.sql.SqlStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** The change_set table. Each method runs in the transaction of the handle it is given. */
public final class ChangeSetStore {
    private static final String FIND =
            """
            SELECT *
            FROM change_set
            WHERE account = :account AND region = :region AND change_set_id = :change_set_id
            """;

    private static final String FIND_BY_NAME =
            """
            SELECT *
            FROM change_set
            WHERE account = :account AND region = :region AND stack_id = :stack_id
              AND name = :name
            """;

    private static final String OF_STACK =
            """
            SELECT *
            FROM change_set
            WHERE account = :account AND region = :region AND stack_id = :stack_id
            ORDER BY created_at_ms DESC, name
            """;

    private static final String INSERT =
            """
            INSERT INTO change_set (account, region, change_set_id, name, stack_id, creation, state,
                description, definition_document, on_failure, role_arn, changes, created_at_ms)
            VALUES (:account, :region, :change_set_id, :name, :stack_id, :creation, :state,
                :description, :definition, :on_failure, :role_arn, :changes, :created_at_ms)
            """;

    private static final String MOVE =
            """
            UPDATE change_set
            SET state = :next
            WHERE account = :account AND region = :region AND stack_id = :stack_id
              AND state = :state
            """;

    private static final String IN_STATE =
            """
            SELECT COUNT(*)
            FROM change_set
            WHERE account = :account AND region = :region AND stack_id = :stack_id
              AND state = :state
            """;

    private static final String SET_STATE =
            """
            UPDATE change_set
            SET state = :state
            WHERE account = :account AND region = :region AND change_set_id = :change_set_id
            """;

    private static final String DELETE =
            """
            DELETE FROM change_set
            WHERE account = :account AND region = :region AND change_set_id = :change_set_id
            """;

    private static final String DELETE_OTHERS =
            """
            DELETE FROM change_set
            WHERE account = :account AND region = :region AND stack_id = :stack_id
              AND state <> :kept
            """;

    private final StackDocuments documents;

    public ChangeSetStore(Sealer sealer) {
        this.documents = new StackDocuments(sealer);
    }

    public Optional<ChangeSet> find(
            Handle db, AccountId account, Region region, String changeSetId) {
        return db.createQuery(FIND)
                .bind("account", account.value())
                .bind("region", region.value())
                .bind("change_set_id", changeSetId)
                .map(row -> read(row))
                .findOne();
    }

    public Optional<ChangeSet> findByName(Handle db, StackId stack, String name) {
        return ofStack(db.createQuery(FIND_BY_NAME), stack)
                .bind("name", name)
                .map(row -> read(row))
                .findOne();
    }

    /** The change sets of a stack, newest first. */
    public List<ChangeSet> of(Handle db, StackId stack) {
        return ofStack(db.createQuery(OF_STACK), stack).map(row -> read(row)).list();
    }

    public void insert(Handle db, ChangeSet set) {
        ofStack(db.createUpdate(INSERT), set.stack())
                .bind("change_set_id", set.id())
                .bind("name", set.name())
                .bind("creation", set.creation() ? 1 : 0)
                .bind("state", set.state().name())
                .bind("description", set.description().orElse(null))
                .bind("definition", documents.write(context(set.id()), set.definition()))
                .bind("on_failure", set.submission().onFailure().name())
                .bind("role_arn", set.submission().roleArn().orElse(null))
                .bind("changes", Json.write(changes(set.changes())))
                .bind("created_at_ms", set.createdAt().toEpochMilli())
                .execute();
    }

    public void setState(Handle db, ChangeSet set, State state) {
        db.createUpdate(SET_STATE)
                .bind("account", set.stack().account().value())
                .bind("region", set.stack().region().value())
                .bind("change_set_id", set.id())
                .bind("state", state.name())
                .execute();
    }

    public void delete(Handle db, ChangeSet set) {
        db.createUpdate(DELETE)
                .bind("account", set.stack().account().value())
                .bind("region", set.stack().region().value())
                .bind("change_set_id", set.id())
                .execute();
    }

    /** The stack was changed otherwise: what was available is no longer. */
    public void obsolete(Handle db, StackId stack) {
        move(db, stack, State.AVAILABLE, State.OBSOLETE);
    }

    /**
     * The stack's operation has ended: so has the change set that it executed, if it did; after
     * success, the others go.
     */
    public void executed(Handle db, StackId stack, boolean succeeded) {
        if (succeeded && isExecuting(db, stack)) {
            ofStack(db.createUpdate(DELETE_OTHERS), stack)
                    .bind("kept", State.EXECUTING.name())
                    .execute();
        }
        move(db, stack, State.EXECUTING, succeeded ? State.EXECUTED : State.EXECUTION_FAILED);
    }

    private static boolean isExecuting(Handle db, StackId stack) {
        return ofStack(db.createQuery(IN_STATE), stack)
                        .bind("state", State.EXECUTING.name())
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    private static void move(Handle db, StackId stack, State from, State to) {
        ofStack(db.createUpdate(MOVE), stack)
                .bind("state", from.name())
                .bind("next", to.name())
                .execute();
    }

    private static <S extends SqlStatement<S>> S ofStack(S statement, StackId stack) {
        return statement
                .bind("account", stack.account().value())
                .bind("region", stack.region().value())
                .bind("stack_id", stack.arn());
    }

    private static String context(String changeSetId) {
        return "change-set/" + changeSetId;
    }

    private ChangeSet read(Row row) {
        var id = row.getString("change_set_id");
        return new ChangeSet(
                id,
                row.getString("name"),
                StackId.of(row.getString("stack_id")),
                row.getInt("creation") == 1,
                State.valueOf(row.getString("state")),
                Columns.text(row, "description"),
                documents.definition(context(id), row.getString("definition_document")),
                new StackSubmission(
                        FailurePolicy.valueOf(row.getString("on_failure")),
                        Optional.empty(),
                        Columns.text(row, "role_arn"),
                        false,
                        List.of(),
                        Optional.of(id),
                        Optional.empty(),
                        Optional.empty(),
                        false),
                changes(Json.read(row.getString("changes"))),
                Instant.ofEpochMilli(row.getLong("created_at_ms")));
    }

    private static Value changes(List<ResourceChange> changes) {
        return Value.list(changes.stream().map(ChangeSetStore::change).toList());
    }

    private static Value change(ResourceChange change) {
        var members = new LinkedHashMap<String, Value>();
        members.put("action", Value.text(change.action().name()));
        members.put("logicalId", Value.text(change.logicalId()));
        change.physicalId().ifPresent(text -> members.put("physicalId", Value.text(text)));
        members.put("type", Value.text(change.type()));
        change.replacement().ifPresent(it -> members.put("replacement", Value.text(it.name())));
        members.put(
                "details",
                Value.list(change.details().stream().map(ChangeSetStore::detail).toList()));
        return Value.object(members);
    }

    private static Value detail(Detail detail) {
        var members = new LinkedHashMap<String, Value>();
        members.put("attribute", Value.text(detail.attribute()));
        detail.name().ifPresent(text -> members.put("name", Value.text(text)));
        members.put("requiresRecreation", Value.text(detail.requiresRecreation()));
        members.put("evaluation", Value.text(detail.evaluation()));
        members.put("source", Value.text(detail.source()));
        detail.causingEntity().ifPresent(text -> members.put("causingEntity", Value.text(text)));
        return Value.object(members);
    }

    private static List<ResourceChange> changes(Value value) {
        var changes = new ArrayList<ResourceChange>();
        for (var members : objects(value)) {
            changes.add(
                    new ResourceChange(
                            Action.valueOf(members.text("action").orElseThrow()),
                            members.text("logicalId").orElseThrow(),
                            members.text("physicalId"),
                            members.text("type").orElseThrow(),
                            members.text("replacement").map(Replacement::valueOf),
                            objects(members.get("details").orElseThrow()).stream()
                                    .map(ChangeSetStore::detail)
                                    .toList()));
        }
        return changes;
    }

    private static Detail detail(Value.Members members) {
        return new Detail(
                members.text("attribute").orElseThrow(),
                members.text("name"),
                members.text("requiresRecreation").orElseThrow(),
                members.text("evaluation").orElseThrow(),
                members.text("source").orElseThrow(),
                members.text("causingEntity"));
    }

    private static List<Value.Members> objects(Value list) {
        var objects = new ArrayList<Value.Members>();
        ((Value.Items) list).values().forEach(item -> objects.add((Value.Members) item));
        return objects;
    }
}
