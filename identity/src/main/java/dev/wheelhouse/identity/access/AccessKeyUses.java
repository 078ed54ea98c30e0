package dev.wheelhouse.identity.access;

import dev.wheelhouse.identity.Region;
import dev.wheelhouse.identity.sql.AccessKeyUseStore;
import dev.wheelhouse.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers when users' access keys were last used, each at most once a minute, so that a busy key
 * costs no write per request. Thread-safe.
 */
public final class AccessKeyUses {
    private static final Duration BETWEEN = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final Database database;
    private final AccessKeyUseStore uses = new AccessKeyUseStore();
    private final ConcurrentHashMap<String, Instant> written = new ConcurrentHashMap<>();

    public AccessKeyUses(Database database) {
        this.database = database;
    }

    /** Notes that a verified key was used; the keys of sessions are not asked about. */
    public void note(String accessKeyId, String service, Region region, Instant now) {
        if (!accessKeyId.startsWith("AKIA") || !due(accessKeyId, now)) {
            return;
        }
        database.write(db -> {
            uses.put(db, accessKeyId, new AccessKeyUseStore.Use(now, service, region.value()));
            return true;
        });
    }

    /** Of several threads that ask in the same minute, one is told yes. */
    private boolean due(String accessKeyId, Instant now) {
        if (written.size() >= MOST) {
            written.clear();
        }
        var mine = new boolean[1];
        written.compute(
                accessKeyId,
                (key, last) -> {
                    mine[0] = last == null || !last.plus(BETWEEN).isAfter(now);
                    return mine[0] || last == null ? now : last;
                });
        return mine[0];
    }
}
