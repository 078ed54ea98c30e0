/** Finds which service and operation a request is for, before anything in it is trusted. */
@NullMarked
package dev.wheelhouse.wire.route;

import org.jspecify.annotations.NullMarked;
