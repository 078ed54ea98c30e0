package dev.wheelhouse.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The compiled statements of one connection that stays open, where the driver would compile the
 * same text each time. One in use is not in here, so using a text twice at once makes a second one.
 * For one thread at a time, like its connection.
 */
public final class StatementCache {
    private final int limit;
    private final LinkedHashMap<String, Prepared> idle = new LinkedHashMap<>(64, 0.75f, true);

    private StatementCache(int limit) {
        this.limit = limit;
    }

    /** Keeps the statements that were used last. */
    public static StatementCache keeping(int limit) {
        return new StatementCache(limit);
    }

    /** Keeps nothing: for a driver that keeps them itself. */
    public static StatementCache none() {
        return new StatementCache(0);
    }

    Prepared take(Connection connection, String sql) throws SQLException {
        var kept = idle.remove(sql);
        return kept == null ? Prepared.of(connection.prepareStatement(sql)) : kept;
    }

    /** Takes back what {@link #take} gave, with no rows open. */
    void giveBack(String sql, Prepared prepared) throws SQLException {
        if (limit == 0) {
            prepared.close();
            return;
        }
        prepared.clear();
        close(idle.put(sql, prepared));
        if (idle.size() > limit) {
            close(idle.pollFirstEntry().getValue());
        }
    }

    private static void close(@Nullable Prepared prepared) throws SQLException {
        if (prepared != null) {
            prepared.close();
        }
    }
}
