/**
 * Documents as plain values: what policies, templates, constraint parameters, journal entries and
 * job payloads are made of. Reading and writing JSON text lives here too, so that a domain package
 * needs no library for it.
 */
@NullMarked
package dev.wheelhouse.document;

import org.jspecify.annotations.NullMarked;
