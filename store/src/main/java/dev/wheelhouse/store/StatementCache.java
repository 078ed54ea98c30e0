package dev.wheelhouse.store;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Keeps the prepared statements of one SQLite connection, whose driver would compile the same text
 * each time. A statement in use is not in the cache, so using a text twice at once makes a second
 * one. Used by one thread at a time, like its connection.
 */
final class StatementCache {
    private static final int LIMIT = 512;

    private final LinkedHashMap<String, PreparedStatement> idle =
            new LinkedHashMap<>(64, 0.75f, true);

    /** Serves one handle, until that is closed. */
    StatementBuilder forOneHandle() {
        return new ForOneHandle();
    }

    private void giveBack(String sql, PreparedStatement statement) throws SQLException {
        statement.clearBatch();
        statement.clearParameters();
        var other = idle.put(sql, statement);
        if (other != null) {
            other.close();
        }
        if (idle.size() > LIMIT) {
            idle.pollFirstEntry().getValue().close();
        }
    }

    private final class ForOneHandle implements StatementBuilder {
        private final DefaultStatementBuilder plain = new DefaultStatementBuilder();

        /** By statement: JDBI closes one under the text before its named parameters were parsed. */
        private final Map<Statement, String> lent = new IdentityHashMap<>();

        private boolean closed;

        @Override
        public Statement create(Connection connection, StatementContext context)
                throws SQLException {
            refuseClosed();
            return plain.create(connection, context);
        }

        @Override
        public PreparedStatement create(Connection connection, String sql, StatementContext context)
                throws SQLException {
            refuseClosed();
            if (context.isReturningGeneratedKeys()) {
                return plain.create(connection, sql, context);
            }
            var kept = idle.remove(sql);
            var statement = kept == null ? plain.create(connection, sql, context) : kept;
            lent.put(statement, sql);
            return statement;
        }

        @Override
        public CallableStatement createCall(
                Connection connection, String sql, StatementContext context) throws SQLException {
            refuseClosed();
            return plain.createCall(connection, sql, context);
        }

        @Override
        public void close(Connection connection, String sql, Statement statement)
                throws SQLException {
            var prepared = lent.remove(statement);
            if (prepared != null && !statement.isClosed()) {
                giveBack(prepared, (PreparedStatement) statement);
            } else {
                statement.close();
            }
        }

        @Override
        public void close(Connection connection) {
            closed = true;
        }

        private void refuseClosed() throws SQLException {
            if (closed) {
                throw new SQLException("The handle is closed: its transaction is over");
            }
        }
    }
}
