package dev.wheelhouse.identity.policy;

import dev.wheelhouse.identity.AccountId;
import java.util.List;
import java.util.Optional;

/**
 * Who asks, with the policies that bind them.
 *
 * @param kind what kind of principal
 * @param account the account
 * @param arn the ARN that acts; for a service its name, {@code servicecatalog.amazonaws.com}
 * @param principalArn for a role session the role's ARN; for all others as {@code arn}
 * @param id the unique id of the user or of the session's role; of a root user the account's, of a
 *     service its name
 * @param identityPolicies all policies of the user, its groups or the role, inline and attached
 * @param boundary the permissions boundary
 * @param sessionPolicies the policies that were passed when the session was made; empty when none
 *     were
 * @param controlPolicies service control policies, by level from the root to the account; each
 *     level must allow. Empty for the management account
 */
public record Subject(
        Kind kind,
        AccountId account,
        String arn,
        String principalArn,
        String id,
        List<NamedPolicy> identityPolicies,
        Optional<NamedPolicy> boundary,
        List<NamedPolicy> sessionPolicies,
        List<List<NamedPolicy>> controlPolicies) {
    /** The kinds of principals that can ask. */
    public enum Kind {
        /** An IAM user. */
        USER,
        /** A role session. */
        ROLE_SESSION,
        /** The account's root user: allowed all, within the service control policies. */
        ROOT,
        /** A service that asks for itself. */
        SERVICE
    }

    public Subject {
        identityPolicies = List.copyOf(identityPolicies);
        sessionPolicies = List.copyOf(sessionPolicies);
        controlPolicies = controlPolicies.stream().map(List::copyOf).toList();
    }

    /** The unique id of who acts, as {@code aws:userid} has it: of a session with its name. */
    String uniqueId() {
        return kind == Kind.ROLE_SESSION ? id + ":" + arn.substring(arn.lastIndexOf('/') + 1) : id;
    }
}
