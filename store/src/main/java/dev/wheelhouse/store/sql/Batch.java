package dev.wheelhouse.store.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that changes something, run for each row of values that is added. An INSERT with
 * {@code ON CONFLICT DO UPDATE} must not be given two rows with the same key: PostgreSQL refuses
 * them.
 */
public final class Batch extends SqlStatement<Batch> {
    private final List<@Nullable Bound[]> rows = new ArrayList<>();

    Batch(Handle db, String sql) {
        super(db, sql);
    }

    /** Adds what is bound as a row, and begins the next. */
    public Batch add() {
        rows.add(complete());
        next();
        return this;
    }

    /** Runs it for all rows in their order; does nothing when there are none. */
    public void execute() {
        RowBlocks.run(
                text(),
                rows,
                (text, values) ->
                        run(
                                text,
                                prepared -> {
                                    var changed = prepared.update(values);
                                    ran(text, values);
                                    return changed;
                                }));
    }

    @Override
    Batch self() {
        return this;
    }
}
