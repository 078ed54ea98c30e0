/**
 * Hub to spokes, through the public AWS API and nothing else: the same code works against AWS and
 * against the embedded cloud.
 *
 * <p>This package holds the plain values that all others share: where something happened, what
 * differs, and what went wrong. {@code access} finds profile, region, endpoint and credentials;
 * {@code deploy} is the core (find, compare, apply, read back); {@code thing} says how each kind of
 * thing is found, compared and made; {@code linux} puts them together for hub and spoke; {@code
 * status} reads; {@code enduser} finds, launches and terminates products.
 */
@NullMarked
package dev.wheelhouse.rollout;

import org.jspecify.annotations.NullMarked;
