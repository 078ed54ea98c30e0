package dev.wheelhouse.store;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepositoryContext;
import com.github.kagkarlsson.scheduler.task.Execution;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How db-scheduler speaks to our table, on both engines: times are milliseconds, and all jobs that
 * are due are taken by one statement, which on PostgreSQL steps over those that another node is
 * just taking.
 */
final class JobTable extends DefaultJdbcCustomization {
    private final List<String> kinds;
    private final String skipLocked;

    /**
     * @param kinds those that have a worker; others wait for a node that has one
     * @param shared whether other nodes work on the same table
     */
    JobTable(Set<String> kinds, boolean shared) {
        super(true);
        this.kinds = List.copyOf(kinds);
        this.skipLocked = shared ? "FOR UPDATE SKIP LOCKED" : "";
    }

    @Override
    public String getName() {
        return "Wheelhouse";
    }

    @Override
    public void setInstant(PreparedStatement statement, int index, @Nullable Instant value)
            throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, value.toEpochMilli());
        }
    }

    @Override
    @SuppressWarnings("NullAway") // db-scheduler expects null for a time that is not set
    public Instant getInstant(ResultSet row, String column) throws SQLException {
        var millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    @Override
    public boolean supportsExplicitQueryLimitPart() {
        return true;
    }

    @Override
    public String getQueryLimitPart(int limit) {
        return " LIMIT " + limit;
    }

    @Override
    public boolean supportsSingleStatementLockAndFetch() {
        return true;
    }

    @Override
    public List<Execution> lockAndFetchSingleStatement(
            JdbcTaskRepositoryContext context, Instant now, int limit, boolean orderByPriority) {
        if (kinds.isEmpty()) {
            return List.of();
        }
        var take =
                """
                UPDATE job
                SET picked = TRUE, picked_by = ?, last_heartbeat = ?, version = version + 1
                WHERE (task_name, task_instance) IN (
                    SELECT task_name, task_instance
                    FROM job
                    WHERE picked = FALSE AND execution_time <= ? AND task_name IN (%s)
                    ORDER BY execution_time
                    LIMIT %d %s)
                RETURNING *
                """
                        .formatted(
                                kinds.stream().map(_ -> "?").collect(Collectors.joining(", ")),
                                limit,
                                skipLocked);
        return context.jdbcRunner.query(
                take,
                statement -> {
                    var index = 1;
                    statement.setString(index++, context.schedulerName.getName());
                    setInstant(statement, index++, now);
                    setInstant(statement, index++, now);
                    for (var kind : kinds) {
                        statement.setString(index++, kind);
                    }
                },
                context.resultSetMapper.get());
    }
}
