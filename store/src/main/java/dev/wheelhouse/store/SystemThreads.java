package dev.wheelhouse.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Threads of the system for work that waits for a socket many times in a row. A virtual thread that
 * waits for one sleeps, wakes a thread that watches sockets, and is woken by it by way of a third:
 * on a server with little else to do that takes longer than the answer of a database that is near.
 * Handing the whole of the work over costs two such changes instead of three for each wait.
 *
 * <p>There are as many threads as there is work at a time; those that nobody needs end.
 */
final class SystemThreads implements AutoCloseable {
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

    private final ExecutorService threads;

    /**
     * @param name what the names of threads begin with
     */
    SystemThreads(String name) {
        threads =
                Executors.newCachedThreadPool(
                        Thread.ofPlatform().daemon().name(name + "-", 0).factory());
    }

    /** What is to be done. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /**
     * Does the work, on this thread if it is one of the system. Waits for the end of it even when
     * interrupted: what came of it would not be known otherwise.
     *
     * @throws java.util.concurrent.RejectedExecutionException if these threads were closed
     */
    <T> T run(Work<T> work) throws SQLException {
        return Thread.currentThread().isVirtual() ? await(threads.submit(work::run)) : work.run();
    }

    private static <T> T await(Future<T> result) throws SQLException {
        var interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case SQLException refusal -> throw refusal;
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(failed);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Takes no more work, and waits for what is under way, but not for ever. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
