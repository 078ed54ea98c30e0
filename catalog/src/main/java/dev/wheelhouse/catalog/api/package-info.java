/**
 * The Service Catalog API: one class per noun, one method per action. An action finds what it is
 * about, asks the policies, changes and journals, and answers; what holds is decided in {@link
 * dev.wheelhouse.catalog}.
 */
@NullMarked
package dev.wheelhouse.catalog.api;

import org.jspecify.annotations.NullMarked;
