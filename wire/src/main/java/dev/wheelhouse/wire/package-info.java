/**
 * AWS protocols, SigV4, error envelopes; knows no service. This package holds what all others
 * share: requests and answers as bytes, errors, and the {@link dev.wheelhouse.wire.ServiceApi} that
 * a service module describes itself with.
 *
 * <p>A request passes {@code route.Router} (which service and operation), {@code
 * signature.Signatures} (who signed, and is the body the one that was signed), {@code codec.Codec}
 * (the SDK's request class, its constraints checked by {@code model.Constraints}), and its answer
 * passes the codec again.
 */
@NullMarked
package dev.wheelhouse.wire;

import org.jspecify.annotations.NullMarked;
