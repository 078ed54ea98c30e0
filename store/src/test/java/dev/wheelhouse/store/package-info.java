/** The store's promises, and the databases that other modules' tests use. */
@NullMarked
package dev.wheelhouse.store;

import org.jspecify.annotations.NullMarked;
