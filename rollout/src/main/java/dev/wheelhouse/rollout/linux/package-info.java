/**
 * The two Linux products of {@code examples/linux}, deployed to a hub and to its spokes: what
 * {@code hub deploy} and {@code spoke deploy} do.
 */
@NullMarked
package dev.wheelhouse.rollout.linux;

import org.jspecify.annotations.NullMarked;
