package dev.wheelhouse.identity.access;

import dev.wheelhouse.identity.sql.AccessKeyStore;
import dev.wheelhouse.identity.sql.SessionStore;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.wire.signature.SigningKey;
import dev.wheelhouse.wire.signature.SigningKeys;
import java.util.Optional;

/** The secrets that signatures are verified with: users' access keys and sessions. Thread-safe. */
public final class AccessKeySecrets implements SigningKeys {
    private final Database database;
    private final Sealer sealer;
    private final AccessKeyStore keys = new AccessKeyStore();
    private final SessionStore sessions = new SessionStore();

    public AccessKeySecrets(Database database, Sealer sealer) {
        this.database = database;
        this.sealer = sealer;
    }

    /** The active key of an id; an expired session is still found, for a day, with its expiry. */
    @Override
    public Optional<SigningKey> find(String accessKeyId) {
        return accessKeyId.startsWith("ASIA") ? ofSession(accessKeyId) : ofUser(accessKeyId);
    }

    private Optional<SigningKey> ofUser(String accessKeyId) {
        return database.read(db -> keys.find(db, accessKeyId))
                .filter(found -> found.key().active())
                .map(found ->
                        new SigningKey(
                                accessKeyId,
                                sealer.openText(context(accessKeyId), found.secret()),
                                Optional.empty(),
                                Optional.empty()));
    }

    private Optional<SigningKey> ofSession(String accessKeyId) {
        return database.read(db -> sessions.find(db, accessKeyId))
                .map(found ->
                        new SigningKey(
                                accessKeyId,
                                sealer.openText(context(accessKeyId), found.sealedSecret()),
                                Optional.of(
                                        sealer.openText(
                                                tokenContext(accessKeyId), found.sealedToken())),
                                Optional.of(found.expires())));
    }

    /** Where a secret is sealed. */
    public static String context(String accessKeyId) {
        return "access-key/" + accessKeyId;
    }

    /** Where a session token is sealed. */
    public static String tokenContext(String accessKeyId) {
        return "session-token/" + accessKeyId;
    }
}
