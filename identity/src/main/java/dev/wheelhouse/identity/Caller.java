package dev.wheelhouse.identity;

import java.util.List;

/**
 * Who calls, with the policies that bind them at this moment. Made by {@code identity} for a
 * verified signature, or for a role that a service assumes on somebody's behalf. Immutable.
 */
public interface Caller {
    /** The account of the user or role. */
    AccountId account();

    /**
     * The ARN that acts: {@code arn:aws:iam::A:user/N}, {@code arn:aws:iam::A:root} or {@code
     * arn:aws:sts::A:assumed-role/R/S}.
     */
    String arn();

    /** For a role session, the role's own ARN with its path; for all others {@link #arn}. */
    String principalArn();

    /**
     * {@code AIDA...}, or {@code AROA...:session} for a role session, or the account id for root.
     */
    String userId();

    /** The ARNs of the groups that a user is in; empty for all others. */
    List<String> groupArns();

    /** This caller's name for later: what a job keeps in order to act as who asked. */
    CallerReference reference();

    /** What the policies say. Pure: neither reads nor writes anything. */
    Decision decide(AccessRequest request);

    /**
     * Returns when allowed.
     *
     * @throws AccessDeniedException otherwise
     */
    void require(AccessRequest request);
}
