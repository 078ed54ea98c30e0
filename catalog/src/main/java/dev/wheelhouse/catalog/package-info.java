/** Portfolios, products, constraints, shares, launches: Service Catalog. */
@NullMarked
package dev.wheelhouse.catalog;

import org.jspecify.annotations.NullMarked;
