package dev.wheelhouse.identity.access;

import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.identity.RequestFacts;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.wire.signature.SigningKey;
import dev.wheelhouse.wire.signature.SigningKeys;
import java.util.Optional;

/**
 * The access key that one request presents. The key, and who it belongs to with all that binds
 * them, are read in one transaction, before the signature is known to be right: nothing of that
 * leaves here until {@link #caller} is asked. A wrong signature under a known key costs these few
 * reads. Of one request and one thread.
 */
public final class PresentedKey implements SigningKeys {
    private final Database database;
    private final AccessKeySecrets secrets;
    private final Callers callers;
    private Optional<Callers.Holder> holder = Optional.empty();

    public PresentedKey(Database database, AccessKeySecrets secrets, Callers callers) {
        this.database = database;
        this.secrets = secrets;
        this.callers = callers;
    }

    @Override
    public Optional<SigningKey> find(String accessKeyId) {
        return database.read(db -> {
            var known = KnownKey.find(db, accessKeyId);
            holder = known.flatMap(key -> callers.ofKey(db, key));
            return known.map(secrets::open);
        });
    }

    /**
     * Who signs with the key that was found, once the signature is verified.
     *
     * @return empty when nobody holds it, or no longer
     */
    public Optional<Caller> caller(RequestFacts facts) {
        return holder.flatMap(found -> found.calling(facts));
    }
}
