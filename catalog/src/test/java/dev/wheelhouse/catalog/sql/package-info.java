/** Tests of the catalog's stores. */
@NullMarked
package dev.wheelhouse.catalog.sql;

import org.jspecify.annotations.NullMarked;
