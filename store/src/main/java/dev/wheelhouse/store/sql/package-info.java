/** SQL in a transaction: statements with named parameters, and rows read by column. */
@NullMarked
package dev.wheelhouse.store.sql;

import org.jspecify.annotations.NullMarked;
