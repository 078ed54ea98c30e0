package dev.wheelhouse.store;

import dev.wheelhouse.store.sql.DatabaseException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Brings commits to the disk, while the writer goes on with the next change. SQLite appends a
 * commit to its log ({@code FILE-wal}) without a flush ({@code synchronous = NORMAL}, which keeps
 * the file whole whatever happens, and may lose the last commits); one flush of the log here makes
 * all commits durable that were appended before it began. Whoever waits for a commit that no flush
 * under way covers makes the next one.
 *
 * <p>A flush that fails leaves it open what is on the disk, and a second one could succeed without
 * writing what the first one lost. So all that wait fail, and so does every later commit.
 */
final class CommitFlush implements AutoCloseable {
    private final Path log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition flushed = lock.newCondition();
    private volatile long begun;
    private volatile long durable;
    private long committed;
    private boolean flushing;
    private @Nullable FileChannel channel;
    private volatile @Nullable DatabaseException broken;

    /**
     * @param file the database, of which the writer's connection is open
     */
    CommitFlush(Path file) {
        this.log = file.resolveSibling(file.getFileName() + "-wal");
    }

    /**
     * A commit begins; one at a time.
     *
     * @return its number, for {@link #ended} and {@link #await}
     * @throws DatabaseException if an earlier flush failed
     */
    long begin() {
        refuseBroken();
        var number = begun + 1;
        begun = number;
        return number;
    }

    /** The commit was appended to the log, or failed and left nothing there. */
    void ended(long number) {
        lock.lock();
        try {
            committed = number;
            flushed.signalAll(); // one that failed brings no flush of its own
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything is on the disk that others can see now. */
    void awaitVisible() {
        await(begun);
    }

    /**
     * Waits until a commit is on the disk.
     *
     * @throws DatabaseException if it cannot be brought there
     */
    void await(long number) {
        if (durable >= number) {
            return;
        }
        lock.lock();
        try {
            while (durable < number) {
                refuseBroken();
                if (flushing || committed == durable) {
                    flushed.awaitUninterruptibly();
                } else {
                    flush();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Brings to the disk what is not there yet. No commit may be under way. */
    @Override
    public void close() {
        if (broken == null) {
            awaitVisible();
        }
        lock.lock();
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException cause) {
            throw new DatabaseException("Cannot close " + log + ": " + cause, cause);
        } finally {
            lock.unlock();
        }
    }

    /** Flushes for all; without the lock meanwhile. */
    private void flush() {
        var covered = committed;
        flushing = true;
        lock.unlock();
        IOException failure = null;
        try {
            force();
        } catch (IOException cause) {
            failure = cause;
        } finally {
            lock.lock();
            flushing = false;
            flushed.signalAll();
        }
        if (failure == null) {
            durable = covered;
        } else {
            broken =
                    DatabaseException.ofDisk(
                            "The disk did not take what was written to "
                                    + log
                                    + ": "
                                    + failure
                                    + ". Nothing is written any more until a restart, which shows"
                                    + " what is there",
                            failure);
        }
    }

    /** An interrupt closes a channel: the flush is then done again, and the interrupt kept. */
    private void force() throws IOException {
        var interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    open().force(false);
                    return;
                } catch (ClosedByInterruptException interrupt) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Only who flushes asks for it. */
    private FileChannel open() throws IOException {
        var open = channel;
        if (open == null || !open.isOpen()) {
            open = FileChannel.open(log, StandardOpenOption.WRITE);
            channel = open;
        }
        return open;
    }

    private void refuseBroken() {
        var failure = broken;
        if (failure != null) {
            throw DatabaseException.ofDisk(String.valueOf(failure.getMessage()), failure);
        }
    }
}
