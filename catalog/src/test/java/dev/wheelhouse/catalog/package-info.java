/** Tests of the catalog's rules. */
@NullMarked
package dev.wheelhouse.catalog;

import org.jspecify.annotations.NullMarked;
