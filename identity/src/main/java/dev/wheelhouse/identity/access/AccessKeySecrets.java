package dev.wheelhouse.identity.access;

import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.wire.signature.SigningKey;
import dev.wheelhouse.wire.signature.SigningKeys;
import java.util.Optional;

/** The secrets that signatures are verified with: users' access keys and sessions. Thread-safe. */
public final class AccessKeySecrets implements SigningKeys {
    private final Database database;
    private final Sealer sealer;

    public AccessKeySecrets(Database database, Sealer sealer) {
        this.database = database;
        this.sealer = sealer;
    }

    /** The active key of an id; an expired session is still found, for a day, with its expiry. */
    @Override
    public Optional<SigningKey> find(String accessKeyId) {
        return look(accessKeyId).map(this::open);
    }

    /** The key of an id as it is now. */
    Optional<KnownKey> look(String accessKeyId) {
        return database.read(db -> KnownKey.find(db, accessKeyId));
    }

    /** What signatures by a key are verified with. */
    SigningKey open(KnownKey known) {
        return switch (known) {
            case KnownKey.OfUser(var user) ->
                    new SigningKey(
                            user.key().id(),
                            sealer.openText(context(user.key().id()), user.secret()),
                            Optional.empty(),
                            Optional.empty());
            case KnownKey.OfSession(var session) ->
                    new SigningKey(
                            session.accessKeyId(),
                            sealer.openText(context(session.accessKeyId()), session.sealedSecret()),
                            Optional.of(
                                    sealer.openText(
                                            tokenContext(session.accessKeyId()),
                                            session.sealedToken())),
                            Optional.of(session.expires()));
        };
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
