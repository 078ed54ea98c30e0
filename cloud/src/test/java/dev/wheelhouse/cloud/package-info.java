/** Behaviour of the embedded cloud from outside, on real databases. */
@NullMarked
package dev.wheelhouse.cloud;

import org.jspecify.annotations.NullMarked;
