package dev.wheelhouse.identity.policy;

import dev.wheelhouse.identity.AccountId;

/**
 * The policy that the resource of a request has.
 *
 * @param owner the account of the resource
 * @param document what it says
 * @param kind how it takes part
 */
public record ResourceGrant(AccountId owner, PolicyDocument document, Kind kind) {
    /** How a resource's policy takes part in a decision. */
    public enum Kind {
        /**
         * Within one account it or an identity's policy suffices; across accounts both must allow.
         */
        RESOURCE,
        /** A role's trust policy: it must always allow. */
        TRUST
    }
}
