/** Hub to spokes, through the public AWS API. */
@NullMarked
package dev.wheelhouse.rollout;

import org.jspecify.annotations.NullMarked;
