package dev.wheelhouse.identity.access;

import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.wire.signature.SigningKey;
import java.util.Optional;

/** The secrets that signatures are verified with: users' access keys and sessions. Thread-safe. */
public final class AccessKeySecrets {
    private static final int OPENED = 1024;

    private final Sealer sealer;

    /**
     * The keys that were opened last, by all that the database says of them: one that was made anew
     * or altered in any way is opened again, where it is sealed.
     */
    private final Cache<KnownKey, SigningKey> opened = new Cache<>(OPENED);

    public AccessKeySecrets(Sealer sealer) {
        this.sealer = sealer;
    }

    /** What signatures by a key are verified with. */
    SigningKey open(KnownKey known) {
        return opened.get(known, this::unsealed);
    }

    private SigningKey unsealed(KnownKey known) {
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
