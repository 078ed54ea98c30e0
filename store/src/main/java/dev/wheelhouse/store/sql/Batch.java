package dev.wheelhouse.store.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement that changes something, run once for each row of values that is added. */
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
        if (rows.isEmpty()) {
            return;
        }
        run(prepared -> {
            prepared.updateAll(rows);
            rows.forEach(this::ran);
            return rows.size();
        });
    }

    @Override
    Batch self() {
        return this;
    }
}
