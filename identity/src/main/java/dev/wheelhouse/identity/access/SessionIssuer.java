package dev.wheelhouse.identity.access;

import dev.wheelhouse.identity.CallerReference;
import dev.wheelhouse.identity.Identifiers;
import dev.wheelhouse.identity.sql.SessionStore;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.store.sql.Handle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Makes temporary credentials. Thread-safe. */
public final class SessionIssuer {
    /** How long an expired session is still known as expired. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final Sealer sealer;
    private final InstantSource clock;
    private final Identifiers identifiers;
    private final SessionStore sessions = new SessionStore();

    public SessionIssuer(Sealer sealer, InstantSource clock, Identifiers identifiers) {
        this.sealer = sealer;
        this.clock = clock;
        this.identifiers = identifiers;
    }

    /** Temporary credentials; secret and token are told this once. */
    public record IssuedSession(String accessKeyId, String secret, String token, Instant expires) {
        @Override
        public String toString() {
            return "IssuedSession[" + accessKeyId + ", ****]";
        }
    }

    /** Makes credentials with which a caller acts for a while. */
    public IssuedSession issue(Handle db, CallerReference caller, Duration lifetime) {
        var now = clock.instant();
        var key = identifiers.sessionKeyId();
        var issued =
                new IssuedSession(
                        key, identifiers.secret(), identifiers.sessionToken(), now.plus(lifetime));
        sessions.forgetExpired(db, now.minus(REMEMBERED));
        sessions.insert(
                db,
                new SessionStore.Session(
                        key,
                        caller,
                        sealer.seal(AccessKeySecrets.context(key), issued.secret()),
                        sealer.seal(AccessKeySecrets.tokenContext(key), issued.token()),
                        now,
                        issued.expires()));
        return issued;
    }
}
