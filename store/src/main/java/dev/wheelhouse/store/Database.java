package dev.wheelhouse.store;

import dev.wheelhouse.store.sql.DatabaseException;
import dev.wheelhouse.store.sql.Handle;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database: everything that is remembered. SQLite or PostgreSQL, with one SQL text.
 * Thread-safe.
 *
 * <p>A change is one {@link #write}: what it returns from has been committed durably, what throws
 * has left nothing behind. A write that meets a conflict is run again from its start, so it must
 * not act on the outside; what must happen once and after the commit goes to {@link #afterCommit}.
 *
 * <p>Transactions do not nest: the handle is passed on instead. A read or write begun inside
 * another one on the same thread is an {@link IllegalStateException}, because it would see another
 * state or wait for itself.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private static final String TRY =
            """
            INSERT INTO setting (name, value) VALUES ('tried-change', :value)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """;

    private final Transactions transactions;

    /** Of this database only: a thread may well use two of them. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Running> running = new ThreadLocal<>();

    private volatile @Nullable TransactionListener listener;
    private volatile boolean takesChanges = true;

    private Database(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Opens an SQLite file, creates it when it is missing, and brings its tables up to date.
     *
     * @throws DatabaseException if the file is not ours, is damaged, or was written by a newer
     *     version
     */
    public static Database open(Path file) {
        return open(file, GroupCommit.Limits.USUAL);
    }

    static Database open(Path file, GroupCommit.Limits limits) {
        return new Database(SqliteTransactions.open(file, limits));
    }

    /**
     * Opens a PostgreSQL database and brings its tables up to date.
     *
     * @param url {@code jdbc:postgresql://host:port/name?user=…&password=…}
     * @throws DatabaseException if it cannot be reached, sorts text by anything but code points, is
     *     not ours, or was written by a newer version
     */
    public static Database open(String url) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new DatabaseException(
                    "A database URL begins with jdbc:postgresql://, for example"
                            + " jdbc:postgresql://localhost:5432/wheelhouse?user=wheelhouse");
        }
        return new Database(PostgresTransactions.open(url));
    }

    /** Runs a read in one transaction: all its statements see one state; none may change it. */
    public <T> T read(Function<Handle, T> work) {
        refuseNesting("read");
        return transactions.read(db -> inside(new Running(db, null), work));
    }

    /**
     * Runs a change in one transaction. An exception rolls it back and comes out unchanged. The
     * work may run on another thread than its caller's, but on one and the same from begin to end.
     *
     * @throws DatabaseException if the commit failed, the disk took no more ({@link
     *     DatabaseException#diskRefused}), or conflicts did not end
     */
    public <T> T write(Function<Handle, T> work) {
        refuseNesting("write");
        List<Runnable> actions = new ArrayList<>();
        T result;
        try {
            result =
                    transactions.write(db -> {
                        actions.clear();
                        return inside(new Running(db, actions), work);
                    });
        } catch (RuntimeException failure) {
            var refusal = FullDisk.behind(failure, transactions.name());
            if (refusal.isEmpty()) {
                throw failure;
            }
            takesChanges = false;
            throw refusal.get();
        }
        actions.forEach(Database::runCommitted);
        return result;
    }

    /**
     * Whether the disk took the changes until now: false from one that it refused until {@link
     * #tryChange} succeeds.
     */
    public boolean takesChanges() {
        return takesChanges;
    }

    /**
     * Commits a small change, of a row that nobody reads.
     *
     * @throws DatabaseException if the disk refuses it
     */
    public void tryChange() {
        write(db -> db.createUpdate(TRY).bind("value", Long.toString(System.nanoTime())).execute());
        takesChanges = true;
    }

    /**
     * Runs a change of which only one is under way at a time, on all nodes together: the others
     * wait, and then see what it has done.
     *
     * @param table names the change; the first one that it writes
     */
    public <T> T writeAlone(String table, Function<Handle, T> work) {
        return write(db -> {
            transactions.alone(db, table);
            return work.apply(db);
        });
    }

    /**
     * Numbers for the ids of new rows, any of 2<sup>64</sup>. In SQLite rows that are made one
     * after another lie together in the indexes of their ids, so that a commit writes few pages.
     * PostgreSQL finds out what was not one after the other by pages of indexes, too: there they
     * lie apart, or changes that have nothing to do with each other would run again. As thread-safe
     * as the source of randomness.
     */
    public LongSupplier idNumbers(RandomGenerator random) {
        return transactions.isShared() ? random::nextLong : new NearbyNumbers(random);
    }

    /**
     * The clock for those who work on this database: one for all nodes, however wrong the clocks of
     * their machines are.
     *
     * @param machine this machine's clock
     */
    public InstantSource clock(InstantSource machine) {
        return transactions
                .sharedTime()
                .<InstantSource>map(_ ->
                        new SharedClock(machine, () -> transactions.sharedTime().orElseThrow()))
                .orElse(machine);
    }

    /**
     * Runs an action once the transaction of this handle is committed; never if it is not. It runs
     * on the thread that called {@link #write}, outside of the transaction, before write returns;
     * its failure is logged and does not undo anything.
     *
     * @throws IllegalStateException if the handle is not that of the write running on this thread
     */
    @SuppressWarnings("ReferenceEquality") // it has to be that very handle
    public void afterCommit(Handle db, Runnable action) {
        var current = running.get();
        if (current == null || current.db() != db || current.afterCommit() == null) {
            throw new IllegalStateException(
                    "afterCommit is called inside a write, with the handle of that write");
        }
        current.afterCommit().add(action);
    }

    /** Tells a listener of each transaction from now on. */
    public void listen(TransactionListener told) {
        listener = told;
    }

    /**
     * Makes sure that the database answers.
     *
     * @throws RuntimeException if it does not
     */
    public void ping() {
        read(db -> db.createQuery("SELECT 1").mapTo(Integer.class).one());
    }

    /** How long this process's commits took. */
    public Histogram commitTimes() {
        return transactions.commitTimes();
    }

    /** Waits for running transactions and closes all connections; a second time does nothing. */
    @Override
    public void close() {
        transactions.close();
    }

    Transactions transactions() {
        return transactions;
    }

    private <T> T inside(Running current, Function<Handle, T> work) {
        running.set(current);
        try {
            var told = listener;
            return told == null
                    ? work.apply(current.db())
                    : told.listening(current.db(), current.afterCommit() != null, work);
        } finally {
            running.remove();
        }
    }

    private void refuseNesting(String what) {
        var current = running.get();
        if (current != null) {
            throw new IllegalStateException(
                    "A "
                            + what
                            + " is called inside a "
                            + (current.afterCommit() == null ? "read" : "write")
                            + " of the same thread: pass its handle on instead");
        }
    }

    private static void runCommitted(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException cause) {
            LOG.error("An action after a commit failed; the change itself is kept", cause);
        }
    }

    /** The transaction that runs on a thread; a read has no actions. */
    private record Running(Handle db, @Nullable List<Runnable> afterCommit) {}
}
