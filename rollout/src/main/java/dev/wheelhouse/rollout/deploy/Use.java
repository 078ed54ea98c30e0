package dev.wheelhouse.rollout.deploy;

/**
 * Somebody who uses a thing, so that it cannot be removed yet.
 *
 * @param user the id of what uses it, as {@link Thing#id} would say it; a removal that takes that
 *     along is not stopped by it
 * @param words who it is and what for
 * @param remedy what to do first
 */
public record Use(String user, String words, String remedy) {}
