/**
 * The work of launches, updates and terminations: from a record that was accepted to its end, by a
 * durable job that may be interrupted anywhere and run again.
 */
@NullMarked
package dev.wheelhouse.catalog.launch;

import org.jspecify.annotations.NullMarked;
