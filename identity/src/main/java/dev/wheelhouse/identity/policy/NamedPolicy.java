package dev.wheelhouse.identity.policy;

/**
 * A policy under the name that a decision gives it.
 *
 * @param name for example {@code AdministratorAccess}, or {@code inline policy launch}
 * @param document what it says
 */
public record NamedPolicy(String name, PolicyDocument document) {}
