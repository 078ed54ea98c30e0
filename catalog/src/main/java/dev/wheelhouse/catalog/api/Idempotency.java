package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;

import dev.wheelhouse.catalog.sql.IdempotencyStore;
import dev.wheelhouse.catalog.sql.IdempotencyStore.Token;
import dev.wheelhouse.catalog.sql.IdempotencyStore.Use;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.store.sql.Handle;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The promise of an idempotency token: for some time (24 hours, if nothing else is set) the same
 * request under the same token makes nothing a second time and is answered with what the first one
 * made. Another request under the token is refused.
 */
final class Idempotency {

    private final IdempotencyStore uses;
    private final Sealer sealer;
    private final Duration retention;

    /**
     * @param sealer seals the hashes of requests: a short secret could be guessed from its hash
     * @param retention how long a token is remembered
     */
    Idempotency(IdempotencyStore uses, Sealer sealer, Duration retention) {
        this.uses = uses;
        this.sealer = sealer;
        this.retention = retention;
    }

    /**
     * A request under its token. Made before the change begins, since hash and seal take their time
     * and nobody should wait for them.
     *
     * @param token of the request, if it came with one
     */
    Once once(Call call, String operation, @Nullable String token, SdkPojo request) {
        if (token == null) {
            return new Once(Optional.empty(), "", "", call.time());
        }
        var named = new Token(call.account(), call.region(), operation, token);
        var hash = Fingerprint.of(call.caller().principalArn() + " " + Fingerprint.of(request));
        return new Once(
                Optional.of(named), hash, sealer.seal(sealingContext(named), hash), call.time());
    }

    private static String sealingContext(Token token) {
        return "catalog-idempotency/"
                + String.join(
                        "/",
                        token.account().value(),
                        token.region().value(),
                        token.operation(),
                        token.token());
    }

    /** One request, and what is promised about it. */
    final class Once {
        private final Optional<Token> token;
        private final String hash;
        private final String sealedHash;
        private final Instant now;

        private Once(Optional<Token> token, String hash, String sealedHash, Instant now) {
            this.token = token;
            this.hash = hash;
            this.sealedHash = sealedHash;
            this.now = now;
        }

        /**
         * Remembers what is about to be made, unless an earlier request under this token made
         * something: then its id.
         *
         * @param id of what is about to be made
         */
        Optional<String> made(Handle db, String id) {
            return token.filter(
                            known -> !uses.claim(db, known, new Use(sealedHash, id), now, since()))
                    .flatMap(known -> earlier(db, known));
        }

        /** The id of what an earlier request under this token made. */
        Optional<String> made(Handle db) {
            return token.flatMap(known -> earlier(db, known));
        }

        /** Remembers what was made, whatever the token stood for before. */
        void remember(Handle db, String id) {
            token.ifPresent(known -> uses.put(db, known, new Use(sealedHash, id), now));
        }

        private Instant since() {
            return now.minus(retention);
        }

        private Optional<String> earlier(Handle db, Token known) {
            var use = uses.find(db, known, since());
            if (use.isPresent()
                    && !sealer.openText(sealingContext(known), use.get().requestHash())
                            .equals(hash)) {
                throw INVALID_PARAMETERS.because(
                        "The token "
                                + known.token()
                                + " was used for a request with other parameters.");
            }
            return use.map(Use::createdId);
        }
    }
}
