package dev.wheelhouse.wire.route;

import dev.wheelhouse.wire.Protocol;

/** Where a request goes, or why it goes nowhere. */
public sealed interface Routing permits Route, Unrouted {
    /** The protocol in which the answer, or the error, must be written. */
    Protocol protocol();
}
