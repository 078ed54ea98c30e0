/** Puts the parts of the embedded cloud together for whoever runs it. */
@NullMarked
package dev.wheelhouse.cloud.wiring;

import org.jspecify.annotations.NullMarked;
