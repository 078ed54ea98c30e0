package dev.wheelhouse.server;

import dev.wheelhouse.store.Database;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Whether the database answers. Probes that ask meanwhile share one question, and none waits for
 * long. Thread-safe.
 */
final class DatabaseProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Database database;
    private CompletableFuture<Boolean> asked = CompletableFuture.completedFuture(true);

    DatabaseProbe(Database database) {
        this.database = database;
    }

    boolean answers() {
        return question()
                .copy()
                .completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private synchronized CompletableFuture<Boolean> question() {
        if (asked.isDone()) {
            var question = new CompletableFuture<Boolean>();
            Thread.startVirtualThread(() -> ask(question));
            asked = question;
        }
        return asked;
    }

    private void ask(CompletableFuture<Boolean> answer) {
        try {
            database.ping();
            answer.complete(true);
        } catch (RuntimeException unreachable) {
            answer.complete(false);
        }
    }
}
