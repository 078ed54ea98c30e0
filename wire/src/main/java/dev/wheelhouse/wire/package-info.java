/** AWS protocols, SigV4, error envelopes; knows no service. */
@NullMarked
package dev.wheelhouse.wire;

import org.jspecify.annotations.NullMarked;
