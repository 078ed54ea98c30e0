package dev.wheelhouse.identity.policy;

/** Whether something applies to a request. */
enum Match {
    YES,
    NO,
    /** Something in it is not understood: taken for no by an Allow and for yes by a Deny. */
    UNKNOWN;

    static Match of(boolean yes) {
        return yes ? YES : NO;
    }

    Match negated() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case UNKNOWN -> UNKNOWN;
        };
    }

    Match and(Match other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == YES && other == YES ? YES : UNKNOWN;
    }

    Match or(Match other) {
        if (this == YES || other == YES) {
            return YES;
        }
        return this == NO && other == NO ? NO : UNKNOWN;
    }

    boolean counts(Effect effect) {
        return this == YES || (this == UNKNOWN && effect == Effect.DENY);
    }
}
