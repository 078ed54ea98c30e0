/**
 * The stores of Service Catalog. Each method runs in the transaction of the handle it is given, and
 * names the account and region it is about.
 */
@NullMarked
package dev.wheelhouse.catalog.sql;

import org.jspecify.annotations.NullMarked;
