package dev.wheelhouse.identity.access;

import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.wire.signature.SigningKey;
import java.util.Optional;

/** The secrets that signatures are verified with: users' access keys and sessions. Thread-safe. */
public final class AccessKeySecrets {
    private static final int OPENED = 1024;

    private final Sealer sealer;

    /**
     * The keys that were opened last, by what is sealed: that is never the same twice, so a key
     * that was made anew, taken away or switched off is not found here.
     */
    private final Cache<String, SigningKey> opened = new Cache<>(OPENED);

    public AccessKeySecrets(Sealer sealer) {
        this.sealer = sealer;
    }

    /** What signatures by a key are verified with. */
    SigningKey open(KnownKey known) {
        return switch (known) {
            case KnownKey.OfUser(var user) ->
                    opened.get(
                            user.secret(),
                            sealed ->
                                    new SigningKey(
                                            user.key().id(),
                                            sealer.openText(context(user.key().id()), sealed),
                                            Optional.empty(),
                                            Optional.empty()));
            case KnownKey.OfSession(var session) ->
                    opened.get(
                            session.sealedSecret(),
                            sealed ->
                                    new SigningKey(
                                            session.accessKeyId(),
                                            sealer.openText(context(session.accessKeyId()), sealed),
                                            Optional.of(
                                                    sealer.openText(
                                                            tokenContext(session.accessKeyId()),
                                                            session.sealedToken())),
                                            Optional.of(session.expires())));
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
