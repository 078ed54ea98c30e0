/**
 * Measures what docs/performance.md reports: how fast a server is beside what the machine could do
 * with the same bytes and the same SQL, every figure a ratio within one run.
 */
@NullMarked
package dev.wheelhouse.bench;

import org.jspecify.annotations.NullMarked;
