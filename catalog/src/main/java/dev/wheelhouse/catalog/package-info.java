/**
 * The hub-and-spoke model of AWS Service Catalog as plain values and rules: portfolios, products
 * and their provisioning artifacts, constraints, shares, principals, launch paths, provisioned
 * products and records. Read {@link dev.wheelhouse.catalog.ProductHolding} for who sees what,
 * {@link dev.wheelhouse.catalog.ConstraintsInForce} for what is inherited.
 */
@NullMarked
package dev.wheelhouse.catalog;

import org.jspecify.annotations.NullMarked;
