package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import java.util.function.Function;

/**
 * How the engine reaches the database. A seam, so that tests can break off the engine between any
 * two of its transactions.
 */
interface Transactions {
    <T> T read(Function<Handle, T> work);

    <T> T write(Function<Handle, T> work);

    static Transactions of(Database database) {
        return new Transactions() {
            @Override
            public <T> T read(Function<Handle, T> work) {
                return database.read(work);
            }

            @Override
            public <T> T write(Function<Handle, T> work) {
                return database.write(work);
            }
        };
    }
}
