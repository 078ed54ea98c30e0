/**
 * What an end user does: find products, fill in a product's form within what the constraints allow,
 * launch, follow, list and terminate.
 */
@NullMarked
package dev.wheelhouse.rollout.enduser;

import org.jspecify.annotations.NullMarked;
