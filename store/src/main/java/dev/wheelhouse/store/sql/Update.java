package dev.wheelhouse.store.sql;

/** A statement that changes something. */
public final class Update extends SqlStatement<Update> {
    Update(Handle db, String sql) {
        super(db, sql);
    }

    /** Runs it; returns how many rows it changed. */
    public int execute() {
        var values = complete();
        return run(prepared -> {
            var changed = prepared.update(values);
            ran(text(), values);
            return changed;
        });
    }

    @Override
    Update self() {
        return this;
    }
}
