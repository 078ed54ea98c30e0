/**
 * The core of a rollout: find, compare, apply, read back.
 *
 * <p>A {@link dev.wheelhouse.rollout.deploy.Thing} knows what it should be, how to find itself by
 * natural key and ownership, what differs, and how to make or change itself. A {@link
 * dev.wheelhouse.rollout.deploy.Deployment} runs things in order. Because each thing is looked for
 * before it is made, a second run changes nothing and a run that was cut off is finished by the
 * next one.
 */
@NullMarked
package dev.wheelhouse.rollout.deploy;

import org.jspecify.annotations.NullMarked;
