package dev.wheelhouse.catalog;

/** Whose provisioned products and records a list shows, within one account. */
public sealed interface Whose {
    /** The whole account's. */
    record Anybody() implements Whose {}

    /** Those of one user, or of all sessions of one role. */
    record OfPrincipal(String arn) implements Whose {}

    /** Those of one user, or of one session of a role. */
    record OfSession(String arn) implements Whose {}
}
