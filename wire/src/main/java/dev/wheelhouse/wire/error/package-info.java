/** The errors that a request meets before it reaches a service, in the words of each protocol. */
@NullMarked
package dev.wheelhouse.wire.error;

import org.jspecify.annotations.NullMarked;
