package dev.wheelhouse.identity.policy;

/** What a statement does when it applies. */
public enum Effect {
    ALLOW,
    DENY
}
