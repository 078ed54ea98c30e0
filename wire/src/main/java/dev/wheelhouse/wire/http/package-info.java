/** The parts of HTTP that signatures, routing and codecs share: percent-encoding, forms, bodies. */
@NullMarked
package dev.wheelhouse.wire.http;

import org.jspecify.annotations.NullMarked;
