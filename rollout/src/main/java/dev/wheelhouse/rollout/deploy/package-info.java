/**
 * The core of a rollout: find, compare, apply, read back; and all of it backwards.
 *
 * <p>A {@link dev.wheelhouse.rollout.deploy.Thing} knows what it should be, how to find itself by
 * natural key and ownership, what differs, and how to make change or remove itself. A {@link
 * dev.wheelhouse.rollout.deploy.Deployment} runs things in order. Because each thing is looked for
 * before it is made, a second run changes nothing and a run that was cut off is finished by the
 * next one. A removal runs the same things backwards, after it has found out what goes and who uses
 * it.
 */
@NullMarked
package dev.wheelhouse.rollout.deploy;

import org.jspecify.annotations.NullMarked;
