package dev.wheelhouse.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;

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
     * @param context what binding a value again needs
     */
    record Statement(String sql, List<Argument> values, StatementContext context) {}

    /**
     * A transaction's work is done.
     *
     * @param change whether it is a write
     */
    void ran(boolean change, List<Statement> statements);

    /** Does the work and tells what it ran. */
    default <T> T listening(Handle db, boolean change, Function<Handle, T> work) {
        var statements = new ArrayList<Statement>();
        db.getConfig(SqlStatements.class)
                .setSqlLogger(
                        new SqlLogger() {
                            @Override
                            public void logAfterExecution(StatementContext context) {
                                statements.add(statement(context));
                            }
                        });
        var result = work.apply(db);
        ran(change, List.copyOf(statements));
        return result;
    }

    @SuppressWarnings("removal") // JDBI has no other way yet to ask what is bound to a name
    private static Statement statement(StatementContext context) {
        var parsed = context.getParsedSql();
        var values = new ArrayList<Argument>();
        var binding = context.getBinding();
        for (var name : parsed.getParameters().getParameterNames()) {
            binding.findForName(name, context).ifPresent(values::add);
        }
        return new Statement(parsed.getSql(), List.copyOf(values), context);
    }
}
