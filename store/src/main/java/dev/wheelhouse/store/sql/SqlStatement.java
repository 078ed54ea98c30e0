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
        var places = sql.places().get(name);
        if (places == null) {
            throw new IllegalArgumentException("No parameter :" + name + " in " + sql.text());
        }
        for (var place : places) {
            values[place] = value;
        }
        return self();
    }

    abstract S self();

    /** What a compiled statement is used for. */
    @FunctionalInterface
    interface Use<T> {
        T apply(Prepared prepared) throws SQLException;
    }

    /** The statement as the driver wants it. */
    String text() {
        return sql.text();
    }

    /** Compiles the statement, uses it, and keeps it for the next time unless it failed. */
    <T> T run(Use<T> use) {
        return run(sql.text(), use);
    }

    /** The same with another statement. */
    <T> T run(String text, Use<T> use) {
        try {
            var prepared = db.cache().take(db.connection(), text);
            T result;
            try {
                result = use.apply(prepared);
            } catch (Throwable failure) {
                drop(prepared, failure);
                throw failure;
            }
            db.cache().giveBack(text, prepared);
            return result;
        } catch (SQLException refusal) {
            throw new DatabaseException(refusal.getMessage() + "; in: " + text, refusal);
        }
    }

    private static void drop(Prepared prepared, Throwable failure) {
        try {
            prepared.close();
        } catch (SQLException further) {
            failure.addSuppressed(further);
        }
    }

    /** What is bound: a value for each place. */
    @Nullable Bound[] complete() {
        for (var place = 0; place < values.length; place++) {
            if (values[place] == null) {
                throw new IllegalArgumentException(
                        "No value for :" + sql.names().get(place) + " in " + sql.text());
            }
        }
        return values;
    }

    /** Another row of values begins. */
    void next() {
        values = new Bound[values.length];
    }

    /** Tells that a statement ran with these values. */
    void ran(String text, @Nullable Bound[] row) {
        var observer = db.observer();
        if (observer != null) {
            observer.ran(text, Stream.of(row).map(Objects::requireNonNull).toList());
        }
    }
}
