package dev.wheelhouse.store;

import dev.wheelhouse.store.sql.DatabaseException;
import dev.wheelhouse.store.sql.Handle;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of an SQLite file. Changes run one after the other, each on the thread that wants
 * it, in the order in which they came. While others wait, the open transaction is handed on to the
 * next of them instead of being committed, so that one commit serves many: each change after the
 * first has its savepoint. While a batch is brought to the disk the next one is under way already;
 * nobody is answered before {@link CommitFlush} is done with his.
 *
 * <p>A change that fails undoes its own savepoint only. Since it may have failed over something
 * that an earlier change did, it too is answered only when that is on the disk. When the commit
 * fails, everything in the batch fails.
 */
final class GroupCommit implements AutoCloseable {
    private final SqliteConnection connection;
    private final CommitFlush flush;
    private final Limits limits;
    private final Histogram commitTimes = new Histogram();
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private boolean busy;
    private boolean closed;

    GroupCommit(SqliteConnection connection, CommitFlush flush, Limits limits) {
        this.connection = connection;
        this.flush = flush;
        this.limits = limits;
    }

    /**
     * When a batch is committed though others wait.
     *
     * @param changes how many it holds at most
     * @param delay how long its first change waits for others at most
     */
    record Limits(int changes, Duration delay) {
        static final Limits USUAL = new Limits(128, Duration.ofMillis(20));
    }

    <T> T write(Function<Handle, T> work) {
        var batch = enter(false);
        Outcome<T> outcome;
        try {
            outcome = batch.run(work);
        } finally {
            leave(batch);
        }
        return switch (outcome) {
            case Outcome.Done<T>(var value) -> {
                batch.awaitCommit();
                yield value;
            }
            case Outcome.Failed<T> failed -> {
                if (failed.dependsOnBatch()) {
                    batch.awaitCommit();
                } else {
                    flush.awaitVisible();
                }
                throw failed.asThrown();
            }
        };
    }

    /**
     * Waits until no batch is open and keeps others away until the lease is closed, which another
     * thread may do.
     */
    Lease lease() {
        return new Lease(enter(true));
    }

    /** The connection, outside of any transaction. */
    final class Lease {
        private final Batch batch;

        private Lease(Batch batch) {
            this.batch = batch;
        }

        SqliteConnection connection() {
            return connection;
        }

        void close() {
            leave(batch);
        }
    }

    /** How long commits took until they were on the disk. */
    Histogram commitTimes() {
        return commitTimes;
    }

    /** How many changes wait for their turn. */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
        } finally {
            lock.unlock();
        }
        var batch = enter(true);
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        try (connection;
                flush) {
            // The log is flushed before the connection takes it away.
        } catch (SQLException cause) {
            throw new DatabaseException("The connection could not be closed: " + cause, cause);
        } finally {
            leave(batch);
        }
    }

    private Batch enter(boolean alone) {
        var waiting = new Waiting(new CompletableFuture<>(), alone);
        lock.lock();
        try {
            if (closed) {
                throw new DatabaseException("The database is closed");
            }
            if (busy) {
                queue.addLast(waiting);
            } else {
                busy = true;
                waiting.turn().complete(new Batch());
            }
        } finally {
            lock.unlock();
        }
        return waiting.turn().join();
    }

    /** Hands the batch on to the next change that waits, or commits it and lets the next begin. */
    private void leave(Batch batch) {
        var next = batch.isFull() ? null : pollJoining();
        if (next != null) {
            next.turn().complete(batch);
            return;
        }
        var began = System.nanoTime();
        var failure = batch.commit();
        lock.lock();
        try {
            next = queue.pollFirst();
            busy = next != null;
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.turn().complete(new Batch());
        }
        if (failure == null && batch.members > 0) {
            failure = bringToDisk(batch, began);
        }
        if (failure == null) {
            batch.committed.complete(null);
        } else {
            batch.committed.completeExceptionally(failure);
        }
    }

    private @Nullable DatabaseException bringToDisk(Batch batch, long began) {
        try {
            flush.await(batch.number);
            commitTimes.add(Duration.ofNanos(System.nanoTime() - began));
            return null;
        } catch (DatabaseException failure) {
            return failure;
        }
    }

    private @Nullable Waiting pollJoining() {
        lock.lock();
        try {
            var next = queue.peekFirst();
            return next == null || next.alone() ? null : queue.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    private record Waiting(CompletableFuture<Batch> turn, boolean alone) {}

    /** What came of one change. */
    private sealed interface Outcome<T> {
        record Done<T>(T value) implements Outcome<T> {}

        /**
         * It failed and is undone.
         *
         * @param dependsOnBatch whether it saw what others in the batch had done
         */
        record Failed<T>(Throwable failure, boolean dependsOnBatch) implements Outcome<T> {
            RuntimeException asThrown() {
                return switch (failure) {
                    case RuntimeException unchanged -> unchanged;
                    case Error unchanged -> throw unchanged;
                    default -> new DatabaseException("A change failed: " + failure, failure);
                };
            }
        }
    }

    /** The changes that are committed together. Used by one thread at a time. */
    private final class Batch {
        private final CompletableFuture<@Nullable Void> committed = new CompletableFuture<>();
        private int members;
        private long number;
        private long sinceNanos;
        private @Nullable DatabaseException broken;

        <T> Outcome<T> run(Function<Handle, T> work) {
            if (closed) {
                return new Outcome.Failed<>(new DatabaseException("The database is closed"), false);
            }
            var first = members == 0;
            try {
                if (first) {
                    connection.execute("BEGIN IMMEDIATE");
                } else {
                    connection.execute("SAVEPOINT member");
                }
            } catch (SQLException cause) {
                if (first) {
                    rollback(cause); // what an undo that failed may have left open
                }
                return new Outcome.Failed<>(
                        new DatabaseException("A change could not begin: " + cause, cause), false);
            }
            try (var db = connection.open()) {
                var value = work.apply(db);
                if (first) {
                    sinceNanos = System.nanoTime();
                } else {
                    connection.execute("RELEASE member");
                }
                members++;
                return new Outcome.Done<>(value);
            } catch (Throwable failure) {
                undo(first, failure);
                return new Outcome.Failed<>(failure, !first);
            }
        }

        private void undo(boolean first, Throwable failure) {
            try {
                if (first) {
                    connection.execute("ROLLBACK");
                } else {
                    connection.execute("ROLLBACK TO member");
                    connection.execute("RELEASE member");
                }
            } catch (SQLException cause) {
                // SQLite gives up a whole transaction on its own when, say, the disk is full.
                failure.addSuppressed(cause);
                if (!first) {
                    broken =
                            new DatabaseException(
                                    "The changes were given up together with one that failed: "
                                            + failure,
                                    failure);
                }
            }
        }

        boolean isFull() {
            return broken != null
                    || members >= limits.changes()
                    || (members > 0 && System.nanoTime() - sinceNanos > limits.delay().toNanos());
        }

        /** Appends the changes to the log. What is returned says that none of them is there. */
        @Nullable DatabaseException commit() {
            if (members == 0) {
                return null;
            }
            if (broken == null) {
                broken = append();
            }
            if (broken != null) {
                rollback(broken);
            }
            return broken;
        }

        private @Nullable DatabaseException append() {
            try {
                number = flush.begin();
            } catch (DatabaseException refusal) {
                return refusal;
            }
            try {
                connection.execute("COMMIT");
                return null;
            } catch (SQLException cause) {
                return new DatabaseException("The change could not be committed: " + cause, cause);
            } finally {
                flush.ended(number);
            }
        }

        private void rollback(Throwable reason) {
            try {
                connection.execute("ROLLBACK");
            } catch (SQLException cause) {
                reason.addSuppressed(cause);
            }
        }

        void awaitCommit() {
            try {
                committed.join();
            } catch (CompletionException failure) {
                var cause = failure.getCause();
                throw new DatabaseException(
                        cause == null ? "The commit failed" : String.valueOf(cause.getMessage()),
                        failure);
            }
        }
    }
}
