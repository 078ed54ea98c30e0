/** Tests of the Service Catalog API on real databases. */
@NullMarked
package dev.wheelhouse.catalog.api;

import org.jspecify.annotations.NullMarked;
