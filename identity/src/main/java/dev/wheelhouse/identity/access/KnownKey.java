package dev.wheelhouse.identity.access;

import dev.wheelhouse.identity.sql.AccessKeyStore;
import dev.wheelhouse.identity.sql.SessionStore;
import dev.wheelhouse.store.sql.Handle;
import java.util.Optional;

/** An access key as the database has it at one moment, secrets sealed. */
public sealed interface KnownKey {
    /** An active key of a user. */
    record OfUser(AccessKeyStore.Sealed row) implements KnownKey {}

    /** A session's key; it may have expired, up to a day ago. */
    record OfSession(SessionStore.Session row) implements KnownKey {}

    /** The key of an id; a user's only while it is active. */
    static Optional<KnownKey> find(Handle db, String accessKeyId) {
        return accessKeyId.startsWith("ASIA")
                ? new SessionStore().find(db, accessKeyId).map(OfSession::new)
                : new AccessKeyStore()
                        .find(db, accessKeyId)
                        .filter(found -> found.key().active())
                        .map(OfUser::new);
    }
}
