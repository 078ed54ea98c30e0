package dev.wheelhouse.identity.founding;

import dev.wheelhouse.identity.AccessKey;
import dev.wheelhouse.identity.Identifiers;
import dev.wheelhouse.identity.User;
import dev.wheelhouse.identity.access.AccessKeySecrets;
import dev.wheelhouse.identity.sql.AccessKeyStore;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.store.sql.Handle;
import java.time.InstantSource;

/** Makes access keys. Thread-safe. */
public final class AccessKeyIssuer {
    private final Sealer sealer;
    private final InstantSource clock;
    private final Identifiers identifiers;
    private final AccessKeyStore keys = new AccessKeyStore();

    public AccessKeyIssuer(Sealer sealer, InstantSource clock, Identifiers identifiers) {
        this.sealer = sealer;
        this.clock = clock;
        this.identifiers = identifiers;
    }

    /** Makes an active key for a user. */
    public IssuedKey issue(Handle db, User user) {
        var key = new AccessKey(identifiers.accessKeyId(), user.id(), true, clock.instant());
        var secret = identifiers.secret();
        keys.insert(
                db, user.account(), key, sealer.seal(AccessKeySecrets.context(key.id()), secret));
        return new IssuedKey(key, secret);
    }
}
