package dev.wheelhouse.store.sql;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A statement with its values so far.
 *
 * @param <S> the statement's own type, which binding returns
 */
public abstract sealed class SqlStatement<S extends SqlStatement<S>> permits Query, Update, Batch {
    private final Handle db;
    private final NamedSql sql;
    private @Nullable Bound[] values;

    SqlStatement(Handle db, String sql) {
        this.db = db;
        this.sql = NamedSql.of(sql);
        this.values = new Bound[this.sql.names().size()];
    }

    /** Binds a text, or NULL. */
    public S bind(String name, @Nullable String value) {
        return bind(name, new Bound.Text(value));
    }

    /** Binds a text; empty is NULL. */
    public S bind(String name, Optional<String> value) {
        return bind(name, value.orElse(null));
    }

    /** Binds a number. */
    public S bind(String name, int value) {
        return bind(name, new Bound.Int4(value));
    }

    /** Binds a number. */
    public S bind(String name, long value) {
        return bind(name, new Bound.Int8(value));
    }

    /** Binds a number, or NULL. */
    public S bind(String name, @Nullable Integer value) {
        return bind(name, value == null ? new Bound.NoNumber() : new Bound.Int4(value));
    }

    /** Binds a number, or NULL. */
    public S bind(String name, @Nullable Long value) {
        return bind(name, value == null ? new Bound.NoNumber() : new Bound.Int8(value));
    }

    /** Binds yes or no. */
    public S bind(String name, boolean value) {
        return bind(name, new Bound.Flag(value));
    }

    /** Binds bytes, or NULL; they must not change until the statement ran. */
    public S bind(String name, byte @Nullable [] value) {
        return bind(name, new Bound.Bytes(value));
    }

    /** Binds a value whose type is told apart. */
    public S bind(String name, Bound value) {
        var names = sql.names();
        var found = false;
        for (var place = 0; place < values.length; place++) {
            if (names.get(place).equals(name)) {
                values[place] = value;
                found = true;
            }
        }
        if (!found) {
            throw new IllegalArgumentException("No parameter :" + name + " in " + sql.text());
        }
        return self();
    }

    abstract S self();

    /** What a compiled statement is used for. */
    @FunctionalInterface
    interface Use<T> {
        T apply(Prepared prepared) throws SQLException;
    }

    /** Compiles the statement, uses it, and keeps it for the next time unless it failed. */
    <T> T run(Use<T> use) {
        try {
            var prepared = db.cache().take(db.connection(), sql.text());
            T result;
            try {
                result = use.apply(prepared);
            } catch (Throwable failure) {
                drop(prepared, failure);
                throw failure;
            }
            db.cache().giveBack(sql.text(), prepared);
            return result;
        } catch (SQLException refusal) {
            throw new DatabaseException(refusal.getMessage() + "; in: " + sql.text(), refusal);
        }
    }

    private static void drop(Prepared prepared, Throwable failure) {
        try {
            prepared.statement().close();
        } catch (SQLException further) {
            failure.addSuppressed(further);
        }
    }

    /** What is bound; the next row of values begins. */
    @Nullable Bound[] take() {
        var taken = values;
        values = new Bound[taken.length];
        return taken;
    }

    /** Gives a compiled statement what is bound. */
    void fill(Prepared prepared) throws SQLException {
        fill(prepared, values);
    }

    /** Gives a compiled statement a row of values. */
    void fill(Prepared prepared, @Nullable Bound[] row) throws SQLException {
        for (var place = 0; place < row.length; place++) {
            var value = row[place];
            if (value == null) {
                throw new IllegalArgumentException(
                        "No value for :" + sql.names().get(place) + " in " + sql.text());
            }
            value.into(prepared.statement(), place + 1);
        }
    }

    /** Tells that it ran with what is bound. */
    void ran() {
        ran(values);
    }

    /** Tells that it ran with a row of values. */
    void ran(@Nullable Bound[] row) {
        var observer = db.observer();
        if (observer != null) {
            observer.ran(sql.text(), Stream.of(row).map(Objects::requireNonNull).toList());
        }
    }
}
