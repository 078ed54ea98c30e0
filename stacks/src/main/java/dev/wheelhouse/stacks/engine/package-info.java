/**
 * The stack engine: checks a request and records it ({@link
 * dev.wheelhouse.stacks.engine.Admissions}), then works on it, phase by phase, as wide as the graph
 * allows, each resource step in a transaction of its own. Everything that has to be known to go on
 * is in the database; nothing else is trusted after an interruption.
 */
@NullMarked
package dev.wheelhouse.stacks.engine;

import org.jspecify.annotations.NullMarked;
