package dev.wheelhouse.identity.access;

import dev.wheelhouse.identity.CallerReference;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.identity.sql.AccessKeyUseStore;
import dev.wheelhouse.identity.sql.RoleUseStore;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Remembers when users' access keys and roles were last used, each at most once a minute, so that a
 * busy key costs no write per request. Thread-safe.
 */
public final class CredentialUses {
    private static final Duration BETWEEN = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final Database database;
    private final AccessKeyUseStore keys = new AccessKeyUseStore();
    private final RoleUseStore roles = new RoleUseStore();
    private final ConcurrentHashMap<String, Instant> written = new ConcurrentHashMap<>();

    public CredentialUses(Database database) {
        this.database = database;
    }

    /**
     * Notes that a verified key was used: that of a user, or the role of a session. A role is used
     * by a request of one of its sessions, not by being assumed (IAM API, shape RoleLastUsed).
     *
     * @param caller whose key it is
     */
    public void note(
            String accessKeyId,
            CallerReference caller,
            String service,
            Region region,
            Instant now) {
        if (caller.session().isPresent() && caller.principalArn().contains(":role/")) {
            write(
                    caller.principalId(),
                    now,
                    db ->
                            roles.put(
                                    db,
                                    caller.principalId(),
                                    new RoleUseStore.Use(now, region.value())));
        } else if (accessKeyId.startsWith("AKIA")) {
            write(
                    accessKeyId,
                    now,
                    db ->
                            keys.put(
                                    db,
                                    accessKeyId,
                                    new AccessKeyUseStore.Use(now, service, region.value())));
        }
    }

    private void write(String what, Instant now, Consumer<Handle> put) {
        if (due(what, now)) {
            database.write(db -> {
                put.accept(db);
                return true;
            });
        }
    }

    /** Of several threads that ask in the same minute, one is told yes. */
    private boolean due(String what, Instant now) {
        if (written.size() >= MOST) {
            written.clear();
        }
        var mine = new boolean[1];
        written.compute(
                what,
                (key, last) -> {
                    mine[0] = last == null || !last.plus(BETWEEN).isAfter(now);
                    return mine[0] || last == null ? now : last;
                });
        return mine[0];
    }
}
