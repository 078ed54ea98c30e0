/**
 * What an account has in Service Catalog, read through the API and given back as plain data:
 * portfolios of its own and imported ones, their products, which constraints are in force and where
 * each came from, who may launch, with whom it is shared, and what was launched.
 */
@NullMarked
package dev.wheelhouse.rollout.status;

import org.jspecify.annotations.NullMarked;
