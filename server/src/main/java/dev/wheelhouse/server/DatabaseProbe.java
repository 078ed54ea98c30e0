package dev.wheelhouse.server;

import dev.wheelhouse.store.Database;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Whether the database answers, and whether its disk takes changes. Probes that ask meanwhile share
 * one question, and none waits for long. Thread-safe.
 */
final class DatabaseProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

    private final Database database;
    private CompletableFuture<Boolean> asked = CompletableFuture.completedFuture(true);

    private CompletableFuture<Boolean> tried = CompletableFuture.completedFuture(true);
    private long triedNanos;

    DatabaseProbe(Database database) {
        this.database = database;
    }

    /**
     * Whether changes can be committed: yes, until one failed because of the disk; then again once
     * a small change of its own, tried every other second while somebody asks, succeeds.
     */
    boolean takesChanges() {
        return database.takesChanges() || soon(trial());
    }

    private synchronized CompletableFuture<Boolean> trial() {
        var now = System.nanoTime();
        if (tried.isDone() && (triedNanos == 0 || now - triedNanos > BETWEEN_TRIES.toNanos())) {
            triedNanos = now;
            tried = asking(database::tryChange);
        }
        return tried;
    }

    boolean answers() {
        return soon(question());
    }

    private static boolean soon(CompletableFuture<Boolean> question) {
        return question.copy()
                .completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private synchronized CompletableFuture<Boolean> question() {
        if (asked.isDone()) {
            asked = asking(database::ping);
        }
        return asked;
    }

    private static CompletableFuture<Boolean> asking(Runnable question) {
        var answer = new CompletableFuture<Boolean>();
        Thread.startVirtualThread(() -> {
            try {
                question.run();
                answer.complete(true);
            } catch (RuntimeException refused) {
                answer.complete(false);
            }
        });
        return answer;
    }
}
