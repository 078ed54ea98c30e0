package dev.wheelhouse.store;

import dev.wheelhouse.store.sql.Bound;
import dev.wheelhouse.store.sql.Handle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Is told each transaction whose work was done, with its statements and what was bound to them,
 * secrets as they rest in the database included: for measurements that repeat them. Called on the
 * thread of the transaction, before a change is committed.
 */
@FunctionalInterface
public interface TransactionListener {
    /**
     * A statement that ran.
     *
     * @param sql with {@code ?} where values are bound
     * @param values what was bound, in that order
     */
    record Statement(String sql, List<Bound> values) {}

    /**
     * A transaction's work is done.
     *
     * @param change whether it is a write
     */
    void ran(boolean change, List<Statement> statements);

    /** Does the work and tells what it ran. */
    default <T> T listening(Handle db, boolean change, Function<Handle, T> work) {
        var statements = new ArrayList<Statement>();
        db.observe((sql, values) -> statements.add(new Statement(sql, values)));
        var result = work.apply(db);
        ran(change, List.copyOf(statements));
        return result;
    }
}
