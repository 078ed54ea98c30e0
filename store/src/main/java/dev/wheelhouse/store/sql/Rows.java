package dev.wheelhouse.store.sql;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a query answers, asked for in one of several ways; each runs it. */
public final class Rows<T> {
    private final Query query;
    private final RowMapper<T> mapper;

    Rows(Query query, RowMapper<T> mapper) {
        this.query = query;
        this.mapper = mapper;
    }

    /** What is made of what each row says. */
    public <R> Rows<R> map(Function<? super T, ? extends R> further) {
        return new Rows<>(query, row -> further.apply(mapper.map(row)));
    }

    /** All rows, in the query's order. */
    public List<T> list() {
        return read(Integer.MAX_VALUE);
    }

    /**
     * The only row; empty when there is none.
     *
     * @throws DatabaseException if there are several
     */
    public Optional<T> findOne() {
        var found = read(2);
        if (found.size() > 1) {
            throw new DatabaseException("Several rows where one at most was expected");
        }
        return found.stream().findFirst();
    }

    /** The first row; empty when there is none. */
    public Optional<T> findFirst() {
        return read(1).stream().findFirst();
    }

    /**
     * The only row.
     *
     * @throws DatabaseException if there is none, or several
     */
    public T one() {
        return findOne().orElseThrow(() -> new DatabaseException("No row where one was expected"));
    }

    private List<T> read(int most) {
        var values = query.complete();
        return query.run(prepared -> {
            var read = prepared.query(values, most, mapper);
            query.ran(query.text(), values);
            return read;
        });
    }
}
