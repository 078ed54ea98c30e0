package dev.wheelhouse.bench;

import dev.wheelhouse.store.TransactionListener;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The transactions that something took, to be repeated without a server around them: the same SQL
 * text with the same values, straight to the driver.
 */
final class Captured implements TransactionListener {
    private final List<Transaction> transactions = new ArrayList<>();

    /** One transaction. */
    record Transaction(boolean change, List<Statement> statements) {}

    @Override
    public synchronized void ran(boolean change, List<Statement> statements) {
        transactions.add(new Transaction(change, statements));
    }

    /** What was captured so far; it is forgotten here. */
    synchronized List<Transaction> take() {
        var taken = List.copyOf(transactions);
        transactions.clear();
        return taken;
    }

    /** Runs transactions on one connection, whose statements stay prepared. */
    static final class Replay implements AutoCloseable {
        private final java.sql.Connection connection;
        private final String beginRead;
        private final String beginWrite;
        private final Map<String, PreparedStatement> prepared = new HashMap<>();

        /**
         * @param beginRead how this database begins a transaction that reads
         * @param beginWrite how it begins one that writes
         */
        Replay(java.sql.Connection connection, String beginRead, String beginWrite) {
            this.connection = connection;
            this.beginRead = beginRead;
            this.beginWrite = beginWrite;
        }

        void run(Transaction transaction) {
            try {
                execute(transaction.change() ? beginWrite : beginRead);
                for (var statement : transaction.statements()) {
                    run(statement);
                }
                execute(transaction.change() ? "COMMIT" : "ROLLBACK");
            } catch (SQLException cause) {
                throw new IllegalStateException(cause);
            }
        }

        private void execute(String command) throws SQLException {
            prepare(command).execute();
        }

        private void run(Statement statement) throws SQLException {
            var ready = prepare(statement.sql());
            for (var at = 0; at < statement.values().size(); at++) {
                statement.values().get(at).into(ready, at + 1);
            }
            if (ready.execute()) {
                try (var rows = ready.getResultSet()) {
                    var columns = rows.getMetaData().getColumnCount();
                    while (rows.next()) {
                        for (var column = 1; column <= columns; column++) {
                            rows.getObject(column);
                        }
                    }
                }
            }
        }

        private PreparedStatement prepare(String sql) throws SQLException {
            var known = prepared.get(sql);
            if (known == null) {
                known = connection.prepareStatement(sql);
                prepared.put(sql, known);
            }
            return known;
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException cause) {
                throw new IllegalStateException(cause);
            }
        }
    }
}
