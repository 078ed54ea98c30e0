package dev.wheelhouse.store;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes ids that sort by time: milliseconds, then a count, then what tells this process from
 * others. Rows that belong to one time lie together in their index. Thread-safe.
 */
final class OrderedIds {
    private final AtomicInteger count = new AtomicInteger();
    private final String process;

    OrderedIds() {
        this.process = "%08x".formatted(new SecureRandom().nextInt());
    }

    /** 28 hexadecimal digits. */
    String next(Instant at) {
        return "%012x%08x%s".formatted(at.toEpochMilli(), count.getAndIncrement(), process);
    }
}
