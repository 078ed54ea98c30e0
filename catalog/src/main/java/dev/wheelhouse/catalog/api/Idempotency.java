package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;

import dev.wheelhouse.catalog.sql.IdempotencyStore;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Sealer;
import dev.wheelhouse.store.sql.Handle;
import java.time.Duration;
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

    /** The id of what an earlier request under this token made. */
    Optional<String> made(
            Handle db, Call call, String operation, @Nullable String token, SdkPojo request) {
        if (token == null) {
            return Optional.empty();
        }
        var earlier =
                uses.find(
                        db,
                        call.account(),
                        call.region(),
                        operation,
                        token,
                        call.time().minus(retention));
        if (earlier.isPresent()
                && !sealer.openText(place(call, operation, token), earlier.get().requestHash())
                        .equals(hash(call, request))) {
            throw INVALID_PARAMETERS.because(
                    "The token " + token + " was used for a request with other parameters.");
        }
        return earlier.map(IdempotencyStore.Use::createdId);
    }

    /** Remembers what a request under a token made. */
    void remember(
            Handle db,
            Call call,
            String operation,
            @Nullable String token,
            SdkPojo request,
            String createdId) {
        if (token != null) {
            uses.put(
                    db,
                    call.account(),
                    call.region(),
                    operation,
                    token,
                    new IdempotencyStore.Use(
                            sealer.seal(place(call, operation, token), hash(call, request)),
                            createdId),
                    call.time());
        }
    }

    private static String place(Call call, String operation, String token) {
        return "catalog-idempotency/"
                + String.join("/", call.account().value(), call.region().value(), operation, token);
    }

    private static String hash(Call call, SdkPojo request) {
        return Fingerprint.of(call.caller().principalArn() + " " + Fingerprint.of(request));
    }
}
